import ArchiveFormat
import BackupFiles
package import BackupProtocol
package import Compression
import JSONFormat
import ObjectStorage
import SQLiteImages

/// What a file turned out to be, by its content alone.
package enum ImportKind: String, Codable, Sendable {
  case sqlite
  case archive
  case sql
  /// A document of ours that has a schema.
  case export
  /// One of ours without.
  case partialExport
  /// An application's own document.
  case foreignDocument
  /// What Django's `dumpdata` writes.
  case djangoDump

  /// Whether it brings its own tables.
  package var hasSchema: Bool { ![.partialExport, .foreignDocument, .djangoDump].contains(self) }

  /// What a backup of it is stored as.
  package var format: BackupFormat {
    switch self {
    case .sqlite, .archive: .archive
    case .sql: .sql
    case .export, .partialExport, .foreignDocument, .djangoDump: .json
    }
  }

  /// Nil for a file that must be unpacked or parsed to tell.
  ///
  /// - Throws: `incompatible` for a file that is none of these.
  package init?(unparsed source: ImportSource) throws {
    if source.isCompressed { return nil }
    let content = try FileStream(source.reader).beginning(64 << 10)
    let isSQLite = content.starts(with: PackedMember.databaseMagic)
    if !isSQLite, content.count >= TarHeader.length,
      (try? TarHeader(anyType: Array(content[..<TarHeader.length]))) != nil
    {
      return nil
    }
    guard !ZipArchive.isBeginning(content), let kind = try Self.kind(of: content, source) else {
      return nil
    }
    self = kind
  }

  /// - Throws: `incompatible` for a file that is none of these.
  package init(_ source: ImportSource) throws {
    let content = try source.content().beginning(64 << 10)
    if let kind = try Self.kind(of: content, source) {
      self = kind
      return
    }
    let stream = try source.content()
    if Self.firstCharacter(of: content) == UInt8(ascii: "[") {
      guard DjangoDump.isBeginning({ try stream.read(into: $0) }) else { throw Self.unknown }
      self = .djangoDump
      return
    }
    switch try DocumentKind({ try stream.read(into: $0) }) {
    case .export(let isPartial): self = isPartial ? .partialExport : .export
    case .foreign: self = .foreignDocument
    }
  }

  /// - Returns: nil for a JSON document.
  private static func kind(
    of content: [UInt8], _ source: ImportSource
  ) throws -> ImportKind? {
    if content.starts(with: "SQLite format 3\0".utf8) {
      return .sqlite
    }
    if content.count >= TarHeader.length, source.isCompressed, source.member == nil,
      (try? TarHeader(decoding: Array(content[..<TarHeader.length]))) != nil
    {
      return .archive
    }
    let packed = source.member.map { "“\($0.name)” in it" }
    if let packed, content.isCompressed {
      throw ContractError(
        "\(packed) is compressed a second time.",
        ErrorData(
          kind: .incompatible, hint: "Unpack it, and import that file.", path: "params.path",
          expected: "a database that is packed once", reason: "format"))
    }
    if let type = ForeignFileType(content) {
      throw ContractError(
        "\(packed ?? "This") is \(type.name).",
        ErrorData(
          kind: .incompatible, hint: type.remedy, path: "params.path",
          expected: "a backup, a database, a SQL dump or a JSON document", reason: "format"))
    }
    switch firstCharacter(of: content) {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return nil
    // How SQL begins: with a word, or a comment.
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "-"), UInt8(ascii: "/"):
      return .sql
    default: throw Self.unknown
    }
  }

  /// After a byte order mark and white space; 0 where there is none.
  private static func firstCharacter(of content: [UInt8]) -> UInt8 {
    let text = content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content[...]
    return text.first { !LiteralCursor.isSpace($0) } ?? 0
  }

  private static let unknown = ContractError(
    "This file type cannot be imported.",
    ErrorData(
      kind: .incompatible,
      hint: "Choose a backup, an SQLite database, a SQL dump of SQLite, or a JSON document.",
      path: "params.path", expected: "a backup, a database, a SQL dump or a JSON document",
      reason: "format"))
}

extension ImportSource {
  var isCompressed: Bool {
    ((try? FileStream(reader).beginning(4)) ?? []).isCompressed
  }

  /// The bytes to take in: of the file, uncompressed, or of the one in it that was chosen.
  package func content() throws -> any ByteSource {
    try member?.content(in: self) ?? whole()
  }

  /// The bytes of the file, uncompressed.
  func whole() throws -> any ByteSource {
    isCompressed
      ? ContentStream(try ParallelDecompressor(source: ObjectSource(reader: reader)))
      : FileStream(reader)
  }
}

extension Collection<UInt8> {
  fileprivate var isCompressed: Bool { CompressionAlgorithm(firstBytes: self) != nil }
}

extension ByteSource {
  /// At most `limit` bytes from here on.
  func beginning(_ limit: Int) throws -> [UInt8] {
    try firstBytes(limit) { try read(into: $0) }
  }
}

/// A file from start to end.
final class FileStream: ByteSource {
  private let reader: any ObjectReader
  private var offset: Int64 = 0

  init(_ reader: any ObjectReader) { self.reader = reader }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try reader.read(at: offset, into: buffer)
    offset += Int64(count)
    return count
  }
}
