import ArchiveFormat
import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import ObjectStorage

/// The regular files in a ZIP or tar file. No path in it is ever made on disk: one file is chosen and
/// its bytes are read.
struct PackedFile {
  /// `ZIP` or `tar`.
  let type: String
  let members: [PackedMember]

  /// - Returns: nil for a file of any other type, an archive of ours among them.
  /// - Throws: `CompressionError` or ``ArchiveError`` where it is damaged.
  init?(_ source: ImportSource, cancellation: Cancellation) throws {
    let beginning = try source.content().beginning(TarHeader.length)
    if ZipArchive.isBeginning(beginning), !source.isCompressed {
      let zip = try ZipArchive(ObjectSource(reader: source.reader))
      type = "ZIP"
      members = try zip.members.map { member in
        try cancellation.check()
        return PackedMember(member, in: source.reader)
      }
      return
    }
    guard beginning.count == TarHeader.length, !beginning.starts(with: PackedMember.databaseMagic),
      let header = try? TarHeader(anyType: beginning)
    else { return nil }
    // A header of ours, to the byte.
    if source.isCompressed, header.encoded == beginning { return nil }
    let files = try TarListing(source.content(), cancellation: cancellation).files
    // An archive of ours that was packed again by another program.
    if source.isCompressed, Set(files.map(\.name)) == Set(ArchiveMember.allCases.map(\.rawValue)) {
      return nil
    }
    type = "tar"
    members = files
  }

  /// The one file to take.
  ///
  /// - Parameter name: its name, if the caller chose it. Otherwise it is the only database, or the only
  ///   file, or the application's database of a backup by PocketBase.
  func choose(_ name: String?) throws -> PackedMember {
    let databases = members.filter(\.isDatabase)
    if let name {
      let found = members.filter { $0.name == name }
      if let member = found.first, found.count == 1 { return member }
      throw refusal(
        found.isEmpty
          ? "There is no “\(name)” in the \(type) file."
          : "There are \(found.count) files with the name “\(name)” in the \(type) file.",
        databases, reason: found.isEmpty ? "missing" : "ambiguous")
    }
    if databases.count == 1 { return databases[0] }
    if databases.isEmpty {
      let files = members.filter { !$0.isOfFinder }
      if files.count == 1 { return files[0] }
      throw ContractError(
        "There is no SQLite database in the \(type) file.",
        ErrorData(
          kind: .incompatible, hint: "Unpack it, and import the file that has the data.",
          path: "params.path", expected: "one SQLite database", found: "\(files.count) files",
          reason: "format"))
    }
    if let main = databases.first(where: { $0.name == Self.pocketBase }),
      databases.allSatisfy({ $0 == main || Self.pocketBaseLogs.contains($0.name) })
    {
      return main
    }
    throw refusal(
      "There are \(databases.count) SQLite databases in the \(type) file.", databases,
      reason: "ambiguous")
  }

  /// The logs of SQLite beside a database, by what their names add.
  func logs(of database: PackedMember) -> [String: PackedMember] {
    var logs: [String: PackedMember] = [:]
    for suffix in ["-wal", "-journal"] {
      let found = members.filter { $0.name == database.name + suffix && $0.size > 0 }
      if found.count == 1 { logs[suffix] = found[0] }
    }
    return logs
  }

  private static let pocketBase = "data.db"
  /// Of its requests; before version 0.23 the name was `logs.db`.
  private static let pocketBaseLogs = ["auxiliary.db", "logs.db"]

  private func refusal(
    _ message: String, _ databases: [PackedMember], reason: String
  ) -> ContractError {
    let names = databases.prefix(20).map(\.name)
    return ContractError(
      message,
      ErrorData(
        kind: .invalidParams,
        hint: names.isEmpty
          ? "Check the name." : "Choose one of \(names.map { "“\($0)”" }.joined(separator: ", ")).",
        path: "params.member", reason: reason, allowed: names.isEmpty ? nil : names))
  }
}
