package import Concurrency
package import Databases
import Synchronization

/// The pages in which a snapshot of a database is not an image: what a log beside the image has to have
/// so that the two are the snapshot.
///
/// A bit for each page.
package struct PageDifference: Sendable {
  package let pageSize: Int
  /// Pages of the snapshot.
  package let pageCount: Int
  /// How many pages differ.
  package private(set) var count = 0
  private var pages: PageSet
  private let hasOtherSize: Bool

  /// Compares all pages.
  ///
  /// - Parameters:
  ///   - image: the path of a database file that nobody changes.
  ///   - compared: called with the count of bytes that have been compared so far.
  /// - Returns: nil where the two have pages of different sizes.
  package init?(
    of snapshot: any SnapshotReader, from image: String, cancellation: Cancellation,
    compared: @escaping @Sendable (Int64) -> Void
  ) throws {
    let pageSize = snapshot.description.pageSize
    let pageCount = snapshot.description.pageCount
    guard try PageGeometry.pageSize(ofImage: image) == pageSize else { return nil }
    let file = try ImageFile(reading: image)
    let imagePages = Int(try file.size()) / pageSize
    self.pageSize = pageSize
    self.pageCount = pageCount
    hasOtherSize = imagePages != pageCount
    pages = PageSet(count: pageCount)
    let common = min(imagePages, pageCount)
    let pagesAtOnce = PageMap.bytesAtOnce / pageSize
    let found = Mutex((pages: pages, count: 0, done: Int64(0)))
    try runConcurrently(over: Array(stride(from: 0, to: common, by: pagesAtOnce))) { starts in
      let length = pagesAtOnce * pageSize
      let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * length, alignment: 4096)
      defer { buffers.deallocate() }
      for start in starts {
        try cancellation.check()
        let count = min(pagesAtOnce, common - start) * pageSize
        let now = UnsafeMutableRawBufferPointer(rebasing: buffers[..<count])
        let then = UnsafeMutableRawBufferPointer(rebasing: buffers[length..<length + count])
        try snapshot.read(at: Int64(start) * Int64(pageSize), into: now)
        try file.read(at: Int64(start) * Int64(pageSize), into: then)
        let differing = Self.differing(now, then, first: start + 1, pageSize)
        compared(
          found.withLock { found in
            for page in differing { found.pages.set(page, true) }
            found.count += differing.count
            found.done += Int64(count)
            return found.done
          })
      }
    }
    (pages, count) = found.withLock { ($0.pages, $0.count) }
    insert(after: common)
  }

  private static func differing(
    _ now: UnsafeMutableRawBufferPointer, _ then: UnsafeMutableRawBufferPointer, first: Int,
    _ pageSize: Int
  ) -> [Int] {
    guard !haveSameBytes(UnsafeRawBufferPointer(now), UnsafeRawBufferPointer(then)) else {
      return []
    }
    let lockPage = PageGeometry.lockPage(ofPageSize: pageSize)
    return (0..<now.count / pageSize).compactMap { index in
      let range = index * pageSize..<(index + 1) * pageSize
      let isSame = haveSameBytes(
        UnsafeRawBufferPointer(rebasing: now[range]), UnsafeRawBufferPointer(rebasing: then[range]))
      return isSame || first + index == lockPage ? nil : first + index
    }
  }

  /// Whether the snapshot is the image.
  package var isEmpty: Bool { count == 0 && !hasOtherSize }

  /// Counts a page as different, where the snapshot has it.
  package mutating func insert(_ page: Int) {
    guard page >= 1, page <= pageCount, page != PageGeometry.lockPage(ofPageSize: pageSize),
      !pages.contains(page)
    else { return }
    pages.set(page, true)
    count += 1
  }

  /// Counts all pages after one as different.
  package mutating func insert(after page: Int) {
    guard page < pageCount else { return }
    for page in page + 1...pageCount { insert(page) }
  }

  /// The pages that differ, but page 1: the last frame of a log has that one.
  package var pagesAfterFirst: some Sequence<UInt32> {
    (2...max(2, pageCount)).lazy.filter { [pages, pageCount] in
      $0 <= pageCount && pages.contains($0)
    }.map(UInt32.init)
  }

  /// How many there are in ``pagesAfterFirst``.
  package var countAfterFirst: Int { count - (pageCount >= 1 && pages.contains(1) ? 1 : 0) }
}
