// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How far a call has come that carried a `progressToken`. At most ten a second; the last one comes
/// before the reply.
public enum Progress: BackupNotification {
  /// `$/progress`.
  public static let name = "$/progress"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The `progressToken` of the call.
    public var token: StringOrInteger
    /// How far it has come.
    public var value: Progress.Value

    /// Creates one from its parts.
    public init(token: StringOrInteger, value: Progress.Value) {
      self.token = token
      self.value = value
    }
  }
}

extension Progress {
  /// What progress is counted in.
  public enum Unit: String, Codable, Sendable, CaseIterable {
    /// Bytes.
    case bytes
    /// Pages of the database.
    case pages
    /// Rows.
    case rows
    /// Tables.
    case tables
    /// Steps of the operation.
    case steps
  }

  /// How far an operation has come.
  public struct Value: Codable, Sendable, Hashable {
    /// A stable name of the part in progress: `snapshot`, `compress`, `extract`, `verify`,
    /// `checksum`, `check`, `compare`, `restore`, `export` or `reset`. More may be added, and one
    /// may come again: a restore makes and verifies a backup first.
    public var phase: String
    /// How much of the whole operation is done. It never falls, and runs to `total` once.
    public var completed: Int
    /// How much there is in all, the same from the first value to the last: the size that the first
    /// phase counts, for each share of the work.
    public var total: Int
    /// What is counted.
    public var unit: Progress.Unit
    /// The same in words for a person.
    public var message: String?

    /// Creates one from its parts.
    public init(
      phase: String, completed: Int, total: Int, unit: Progress.Unit, message: String? = nil
    ) {
      self.phase = phase
      self.completed = completed
      self.total = total
      self.unit = unit
      self.message = message
    }
  }
}
