import AccessControl
import BackupProtocol
import BackupService
import JSONCoding
import JSONRPC

/// One row of the method table: a name, what it takes to call it, and what it does.
struct MethodRow: Sendable {
  typealias UseCase<Method: BackupMethod> =
    @Sendable (BackupOperations, Method.Params, Caller, OperationControl) async throws ->
    Method.Result

  let name: String
  let permission: Permission
  /// The permission that it takes where the params ask for more than usual, and when they do.
  private var raised: (permission: Permission, applies: @Sendable (JSONObject) -> Bool)?
  /// Decodes the params, which have lost what belongs to any call, and runs the use case.
  let run: @Sendable (ServerParts, JSONObject, Caller, OperationControl) async throws -> JSONValue

  /// The same row, which takes another permission where the params ask for more than usual.
  func needing(
    _ permission: Permission, where applies: @escaping @Sendable (JSONObject) -> Bool
  ) -> MethodRow {
    var row = self
    row.raised = (permission, applies)
    return row
  }

  /// The permission that it takes to call it with these params.
  func permission(for params: JSONObject) -> Permission {
    guard let raised, raised.applies(params) else { return permission }
    return raised.permission
  }

  init<Method: BackupMethod>(
    _ method: Method.Type, _ permission: Permission, _ useCase: @escaping UseCase<Method>
  ) {
    name = method.name
    self.permission = permission
    run = { parts, params, caller, control in
      let decoded = try JSONValueDecoder(unknownKeys: .refuse).decode(
        Method.Params.self, from: .object(params))
      return try JSONValueEncoder().encode(
        try await useCase(parts.operations, decoded, caller, control))
    }
  }
}
