import AccessControl
import BackupProtocol
import BackupService
import DatabaseEngines
import JSONCoding
import JSONRPC

/// One row of the method table: a name, what it takes to call it, and what it does.
struct MethodRow: Sendable {
  let name: String
  let permission: Permission
  /// Decodes the params, which have lost what belongs to any call, and runs the use case.
  let run:
    @Sendable (BackupOperations, JSONObject, Caller, OperationControl) async throws -> JSONValue

  /// A use case that blocks its thread.
  init<Method: BackupMethod>(
    _ method: Method.Type, _ permission: Permission,
    _ useCase:
      @escaping @Sendable (BackupOperations, Method.Params, Caller, OperationControl) throws ->
      Method.Result
  ) {
    self.init(awaiting: method, permission) { operations, params, caller, control in
      try await runBlocking { try useCase(operations, params, caller, control) }
    }
  }

  init<Method: BackupMethod>(
    awaiting method: Method.Type, _ permission: Permission,
    _ useCase:
      @escaping @Sendable (BackupOperations, Method.Params, Caller, OperationControl) async throws
      ->
      Method.Result
  ) {
    name = method.name
    self.permission = permission
    run = { operations, params, caller, control in
      let decoded = try JSONValueDecoder(unknownKeys: .refuse).decode(
        Method.Params.self, from: .object(params))
      return try JSONValueEncoder().encode(
        try await useCase(operations, decoded, caller, control))
    }
  }
}
