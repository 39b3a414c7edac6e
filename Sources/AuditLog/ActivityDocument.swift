import BackupProtocol
import Crypto
import Files
import JSONCoding

/// The part of an entry that is stored as one JSON text and hashed: all but the two hashes.
///
/// The text is the canonical form: the members in this order, none left out but the optional ones
/// inside `actor` and `error` and the last two, compact, UTF-8, and no character escaped that need not be.
struct ActivityDocument: Codable, Equatable {
  let sequence: Int
  let id: String
  let createdAt: Timestamp
  let action: String
  let outcome: ActivityOutcome
  @Nullable var actor: ActorSummary?
  let database: String
  let targets: [Activity.Target]
  @Nullable var error: Failure?
  @Nullable var durationMs: Int?
  /// Only in an entry that stands for several refusals.
  let repeats: Activity.Repeats?
  /// Only in an entry of what has proven a backup.
  let proof: Activity.Proof?

  init(
    _ draft: ActivityDraft, sequence: Int, id: String, at time: Timestamp, database: String
  ) {
    self.sequence = sequence
    self.id = id
    createdAt = time
    action = Self.printable(draft.action, limit: 64)
    outcome = draft.outcome
    actor = draft.actor.map(Self.printable)
    self.database = Self.printable(database, limit: 256)
    targets = draft.targets.map(Self.printable)
    error = draft.failure.map { failure in
      Failure(kind: failure.kind, message: Self.withoutAddresses(failure.message))
    }
    durationMs = draft.durationMs
    repeats = draft.repeats
    proof = draft.proof
  }

  func text() throws -> String {
    String(decoding: try JSONValueEncoder().encode(self).serialized, as: UTF8.self)
  }

  init(parsing text: String) throws {
    self = try JSONValueDecoder(root: "entry").decode(from: JSONValue(parsing: text))
  }

  /// What a text query looks in.
  var search: String {
    let texts: [String?] =
      [action, id, actor?.id, actor?.name, actor?.role, error?.message] + targets.map(\.id)
    return texts.compactMap { $0?.lowercased() }.joined(separator: "\n")
  }

  /// Before the first entry.
  static let noHash = String(repeating: "0", count: 64)

  /// SHA-256 over the hexadecimal digits of the hash before and the text of the document.
  static func hash(previous: String, text: String) -> String {
    var hash = SHA256()
    hash.update(data: Array(previous.utf8))
    hash.update(data: Array(text.utf8))
    return hexadecimal(hash.finalize())
  }

  static func printable(_ actor: ActorSummary) -> ActorSummary {
    ActorSummary(
      id: printable(actor.id, limit: 256), role: printable(actor.role, limit: 64),
      name: actor.name.map { printable($0, limit: 256) })
  }

  static func printable(_ target: Activity.Target) -> Activity.Target {
    Activity.Target(type: target.type, id: printable(target.id, limit: 64))
  }

  /// Names and roles are others' texts: on one line and of a bounded length, whatever was sent.
  static func printable(_ text: String, limit: Int) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
      let isControl = scalar.properties.generalCategory == .control
      shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return text.unicodeScalars.count > limit ? shown + "…" : shown
  }

  /// A log that can never be changed is no place for addresses.
  static func withoutAddresses(_ message: String) -> String {
    printable(message, limit: 1000).split(separator: " ", omittingEmptySubsequences: false)
      .map { $0.contains("@") ? "•••" : $0 }.joined(separator: " ")
  }
}

extension Activity {
  init(_ document: ActivityDocument, previous: String, hash: String) {
    self.init(
      sequence: document.sequence, id: document.id, createdAt: document.createdAt,
      action: document.action, outcome: document.outcome, actor: document.actor,
      database: document.database, targets: document.targets, error: document.error,
      durationMs: document.durationMs, repeats: document.repeats, proof: document.proof,
      previous: previous, hash: hash)
  }
}
