import AccessControl
import BackupProtocol
import BackupService
import JSONCoding
import JSONRPC
import Logging

extension RPCError {
  /// What goes out for an error of the parts behind the methods. What none of them knows is logged,
  /// and told as an internal error without details.
  static func forService(_ error: any Error, log: Logger) -> RPCError {
    let failure = ContractError(refusal: error) ?? ContractError(error)
    if failure.kind == .cancelled { return .cancelled }
    if failure.kind == .internalError {
      log.error("an operation failed unexpectedly", metadata: ["error": "\(error)"])
    }
    return RPCError(failure.message, failure.data)
  }

  private init(_ message: String, _ data: ErrorData) {
    let object = (try? JSONValueEncoder().encode(data))?.objectValue ?? [:]
    self.init(
      code: data.kind.code, kind: data.kind.rawValue, message: message, data: object)
  }
}

extension ContractError {
  /// A refusal before any use case begins; nil for any other error.
  init?(refusal error: any Error) {
    switch error {
    case let error as AuthenticationError:
      self.init(
        error.message,
        ErrorData(kind: .unauthenticated, hint: error.hint, reason: error.reason.rawValue))
    case let error as PermissionDenied:
      self.init(
        error.message,
        ErrorData(
          kind: .permissionDenied, hint: error.hint, permission: error.permission.rawValue,
          role: error.role.rawValue))
    default: return nil
    }
  }
}
