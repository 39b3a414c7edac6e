import BackupProtocol
import Concurrency
import Confirmations
import Databases
import Files
import Mail
import StateFolder

/// Who confirms a factory reset, and of what.
extension BackupOperations {
  /// What the person has to type.
  var resetPhrase: String { String(("RESET " + parts.databaseName.oneLine).trimmed) }

  func resetPerson(_ caller: Caller) throws -> ActorSummary {
    guard let person = caller.summary else {
      throw ContractError(
        .unauthenticated, "A factory reset needs a person who confirms it.",
        hint: "Send auth with the request.")
    }
    return person
  }

  func mailSetup() throws -> MailSetup {
    guard let mail = parts.mail else {
      throw ContractError(
        "No mail server is configured.",
        ErrorData(
          kind: .notConfigured, hint: "Set smtp.url and smtp.from, then run: strongroom mail test",
          setting: "smtp.url"))
    }
    return mail
  }

  /// Where a code goes: to what the configuration says, or else to the verified identity's address.
  func resetRecipients(of caller: Caller, _ control: OperationControl) throws -> [MailAddress] {
    if let query = parts.reset.recipientQuery {
      let person = try resetPerson(caller)
      return try recipients(by: query, for: caller.account ?? person.id, person, control)
    }
    if !parts.reset.recipients.isEmpty { return parts.reset.recipients }
    guard let email = caller.email else {
      throw ContractError(
        "There is no address to send the code to.",
        ErrorData(
          kind: .notConfigured,
          hint: "Send auth.actor.email or a token with an email claim, or configure "
            + "reset.recipients or reset.recipientQuery.",
          setting: "reset.recipients"))
    }
    guard let address = MailAddress(name: nil, address: email) else {
      throw ContractError.invalid("params.auth.actor.email", expected: "a mail address")
    }
    return [address]
  }

  /// The administrators of the list beside those who got, or get, the code.
  func otherAdministrators(than recipients: [MailAddress]) -> [MailAddress] {
    let known = Set(recipients.map(\.address))
    return parts.reset.recipients.filter { !known.contains($0.address) }
  }

  private func addresses(
    by query: String, for id: String, _ control: OperationControl
  ) throws -> [String] {
    do {
      let found = try engine.strings(
        sql: query, arguments: [id], cancellation: control.cancellation)
      if found.count <= Self.mostRecipients { return found }
      throw EngineError(.unsupported, "The query finds more than \(Self.mostRecipients) addresses.")
    } catch let error as EngineError where error.reason == .unsupported {
      throw ContractError(
        "The query reset.recipientQuery failed. " + error.message,
        ErrorData(
          kind: .notConfigured, hint: error.hint ?? "Correct reset.recipientQuery.",
          setting: "reset.recipientQuery"))
    }
  }

  /// More than these are a mistake: every one of them could reset.
  private static let mostRecipients = 10

  private func recipients(
    by query: String, for account: String, _ person: ActorSummary, _ control: OperationControl
  ) throws -> [MailAddress] {
    let found = try addresses(by: query, for: account, control)
    guard !found.isEmpty else {
      throw ContractError(
        "The query reset.recipientQuery finds no address for this person.",
        ErrorData(
          kind: .permissionDenied,
          hint: "Check reset.recipientQuery. On the command line, name the person with --as.",
          permission: "reset",
          role: person.role))
    }
    return try found.map { text in
      guard let address = MailAddress(text) else {
        throw ContractError(
          "The query reset.recipientQuery returned something that is not a mail address.",
          ErrorData(
            kind: .notConfigured, hint: "Correct the address in the database, or the query.",
            setting: "reset.recipientQuery"))
      }
      return address
    }
  }

  /// What is kept of a token.
  func tokenCode(of token: String, given caller: Caller) throws -> String {
    hexadecimal(
      try serviceKey().authenticationCode(
        for: "factory reset token", [token, caller.identity, parts.databasePath]))
  }

  func resetSubject(of caller: Caller, _ control: OperationControl) throws -> ResetSubject {
    try resetSubject(
      of: caller,
      fingerprint: engine.inspect(cancellation: control.cancellation).schema.fingerprint)
  }

  func resetSubject(of caller: Caller, fingerprint: String) throws -> ResetSubject {
    ResetSubject(
      actor: caller.identity, database: parts.databasePath, fingerprint: fingerprint,
      lastChangeID: "\(try ledger().resets.changes())")
  }
}

extension ResetSubject {
  static let purpose = "factory reset code"

  /// What a code is authenticated together with.
  func fields(code: String, challengeID: String) -> [String] {
    [challengeID, actor, database, code]
  }
}

extension ErasePlan {
  var preview: [ResetPreviewTable] {
    tables.map { ResetPreviewTable(table: $0.name, rows: $0.rows, kept: $0.kept) }
  }

  /// What a person should know beside the numbers.
  var notes: [String] {
    clearedReferences.map { reference in
      "\(reference.rows.of("row")) of \(reference.table) \(reference.rows == 1 ? "is kept and loses its" : "are kept and lose their") "
        + "\(reference.columns.joined(separator: ", ")), because the referenced rows are deleted."
    } + warnings
  }
}

extension Timestamp {
  func adding(minutes: Int64) -> Timestamp { adding(milliseconds: minutes * 60_000) }

  func adding(milliseconds: Int64) -> Timestamp {
    Timestamp(millisecondsSince1970: millisecondsSince1970 + milliseconds)
  }
}
