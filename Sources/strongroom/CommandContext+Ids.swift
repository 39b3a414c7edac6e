import BackupProtocol
import BackupService
import Concurrency

extension CommandContext {
  /// The id of the backup that a person means.
  ///
  /// - Parameter text: an id, the beginning of one that no other backup's id has, or `latest`: the newest
  ///   completed backup of this database.
  func backupID(_ text: String) async throws -> String {
    if text == "latest" { return try await operations.latestBackup().id }
    let page = try await run { _ in
      try await operations.listBackups(
        ListBackups.Params(limit: Paging.maximumLimit, query: text))
    }
    let matches = page.backups.filter { $0.id.hasPrefix(text) }
    // An id that the list does not have is the operation's to refuse.
    if matches.isEmpty { return text }
    return try only(
      matches, "backup", id: \.id, of: text, hint: "See strongroom list."
    ).id
  }

  /// The entry that the beginning of an id names.
  ///
  /// - Throws: `notFound` where there is none, `invalidParams` where there are several.
  func only<Entry>(
    _ matches: [Entry], _ noun: String, id: (Entry) -> String, of text: String, hint: String
  ) throws -> Entry {
    if let exact = matches.first(where: { id($0) == text }) { return exact }
    guard let first = matches.first, !text.isEmpty else {
      throw CommandFailure(ContractError(.notFound, "There is no such \(noun).", hint: hint))
    }
    guard matches.count == 1 else {
      let shown = matches.prefix(5).map(id).joined(separator: ", ")
      throw CommandFailure(
        ContractError(
          .invalidParams,
          "\(matches.count) \(noun)s have an id that begins with \(text): \(shown).",
          hint: "Type more characters of the id."))
    }
    return first
  }
}
