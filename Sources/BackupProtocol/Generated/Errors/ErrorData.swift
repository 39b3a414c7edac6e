// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// The `data` of an error reply. Which of the values are there depends on the kind.
public struct ErrorData: Codable, Sendable, Hashable {
  /// The kind of error.
  public var kind: ErrorKind
  /// What the person can do about it, where there is something.
  public var hint: String?
  /// Which parameter, such as `params.limit`, or the place in a JSON document, such as
  /// `$.data.Bill[3].id`.
  public var path: String?
  /// What was expected, in words or as a value.
  public var expected: String?
  /// What was there instead.
  public var found: String?
  /// Why, as a stable word, such as `outsideFolders`, `exists`, `notAFile` or `liveDatabase`.
  public var reason: String?
  /// The values that are allowed.
  public var allowed: [String]?
  /// How many may wait: `limits.queuedRequestBytes` of the capabilities, or a number of long
  /// operations.
  public var limit: Int?
  /// The permission that the method needs: `view`, `edit` or `reset`.
  public var permission: String?
  /// The role of the actor.
  public var role: String?
  /// The id for which there is nothing.
  public var id: String?
  /// The operation that holds the database.
  public var operation: String?
  /// Since when.
  public var since: Timestamp?
  /// Who asked for it, or which process runs it.
  public var holder: String?
  /// After how many seconds to try again.
  public var retryAfter: Int?
  /// How many more attempts there are.
  public var attemptsLeft: Int?
  /// Which part of the backup, such as `file`, `manifest`, `image` or `database`.
  public var part: String?
  /// Which line of a dump, the first one being 1.
  public var line: Int?
  /// Which columns of a table.
  public var columns: [String]?
  /// The name of the storage.
  public var storage: String?
  /// How many bytes were needed.
  public var needed: Int?
  /// How many bytes were free.
  public var free: Int?
  /// What the mail server answered last, without credentials.
  public var serverReply: String?
  /// The path of the setting in the configuration; absent where the program has no such feature
  /// yet.
  public var setting: String?
  /// Which table.
  public var table: String?

  /// Creates one from its parts.
  public init(
    kind: ErrorKind, hint: String? = nil, path: String? = nil, expected: String? = nil,
    found: String? = nil, reason: String? = nil, allowed: [String]? = nil, limit: Int? = nil,
    permission: String? = nil, role: String? = nil, id: String? = nil, operation: String? = nil,
    since: Timestamp? = nil, holder: String? = nil, retryAfter: Int? = nil,
    attemptsLeft: Int? = nil, part: String? = nil, line: Int? = nil, columns: [String]? = nil,
    storage: String? = nil, needed: Int? = nil, free: Int? = nil, serverReply: String? = nil,
    setting: String? = nil, table: String? = nil
  ) {
    self.kind = kind
    self.hint = hint
    self.path = path
    self.expected = expected
    self.found = found
    self.reason = reason
    self.allowed = allowed
    self.limit = limit
    self.permission = permission
    self.role = role
    self.id = id
    self.operation = operation
    self.since = since
    self.holder = holder
    self.retryAfter = retryAfter
    self.attemptsLeft = attemptsLeft
    self.part = part
    self.line = line
    self.columns = columns
    self.storage = storage
    self.needed = needed
    self.free = free
    self.serverReply = serverReply
    self.setting = setting
    self.table = table
  }
}
