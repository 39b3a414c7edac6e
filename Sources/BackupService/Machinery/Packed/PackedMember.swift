import BackupProtocol
import Compression
import DatabaseEngines
import ObjectStorage

/// A regular file in a ZIP or tar file.
struct PackedMember: Codable, Sendable, Equatable {
  private enum Place: Codable, Equatable {
    case zip(ZipMember)
    /// Where its bytes begin in the uncompressed tar file.
    case tar(offset: Int64)
  }

  let name: String
  let size: Int64
  /// Whether it is an SQLite database by its first bytes, or, if nobody can read these, by its name.
  let isDatabase: Bool
  private let place: Place

  static let databaseMagic = Array("SQLite format 3\0".utf8)
  private static let databaseSuffixes = [".db", ".db3", ".sqlite", ".sqlite3"]

  init(_ member: ZipMember, in reader: any ObjectReader) {
    name = member.name
    size = member.size
    place = .zip(member)
    let start = try? member.firstBytes(16, in: ObjectSource(reader: reader))
    isDatabase =
      start.map { $0 == Self.databaseMagic }
      ?? Self.databaseSuffixes.contains { member.name.lowercased().hasSuffix($0) }
  }

  /// - Parameter beginning: its first bytes.
  init(tar name: String, size: Int64, offset: Int64, beginning: some Collection<UInt8>) {
    self.name = name
    self.size = size
    place = .tar(offset: offset)
    isDatabase = beginning.starts(with: Self.databaseMagic)
  }

  /// Whether the Finder of macOS added it for itself.
  var isOfFinder: Bool {
    let parts = name.split(separator: "/")
    return parts.first == "__MACOSX" || parts.last == ".DS_Store"
      || parts.last?.hasPrefix("._") == true
  }

  /// Its bytes.
  ///
  /// - Parameter file: the ZIP or tar file.
  func content(in file: ImportSource) throws -> any ByteSource {
    switch place {
    case .zip(let member):
      if let obstacle = member.obstacle {
        throw ServiceError(
          "“\(name)” in the ZIP file is \(obstacle).",
          ErrorData(
            kind: .incompatible, hint: "Unpack it, and import the file itself.",
            path: "params.path", expected: "a file that is stored or deflated", found: obstacle,
            reason: "format"))
      }
      return try member.content(in: ObjectSource(reader: file.reader))
    case .tar(let offset):
      return try TarMemberStream(file.whole(), offset: offset, size: size)
    }
  }
}

extension ImportSource {
  /// The file itself, or the file to take in it where it is a ZIP or tar file.
  ///
  /// - Parameter name: what the caller chose of several.
  func unpacked(_ name: String?, cancellation: Cancellation) throws -> ImportSource {
    guard let packed = try PackedFile(self, cancellation: cancellation) else {
      guard name == nil else {
        throw ServiceError(
          "The file is not a ZIP or tar file.",
          ErrorData(
            kind: .invalidParams, hint: "Leave the name out.", path: "params.member",
            reason: "format"))
      }
      return self
    }
    let member = try packed.choose(name)
    var source = self
    source.member = member
    source.logs = [:]
    source.packedLogs = packed.logs(of: member)
    source.otherFiles = packed.members.count - 1 - source.packedLogs.count
    return source
  }

  /// What of it was passed over.
  var passedOver: [PassedOver]? {
    otherFiles > 0 ? [PassedOver(what: "other file", count: otherFiles)] : nil
  }

  /// The bytes of the logs that belong to the database, by what their names add.
  func logContent() throws -> [String: any ByteSource] {
    if member != nil { return try packedLogs.mapValues { try $0.content(in: self) } }
    // A log beside a compressed file does not belong to the database in it.
    return isCompressed ? [:] : logs.mapValues { FileStream($0) }
  }
}
