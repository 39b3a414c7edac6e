import AccessControl
import BackupProtocol
import BackupService
import CSchemas
package import JSONCoding
import JSONRPC

extension MethodRegistry {
  mutating func addConnectionMethods(_ parts: ServerParts) {
    addInline(Ping.name) { context in
      try context.refuseParams()
      return .object([:])
    }
    // It is large, so that whoever reads the requests must not write it out.
    add(Discover.name) { context in
      try context.refuseParams()
      return try OpenRPCDocument.value()
    }
    addInline(Shutdown.name) { context in
      try context.refuseParams()
      context.connection.stopAccepting()
      return .null
    }
    addNotification(Exit.name) { context in
      let connection = context.connection
      connection.stop(connection.acceptsRequests ? .abruptExit : .exit)
    }
    add(Initialize.name) { context in try await initialize(context, parts) }
  }
}

/// Keeps the identity for the connection, where one is given and valid. Params that it does not know
/// are let pass, since those of the Language Server Protocol come along from its libraries.
private func initialize(
  _ context: RequestContext, _ parts: ServerParts
) async throws -> Initialize.Result {
  _ = try context.decodeParams(as: Initialize.Params.self, unknownKeys: .ignore)
  if let auth = context.params["auth"], !auth.isNull {
    let credentials = try Identity.decode(auth)
    var known: Caller?
    _ = try await parts.admit(credentials, to: Initialize.name, needing: nil, known: &known)
    context.connection.state.set(ConnectionCredentials(credentials: credentials))
  }
  let limits = context.connection.limits
  return Initialize.Result(
    serverInfo: ServerInfo(name: "strongroom", version: parts.version),
    capabilities: Capabilities(
      framing: MessageFraming.allCases, methods: ServerParts.methodNames,
      formats: [.archive, .sql, .json],
      compressions: CompressionAlgorithm.allCases, events: ServiceEvent.names,
      limits: Capabilities.Limits(
        messageBytes: limits.messageBytes, requestsInProgress: limits.requestsInProgress,
        queuedRequestBytes: limits.queuedRequestBytes)))
}

extension RequestContext {
  /// For methods that take none but those of any call.
  fileprivate func refuseParams() throws {
    if params.members.isEmpty { return }
    for member in params.members where member.key != "auth" && member.key != "progressToken" {
      throw RPCError.invalidParams(
        "The method \(method) takes no parameter \(member.key).",
        data: [
          "path": .string("params.\(member.key)"), "expected": "no parameters",
          "found": .string(member.value.kindDescription),
        ])
    }
  }
}

/// The contract in machine form, as it was built into the program.
package enum OpenRPCDocument {
  package static func value() throws -> JSONValue { try parsed.get() }

  /// Parsed once, at the first call.
  private static let parsed = Result<JSONValue, any Error> {
    var length = 0
    let bytes = strongroom_openrpc_schema(&length)
    return try JSONValue(parsing: Array(UnsafeBufferPointer(start: bytes, count: length)))
  }
}
