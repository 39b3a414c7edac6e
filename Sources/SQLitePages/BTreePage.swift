/// The sizes that decide how pages are laid out.
package struct PageGeometry: Sendable, Equatable {
  let pageSize: Int
  /// Without the bytes at the end of each page that SQLite leaves to extensions.
  let usableSize: Int

  var lockPage: Int { Self.lockPage(ofPageSize: pageSize) }

  /// The page at 1 GiB holds file locks and never data; a file may end before it
  /// (https://www.sqlite.org/fileformat.html#the_lock_byte_page).
  package static func lockPage(ofPageSize pageSize: Int) -> Int { 0x4000_0000 / pageSize + 1 }

  /// Read from the header of an image, without SQLite.
  package static func pageSize(ofImage path: String) throws -> Int {
    let image = try ImageFile(reading: path)
    let header = UnsafeMutableRawBufferPointer.allocate(byteCount: 18, alignment: 1)
    defer { header.deallocate() }
    try image.read(at: 0, into: header)
    let value = Int(header[16]) << 8 | Int(header[17])
    return value == 1 ? 65_536 : value
  }

  /// More bytes of a table's row than these go to overflow pages.
  fileprivate var tableMaximum: Int { usableSize - 35 }
  /// The same for a row in an index.
  fileprivate var indexMaximum: Int { (usableSize - 12) * 64 / 255 - 23 }
  fileprivate var minimum: Int { (usableSize - 12) * 32 / 255 - 23 }

  /// - Returns: how many bytes of a row are on its own page.
  fileprivate func localBytes(of total: Int, in kind: BTreePage.Kind) -> Int {
    let maximum = kind.isOfTable ? tableMaximum : indexMaximum
    if total <= maximum { return total }
    let local = minimum + (total - minimum) % (usableSize - 4)
    return local <= maximum ? local : minimum
  }
}

/// A page of a b-tree (https://www.sqlite.org/fileformat.html#b_tree_pages). Every offset in it is
/// checked: the page may be anything.
struct BTreePage {
  enum Kind: UInt8 {
    case indexInterior = 2
    case tableInterior = 5
    case indexLeaf = 10
    case tableLeaf = 13

    var isLeaf: Bool { self == .indexLeaf || self == .tableLeaf }
    var isOfTable: Bool { self == .tableInterior || self == .tableLeaf }
  }

  /// Where a row continues.
  struct Overflow {
    let firstPage: Int
    let pages: Int
  }

  let kind: Kind
  let cellCount: Int
  private let bytes: UnsafeRawBufferPointer
  private let geometry: PageGeometry

  /// - Parameter bytes: a whole page, not the first one of the file; valid while this value is used.
  /// - Returns: nil where it cannot be a page of a b-tree.
  init?(_ bytes: UnsafeRawBufferPointer, _ geometry: PageGeometry) {
    guard bytes.count == geometry.pageSize, let kind = Kind(rawValue: bytes[0]) else { return nil }
    self.bytes = bytes
    self.geometry = geometry
    self.kind = kind
    cellCount = Int(bytes[3]) << 8 | Int(bytes[4])
    guard headerLength + 2 * cellCount <= geometry.usableSize else { return nil }
  }

  private var headerLength: Int { kind.isLeaf ? 8 : 12 }

  /// - Returns: nil for an offset that is outside of the page's content.
  private func cell(_ index: Int) -> Int? {
    let place = headerLength + 2 * index
    let offset = Int(bytes[place]) << 8 | Int(bytes[place + 1])
    return offset >= headerLength + 2 * cellCount && offset < geometry.usableSize ? offset : nil
  }

  /// The last page below an interior one.
  var rightmostChild: Int { number(at: 8) }

  /// The page on the left of a cell of an interior page.
  func child(_ index: Int) -> Int? {
    guard let offset = cell(index), offset + 4 <= geometry.usableSize else { return nil }
    return number(at: offset)
  }

  /// The greatest row id below ``child(_:)``, in an interior page of a table.
  func key(_ index: Int) -> Int64? {
    guard let offset = cell(index), let key = varint(at: offset + 4) else { return nil }
    return Int64(bitPattern: key.value)
  }

  /// Whether any row continues on overflow pages; nil where a cell cannot be read.
  func hasOverflow() -> Bool? {
    var found = false
    let maximum = UInt64(kind.isOfTable ? geometry.tableMaximum : geometry.indexMaximum)
    for index in 0..<cellCount {
      guard let offset = cell(index), let total = varint(at: offset + (kind.isLeaf ? 0 : 4)) else {
        return nil
      }
      if total.value > maximum { found = true }
    }
    return found
  }

  /// Where the row of a cell continues; nil where it ends on this page.
  ///
  /// - Throws: ``UnreadableTree`` where the cell cannot be read.
  func overflow(_ index: Int) throws -> Overflow? {
    guard let offset = cell(index), let total = varint(at: offset + (kind.isLeaf ? 0 : 4)),
      let size = Int32(exactly: total.value).map(Int.init)
    else { throw UnreadableTree() }
    let local = geometry.localBytes(of: size, in: kind)
    guard local < size else { return nil }
    var start = total.end
    if kind.isOfTable {
      guard let rowid = varint(at: start) else { throw UnreadableTree() }
      start = rowid.end
    }
    guard start + local + 4 <= geometry.usableSize else { throw UnreadableTree() }
    let rest = geometry.usableSize - 4
    return Overflow(
      firstPage: number(at: start + local), pages: (size - local + rest - 1) / rest)
  }

  /// Whether two leaves of a table hold the same rows, wherever on the page. What of a row is on overflow
  /// pages is not looked at, but for the number of the first one.
  ///
  /// - Returns: false also where a cell cannot be read.
  func hasSameRows(as other: BTreePage) -> Bool {
    guard kind == .tableLeaf, other.kind == kind, cellCount == other.cellCount else { return false }
    return (0..<cellCount).allSatisfy { index in
      guard let a = row(index), let b = other.row(index), a.count == b.count else { return false }
      return haveSameBytes(a, b)
    }
  }

  /// The bytes of a row on a leaf of a table: its length, its row id, what of it is here, and the number of
  /// the page on which it continues.
  private func row(_ index: Int) -> UnsafeRawBufferPointer? {
    guard let offset = cell(index), let total = varint(at: offset),
      let size = Int32(exactly: total.value).map(Int.init), let rowid = varint(at: total.end)
    else { return nil }
    let local = geometry.localBytes(of: size, in: kind)
    let end = rowid.end + local + (local < size ? 4 : 0)
    guard end <= geometry.usableSize else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
  }

  private func number(at offset: Int) -> Int {
    Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  /// https://www.sqlite.org/fileformat.html#varint
  private func varint(at offset: Int) -> (value: UInt64, end: Int)? {
    var value: UInt64 = 0
    var place = offset
    while place < geometry.usableSize {
      let byte = bytes[place]
      place += 1
      if place - offset == 9 { return (value << 8 | UInt64(byte), place) }
      value = value << 7 | UInt64(byte & 0x7f)
      if byte < 0x80 { return (value, place) }
    }
    return nil
  }
}

/// Says that a b-tree is not as it should be, so that its pages tell nothing of its rows.
struct UnreadableTree: Error {}
