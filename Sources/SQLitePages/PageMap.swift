package import Concurrency
package import Databases
import Glibc
import Synchronization

/// The pages of two databases held against each other, each with the one of the same number.
///
/// Two bytes for each page.
package struct PageMap: Sendable {
  /// One page of both.
  struct Facts: RawRepresentable, Equatable {
    enum State: UInt16 {
      /// The two differ, or only one database has it.
      case differs
      /// Equal, and no leaf that could be read.
      case other
      case tableLeaf
      case tableLeafWithOverflow
      case indexLeaf
      case indexLeafWithOverflow
      /// Two leaves of a table that have the same rows in other places of the page.
      case sameRows
      case sameRowsWithOverflow
    }

    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// - Parameter page: the same in both databases.
    init(_ page: UnsafeRawBufferPointer, _ geometry: PageGeometry) {
      var state = State.other
      var count = 0
      if let tree = BTreePage(page, geometry), tree.kind.isLeaf,
        let hasOverflow = tree.hasOverflow()
      {
        state =
          tree.kind == .tableLeaf
          ? hasOverflow ? .tableLeafWithOverflow : .tableLeaf
          : hasOverflow ? .indexLeafWithOverflow : .indexLeaf
        count = tree.cellCount
      }
      rawValue = state.rawValue << 13 | UInt16(min(count, Self.many))
    }

    /// - Parameters:
    ///   - page: that of the live database.
    ///   - image: that of the image, which has other bytes.
    fileprivate init(
      _ page: UnsafeRawBufferPointer, not image: UnsafeRawBufferPointer, _ geometry: PageGeometry
    ) {
      guard let tree = BTreePage(page, geometry), let other = BTreePage(image, geometry),
        tree.kind == .tableLeaf, let hasOverflow = tree.hasOverflow(), tree.hasSameRows(as: other)
      else {
        self = .differs
        return
      }
      let state = hasOverflow ? State.sameRowsWithOverflow : .sameRows
      rawValue = state.rawValue << 13 | UInt16(min(tree.cellCount, Self.many))
    }

    static let differs = Facts(rawValue: 0)
    static let other = Facts(rawValue: State.other.rawValue << 13)
    private static let many = 0x1fff

    var state: State { State(rawValue: rawValue >> 13) ?? .differs }

    /// Cells of a leaf; nil where they are more than fit here.
    var cellCount: Int? {
      let count = Int(rawValue) & Self.many
      return count == Self.many ? nil : count
    }

    /// Whether the two have the same bytes.
    var isSame: Bool {
      switch state {
      case .differs, .sameRows, .sameRowsWithOverflow: false
      case .other, .tableLeaf, .tableLeafWithOverflow, .indexLeaf, .indexLeafWithOverflow: true
      }
    }

    var isTableLeaf: Bool {
      switch state {
      case .tableLeaf, .tableLeafWithOverflow, .sameRows, .sameRowsWithOverflow: true
      case .differs, .other, .indexLeaf, .indexLeafWithOverflow: false
      }
    }
    var isIndexLeaf: Bool { state == .indexLeaf || state == .indexLeafWithOverflow }
    var hasOverflow: Bool {
      switch state {
      case .tableLeafWithOverflow, .indexLeafWithOverflow, .sameRowsWithOverflow: true
      case .differs, .other, .tableLeaf, .indexLeaf, .sameRows: false
      }
    }
  }

  let geometry: PageGeometry
  /// From page 1, as far as both databases have pages.
  private var facts: [Facts]

  /// - Returns: nil where equal pages of the two do not mean equal rows.
  package init?(
    live: any SnapshotReader, image: any SnapshotReader, cancellation: Cancellation
  ) throws {
    guard let geometry = try Self.geometry(live, image) else { return nil }
    let pageSize = geometry.pageSize
    let pages = Int(min(live.size, image.size)) / pageSize
    let pagesAtOnce = Self.bytesAtOnce / pageSize
    let found = Mutex([Facts](repeating: .differs, count: pages))
    try runConcurrently(over: Array(stride(from: 0, to: pages, by: pagesAtOnce))) { starts in
      let buffer = PagePair(length: pagesAtOnce * pageSize)
      for start in starts {
        try cancellation.check()
        let count = min(pagesAtOnce, pages - start)
        try buffer.read(live, image, at: start * pageSize, count: count * pageSize)
        let part = (0..<count).map { index in
          buffer.facts(index, start + index + 1, geometry)
        }
        found.withLock { $0.replaceSubrange(start..<start + count, with: part) }
      }
    }
    self.geometry = geometry
    facts = found.withLock { $0 }
  }

  /// Looks again at pages of a live database that has changed.
  ///
  /// - Parameter pages: all in which it has changed, new ones among them.
  /// - Returns: false where the two cannot be held against each other any more.
  package mutating func update(
    _ pages: [UInt32], live: any SnapshotReader, image: any SnapshotReader
  ) throws -> Bool {
    guard try Self.geometry(live, image) == geometry else { return false }
    let pageSize = geometry.pageSize
    let count = Int(min(live.size, image.size)) / pageSize
    facts.removeLast(max(0, facts.count - count))
    facts += [Facts](repeating: .differs, count: count - facts.count)
    let buffer = PagePair(length: pageSize)
    for page in pages.lazy.map(Int.init) where page <= count {
      try buffer.read(live, image, at: (page - 1) * pageSize, count: pageSize)
      facts[page - 1] = buffer.facts(0, page, geometry)
    }
    return true
  }

  /// What two threads have of both databases stays in the caches of their processors.
  static let bytesAtOnce = 1 << 18

  /// Pages that are the same in both, or have the same rows of a table.
  package var equalPages: Int { facts.count { $0.state != .differs } }

  subscript(page: Int) -> Facts {
    page >= 1 && page <= facts.count ? facts[page - 1] : .differs
  }

  /// Page size, reserved bytes, schema format and text encoding decide what the bytes of a page mean
  /// (https://www.sqlite.org/fileformat.html#the_database_header).
  private static func geometry(
    _ live: any SnapshotReader, _ image: any SnapshotReader
  ) throws -> PageGeometry? {
    let pageSize = live.description.pageSize
    guard pageSize == image.description.pageSize, live.size >= pageSize, image.size >= pageSize
    else { return nil }
    let first = PagePair(length: pageSize)
    try first.read(live, image, at: 0, count: pageSize)
    let isAlike = [16..<18, 20..<21, 44..<48, 56..<60].allSatisfy {
      first.live[$0].elementsEqual(first.image[$0])
    }
    return isAlike
      ? PageGeometry(pageSize: pageSize, usableSize: pageSize - Int(first.live[20])) : nil
  }
}

/// Pages of both databases, for one thread.
private final class PagePair {
  let live: UnsafeMutableRawBufferPointer
  let image: UnsafeMutableRawBufferPointer

  init(length: Int) {
    live = .allocate(byteCount: length, alignment: 4096)
    image = .allocate(byteCount: length, alignment: 4096)
  }

  deinit {
    live.deallocate()
    image.deallocate()
  }

  func read(
    _ source: any SnapshotReader, _ other: any SnapshotReader, at offset: Int, count: Int
  ) throws {
    try source.read(
      at: Int64(offset), into: UnsafeMutableRawBufferPointer(rebasing: live[..<count]))
    try other.read(
      at: Int64(offset), into: UnsafeMutableRawBufferPointer(rebasing: image[..<count]))
  }

  /// - Parameters:
  ///   - index: the place of the page here.
  ///   - number: that in the database.
  func facts(_ index: Int, _ number: Int, _ geometry: PageGeometry) -> PageMap.Facts {
    let range = index * geometry.pageSize..<(index + 1) * geometry.pageSize
    let page = UnsafeRawBufferPointer(rebasing: live[range])
    let other = UnsafeRawBufferPointer(rebasing: image[range])
    let isSame = haveSameBytes(UnsafeRawBufferPointer(page), UnsafeRawBufferPointer(other))
    // The first page begins with the header of the file.
    if number == 1 { return isSame ? .other : .differs }
    return isSame
      ? PageMap.Facts(page, geometry) : PageMap.Facts(page, not: other, geometry)
  }
}
