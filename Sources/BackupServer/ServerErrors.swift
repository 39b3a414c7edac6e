import AccessControl
import BackupProtocol
import BackupService
import JSONCoding
package import JSONRPC
package import Logging

extension RPCError {
  /// What goes out for an error of the parts behind the methods. What none of them knows is logged,
  /// and told as an internal error without details.
  package static func forService(_ error: any Error, log: Logger) -> RPCError {
    switch error {
    case let error as AuthenticationError:
      return RPCError(
        error.message,
        ErrorData(kind: .unauthenticated, hint: error.hint, reason: error.reason.rawValue))
    case let error as PermissionDenied:
      return RPCError(
        error.message,
        ErrorData(
          kind: .permissionDenied, permission: error.permission.rawValue,
          role: error.role.rawValue))
    default:
      let failure = ServiceError(error)
      if failure.kind == .cancelled { return .cancelled }
      if failure.kind == .internalError {
        log.error("an operation failed unexpectedly", metadata: ["error": "\(error)"])
      }
      return RPCError(failure.message, failure.data)
    }
  }

  init(_ message: String, _ data: ErrorData) {
    let object = (try? JSONValueEncoder().encode(data))?.objectValue ?? [:]
    self.init(
      code: data.kind.code, kind: data.kind.rawValue, message: message, data: object)
  }
}
