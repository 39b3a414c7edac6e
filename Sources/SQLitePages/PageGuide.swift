package import Databases

/// Tells from the pages of two databases which rows can differ, so that all others need not be read.
///
/// Two pages with the same number and the same bytes that are leaves of the same table in both hold
/// the same rows, if the overflow pages of these rows are equal as well. Which leaves belong to which
/// table, only the interior pages tell: a page that was freed may still look like a leaf.
package final class PageGuide {
  let map: PageMap
  private let live: TreeReader
  private let image: TreeReader
  private let imageFile: any SnapshotReader
  /// Bounds how many overflow pages are looked at for one table.
  private var overflowLeft = 0

  /// For one thread.
  package init(_ map: PageMap, live: any SnapshotReader, image: any SnapshotReader) {
    self.map = map
    self.live = TreeReader(live, map.geometry)
    self.image = TreeReader(image, map.geometry)
    imageFile = image
  }

  /// The row ids of a table with rows that can differ.
  ///
  /// - Parameters:
  ///   - roots: the first pages of the table's tree.
  /// - Returns: nil where the pages do not tell.
  package func ranges(liveRoot: Int, imageRoot: Int) throws -> RowRanges? {
    do {
      overflowLeft = imageFile.description.pageCount
      var a = try LeafWalk(root: liveRoot, live)
      var b = try LeafWalk(root: imageRoot, image)
      var ranges = RowRanges()
      var (x, y) = (try a.next(), try b.next())
      var first = Int64.min
      while let now = x, let then = y {
        let last = min(now.last, then.last)
        if now.page == then.page, let rows = try equalRows(now.page, .tableLeaf) {
          ranges.addEqual(rows)
        } else {
          ranges.add(first...last)
        }
        if last == .max { return ranges }
        first = last + 1
        if now.last == last { x = try a.next() }
        if then.last == last { y = try b.next() }
      }
      return nil
    } catch is UnreadableTree { return nil }
  }

  /// The rows of a WITHOUT ROWID table whose trees are equal page by page.
  ///
  /// - Returns: nil where they are not, or where the pages do not tell.
  package func equalRows(liveRoot: Int, imageRoot: Int) throws -> Int? {
    guard liveRoot == imageRoot else { return nil }
    do {
      overflowLeft = imageFile.description.pageCount
      image.begin()
      return try rows(inIndexTree: imageRoot, level: 0)
    } catch is UnreadableTree { return nil }
  }

  private func rows(inIndexTree page: Int, level: Int) throws -> Int? {
    try image.take(page)
    guard map[page].isSame, level < 20 else { return nil }
    if map[page].isIndexLeaf { return try equalRows(page, .indexLeaf) }
    return try image.withTreePage(image.read(page)) { tree in
      guard tree.kind == .indexInterior else { return nil }
      guard try hasEqualOverflow(tree) else { return nil }
      var count = tree.cellCount
      for index in 0...tree.cellCount {
        let child = index < tree.cellCount ? tree.child(index) : tree.rightmostChild
        guard let child, let rows = try rows(inIndexTree: child, level: level + 1) else {
          return nil
        }
        count += rows
      }
      return count
    }
  }

  /// How many rows a leaf has, if it and their overflow pages are equal.
  private func equalRows(_ page: Int, _ kind: BTreePage.Kind) throws -> Int? {
    let facts = map[page]
    guard kind == .tableLeaf ? facts.isTableLeaf : facts.isIndexLeaf else { return nil }
    if !facts.hasOverflow, let count = facts.cellCount { return count }
    return try image.withTreePage(image.read(page)) { tree in
      try hasEqualOverflow(tree) ? tree.cellCount : nil
    }
  }

  /// Whether all pages on which rows of a page continue are equal. A page that is equal names the same
  /// next page.
  private func hasEqualOverflow(_ tree: BTreePage) throws -> Bool {
    for index in 0..<tree.cellCount {
      guard let overflow = try tree.overflow(index) else { continue }
      var page = overflow.firstPage
      for position in 0..<overflow.pages {
        overflowLeft -= 1
        guard overflowLeft >= 0 else { throw UnreadableTree() }
        if !map[page].isSame { return false }
        if position < overflow.pages - 1 { page = try next(after: page) }
      }
    }
    return true
  }

  private func next(after page: Int) throws -> Int {
    try withUnsafeTemporaryAllocation(byteCount: 4, alignment: 4) { bytes in
      try imageFile.read(at: Int64(page - 1) * Int64(map.geometry.pageSize), into: bytes)
      return Int(UInt32(bigEndian: bytes.load(as: UInt32.self)))
    }
  }
}
