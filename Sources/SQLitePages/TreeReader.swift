import Databases

/// Reads single pages of the b-trees of one database. What it reads may be damaged, so that it reads
/// no more pages of a tree than the database has.
final class TreeReader {
  let geometry: PageGeometry
  private let source: any SnapshotReader
  private let pageCount: Int
  private var pagesLeft: Int

  init(_ source: any SnapshotReader, _ geometry: PageGeometry) {
    self.source = source
    self.geometry = geometry
    pageCount = source.description.pageCount
    pagesLeft = pageCount
  }

  /// Begins with another tree.
  func begin() { pagesLeft = pageCount }

  /// Takes one page of the tree, whether it is read or not.
  ///
  /// - Throws: ``UnreadableTree`` where the number cannot be right.
  func take(_ page: Int) throws {
    pagesLeft -= 1
    guard page >= 2, page <= pageCount, page != geometry.lockPage, pagesLeft >= 0 else {
      throw UnreadableTree()
    }
  }

  func read(_ page: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: geometry.pageSize)
    try bytes.withUnsafeMutableBytes {
      try source.read(at: Int64(page - 1) * Int64(geometry.pageSize), into: $0)
    }
    return bytes
  }

  /// Hands a page of a b-tree to `body`.
  ///
  /// - Throws: ``UnreadableTree`` where it is none.
  func withTreePage<Result>(_ bytes: [UInt8], _ body: (BTreePage) throws -> Result) throws -> Result
  {
    try bytes.withUnsafeBytes { bytes in
      guard let page = BTreePage(bytes, geometry) else { throw UnreadableTree() }
      return try body(page)
    }
  }
}
