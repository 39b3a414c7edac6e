import BackupFiles
package import BackupProtocol
package import Compression
package import Concurrency
package import ObjectStorage

/// A regular file in a ZIP or tar file.
package struct PackedMember: Codable, Sendable, Equatable {
  private enum Place: Codable, Equatable {
    case zip(ZipMember)
    /// Where its bytes begin in the uncompressed tar file.
    case tar(offset: Int64)
  }

  let name: String
  package let size: Int64
  /// Whether it is an SQLite database by its first bytes, or, if nobody can read these, by its name.
  let isDatabase: Bool
  private let place: Place

  static let databaseMagic = Array("SQLite format 3\0".utf8)
  private static let databaseSuffixes = [".db", ".db3", ".sqlite", ".sqlite3"]

  package init(_ member: ZipMember, in reader: any ObjectReader) {
    name = member.name
    size = member.size
    place = .zip(member)
    let start = try? member.firstBytes(16, in: ObjectSource(reader: reader))
    isDatabase =
      start.map { $0 == Self.databaseMagic }
      ?? Self.databaseSuffixes.contains { member.name.lowercased().hasSuffix($0) }
  }

  /// - Parameter beginning: its first bytes.
  package init(tar name: String, size: Int64, offset: Int64, beginning: some Collection<UInt8>) {
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
        throw ContractError(
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

/// The file in a ZIP or tar file that is taken.
package struct PackedChoice: Codable, Sendable, Equatable {
  let member: PackedMember
  /// The logs of SQLite beside it, by what their names add.
  let logs: [String: PackedMember]
  /// How many other files there are.
  let otherFiles: Int
}

extension ImportSource {
  package var member: PackedMember? { choice?.member }

  /// The file itself, or the file to take in it where it is a ZIP or tar file.
  ///
  /// - Parameter name: what the caller chose of several.
  package func unpacked(_ name: String?, cancellation: Cancellation) throws -> ImportSource {
    guard let packed = try PackedFile(self, cancellation: cancellation) else {
      guard name == nil else {
        throw ContractError(
          "The file is not a ZIP or tar file.",
          ErrorData(
            kind: .invalidParams, hint: "Leave the name out.", path: "params.member",
            reason: "format"))
      }
      return self
    }
    let member = try packed.choose(name)
    let logs = packed.logs(of: member)
    return taking(
      PackedChoice(
        member: member, logs: logs, otherFiles: packed.members.count - 1 - logs.count))
  }

  /// The file in the ZIP or tar file, instead of the whole; nil for the whole.
  package func taking(_ choice: PackedChoice?) -> ImportSource {
    guard let choice else { return self }
    var source = self
    source.logs = [:]
    source.choice = choice
    return source
  }

  /// What of it was passed over.
  package var passedOver: [PassedOver]? {
    guard let count = choice?.otherFiles, count > 0 else { return nil }
    return [PassedOver(what: "other file", count: count)]
  }

  /// The bytes of the logs that belong to the database, by what their names add.
  package func logContent() throws -> [String: any ByteSource] {
    if let choice { return try choice.logs.mapValues { try $0.content(in: self) } }
    // A log beside a compressed file does not belong to the database in it.
    return isCompressed ? [:] : logs.mapValues { FileStream($0) }
  }
}
