/// A method of the service: its name, what it takes and what it answers.
///
/// `Params` leaves out `auth` and `progressToken`, which any call may carry; see ``CallContext``.
public protocol BackupMethod: Sendable {
  /// The parameters, by name.
  associatedtype Params: Codable & Sendable
  /// What a successful reply holds.
  associatedtype Result: Codable & Sendable
  /// The name of the method on the wire.
  static var name: String { get }
}

/// A notification: a message that is not answered.
public protocol BackupNotification: Sendable {
  /// The parameters, by name.
  associatedtype Params: Codable & Sendable
  /// The name of the notification on the wire.
  static var name: String { get }
}
