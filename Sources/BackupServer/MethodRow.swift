import AccessControl
import BackupProtocol
import BackupService
import Concurrency
import JSONCoding
import JSONRPC

/// One row of the method table: a name, what it takes to call it, and what it does.
struct MethodRow: Sendable {
  typealias Blocking<Method: BackupMethod> =
    @Sendable (BackupOperations, Method.Params, Caller, OperationControl) throws -> Method.Result
  typealias Waiting<Method: BackupMethod> =
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

  /// A read of the catalog or the audit log, which is done at once on the thread that serves.
  init<Method: BackupMethod>(
    reading method: Method.Type, _ permission: Permission,
    _ useCase: @escaping @Sendable (BackupOperations, Method.Params) throws -> Method.Result
  ) {
    self.init(method, permission) { parts, params, _, _ in
      try useCase(parts.operations, params)
    }
  }

  /// A small change, which takes a write to the disk and no more.
  init<Method: BackupMethod>(
    changing method: Method.Type, _ permission: Permission, _ useCase: @escaping Blocking<Method>
  ) {
    self.init(method, permission) { parts, params, caller, control in
      try await runBlocking { try useCase(parts.operations, params, caller, control) }
    }
  }

  /// Work that may be long. So much of it runs at once, and so much waits.
  init<Method: BackupMethod>(
    long method: Method.Type, _ permission: Permission, _ useCase: @escaping Blocking<Method>
  ) {
    self.init(longAwaiting: method, permission) { operations, params, caller, control in
      try await runBlocking { try useCase(operations, params, caller, control) }
    }
  }

  /// As the other, for a use case of several steps.
  init<Method: BackupMethod>(
    longAwaiting method: Method.Type, _ permission: Permission,
    _ useCase: @escaping Waiting<Method>
  ) {
    self.init(method, permission) { parts, params, caller, control in
      try await parts.gate.run { try await useCase(parts.operations, params, caller, control) }
    }
  }

  init<Method: BackupMethod>(
    _ method: Method.Type, _ permission: Permission,
    answer:
      @escaping @Sendable (ServerParts, Method.Params, Caller, OperationControl) async throws ->
      Method.Result
  ) {
    name = method.name
    self.permission = permission
    run = { parts, params, caller, control in
      let decoded = try JSONValueDecoder(unknownKeys: .refuse).decode(
        Method.Params.self, from: .object(params))
      return try JSONValueEncoder().encode(try await answer(parts, decoded, caller, control))
    }
  }
}
