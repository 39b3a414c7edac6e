package import Concurrency
import Databases
import Glibc

/// A rollback journal that nobody vouches for, played back without SQLite.
///
/// SQLite trusts a journal: it removes the file that the journal's end names as a super-journal,
/// wherever that is. Here only the image is written.
///
/// Format: https://www.sqlite.org/fileformat.html#the_rollback_journal
package struct RollbackJournal {
  private static let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
  /// Of the fields of a header; the rest of its sector is padding.
  private static let headerFields = 28
  /// Where the first byte lies that no page may hold data at: the lock-byte page.
  private static let lockByte: Int64 = 0x4000_0000

  private let file: ImageFile
  private let size: Int64
  private var sectorSize: Int64 = 512
  private var pageSize = 0
  /// Pages that the database had before the transaction.
  private var pageCount: Int64 = 0

  package init(path: String) throws {
    file = try ImageFile(reading: path)
    size = try file.size()
  }

  /// Makes the image what it was before the transaction that the journal belongs to.
  ///
  /// Like SQLite, plays back as far as the journal is whole, and passes over a file that is no
  /// journal, or that was invalidated.
  ///
  /// - Parameter maximum: of the image, in bytes.
  /// - Throws: ``EngineError`` `.sharedTransaction` where the journal is part of a transaction over
  ///   several databases, `.diskFull` where the image would grow over the maximum.
  package mutating func play(
    into image: ImageFile, maximum: Int64, cancellation: Cancellation
  ) throws {
    // SQLite's test for a journal that counts.
    guard try byte(at: 0) != 0 else { return }
    try refuseSuperJournal()
    var offset: Int64 = 0
    while let header = try readHeader(at: offset) {
      if offset == 0 { try resize(image, maximum: maximum) }
      offset += sectorSize
      let record = Int64(pageSize) + 8
      let records =
        header.records == UInt32.max ? (size - offset) / record : Int64(header.records)
      for _ in 0..<records {
        try cancellation.check()
        guard try playRecord(at: offset, nonce: header.nonce, into: image) else { return }
        offset += record
      }
      offset = (offset + sectorSize - 1) / sectorSize * sectorSize
    }
  }

  /// - Returns: nil where there is no further header.
  private mutating func readHeader(at offset: Int64) throws -> (records: UInt32, nonce: UInt32)? {
    guard offset + max(sectorSize, Int64(Self.headerFields)) <= size else { return nil }
    let bytes = try bytes(Self.headerFields, at: offset)
    guard bytes.starts(with: Self.magic) else { return nil }
    if offset == 0 {
      let sector = Self.integer(bytes, 20)
      let page = Self.integer(bytes, 24)
      guard (32...65536).contains(sector), sector.nonzeroBitCount == 1,
        (512...65536).contains(page), page.nonzeroBitCount == 1, Int64(sector) <= size
      else { return nil }
      sectorSize = Int64(sector)
      pageSize = Int(page)
      pageCount = Int64(Self.integer(bytes, 16))
    }
    return (Self.integer(bytes, 8), Self.integer(bytes, 12))
  }

  private func resize(_ image: ImageFile, maximum: Int64) throws {
    let length = pageCount * Int64(pageSize)
    guard try length <= max(maximum, image.size()) else {
      throw EngineError(
        .diskFull, "There is not enough disk space for the \(length) bytes of the journal.",
        hint: "Use another copy of the file.")
    }
    try image.truncate(to: length)
  }

  /// - Returns: false where the journal ends, or is not whole.
  private func playRecord(at offset: Int64, nonce: UInt32, into image: ImageFile) throws -> Bool {
    guard offset + Int64(pageSize) + 8 <= size else { return false }
    let record = try bytes(pageSize + 8, at: offset)
    let page = Int64(Self.integer(record, 0))
    guard page != 0, page != Self.lockByte / Int64(pageSize) + 1 else { return false }
    guard page <= pageCount else { return true }
    let content = record[4..<pageSize + 4]
    // Every 200th byte, from the end on.
    let sum = stride(from: pageSize - 200, to: 0, by: -200).reduce(nonce) {
      $0 &+ UInt32(content[4 + $1])
    }
    guard sum == Self.integer(record, pageSize + 4) else { return false }
    try content.withUnsafeBytes { try image.write($0, at: (page - 1) * Int64(pageSize)) }
    return true
  }

  /// Whether the transaction counts depends on a file elsewhere, which is none of ours to look at.
  private func refuseSuperJournal() throws {
    guard size >= 16 else { return }
    guard try bytes(8, at: size - 8) == Self.magic, Self.integer(try bytes(4, at: size - 16), 0) > 0
    else { return }
    throw EngineError(
      .sharedTransaction,
      "The journal beside the database belongs to an unfinished transaction over several databases.",
      hint: "Open the database with SQLite in its original folder. SQLite "
        + "then ends the transaction. Then import the file.")
  }

  private func byte(at offset: Int64) throws -> UInt8 {
    size > offset ? try bytes(1, at: offset)[0] : 0
  }

  private func bytes(_ count: Int, at offset: Int64) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
    return bytes
  }

  private static func integer(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
