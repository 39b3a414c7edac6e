// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Asks to cancel a call. The call is still answered: with error -32800, or with its result where
/// it was past its point of no return.
public enum CancelRequest: BackupNotification {
  /// `$/cancelRequest`.
  public static let name = "$/cancelRequest"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// The id of the request to cancel.
    public var id: StringOrInteger

    /// Creates one from its parts.
    public init(id: StringOrInteger) {
      self.id = id
    }
  }
}
