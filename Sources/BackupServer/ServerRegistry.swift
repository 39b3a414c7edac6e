import AccessControl
import BackupProtocol
import BackupService
import Concurrency
import JSONCoding
package import JSONRPC
import Logging

/// Methods of the connection: they need no identity.
let connectionMethods = [Initialize.name, Ping.name, Discover.name, Shutdown.name]

extension MethodRegistry {
  /// All methods of the service, bound to their use cases.
  package init(_ parts: ServerParts) {
    self.init { error in
      RPCError.forService(error, log: parts.log)
    }
    addConnectionMethods(parts)
    for row in methodTable {
      add(row.name) { context in
        try await row.answer(context, parts)
      }
    }
  }
}

extension MethodRow {
  /// The way of one request: identity, permission, params, use case.
  fileprivate func answer(_ context: RequestContext, _ parts: ServerParts) async throws -> JSONValue
  {
    let start = ContinuousClock.now
    var caller: Caller?
    do {
      let result = try await answer(context, parts, &caller)
      log("done", start, caller, parts)
      return result
    } catch {
      let failure = ContractError(refusal: error) ?? ContractError(error)
      log("\(failure.kind.rawValue)", start, caller, parts)
      throw error
    }
  }

  /// One line for each call, without its params, which may hold secrets.
  private func log(
    _ outcome: String, _ start: ContinuousClock.Instant, _ caller: Caller?, _ parts: ServerParts
  ) {
    parts.log.info(
      "request",
      metadata: [
        "method": "\(name)", "outcome": "\(outcome)",
        "actor": "\(String(reflecting: caller?.summary?.id ?? "unknown"))",
        "ms": "\(milliseconds(since: start))",
      ])
  }

  private func answer(
    _ context: RequestContext, _ parts: ServerParts, _ known: inout Caller?
  ) async throws -> JSONValue {
    let caller = try await parts.admit(
      try Identity.credentials(of: context), to: name, needing: permission(for: context.params),
      known: &known)
    var params = context.params
    params["auth"] = nil
    params["progressToken"] = nil
    let cancellation = Cancellation()
    let progress = context.progress
    let control = OperationControl(cancellation: cancellation) { value in
      progress.report(
        ProgressUpdate(
          phase: value.phase, completed: Int64(value.completed), total: Int64(value.total),
          unit: value.unit.rawValue, message: value.message))
    }
    let wanted = params
    return try await withTaskCancellationHandler {
      try await run(parts, wanted, caller, control)
    } onCancel: {
      cancellation.cancel()
    }
  }
}
