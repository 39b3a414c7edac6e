/// An error of this client: a ``ServiceError`` or a ``ClientError``.
///
/// Beside these, calls throw only `CancellationError`, when they were cancelled from here.
public protocol StrongroomError: Error, CustomStringConvertible {
  /// What happened, in one sentence.
  var message: String { get }
  /// What can be done about it, where there is something.
  var hint: String? { get }
}

extension StrongroomError {
  /// The message and the hint.
  public var description: String {
    if let hint { "\(message) \(hint)" } else { message }
  }
}
