import AccessControl
import BackupServer
import BackupService
import Concurrency
import Foundation
import JSONCoding
import JSONRPC
import Logging
import SchemaTools
import Synchronization
import Testing

/// A client of a server in this process, over two pipes.
final class ServerPeer {
  private let input: Pipe
  private let output: Pipe
  private let connection: Connection
  private let contract: ContractValidator
  private let serving: Task<ConnectionEnd, Never>
  private var messages: AsyncStream<JSONValue>.Iterator
  private var nextID = 0
  /// Notifications that came while a reply was waited for, oldest first.
  private(set) var notifications: [JSONValue] = []

  init(
    _ operations: BackupOperations, authenticator: Authenticator = .trusted,
    roles: RoleNames = RoleNames()
  ) throws {
    contract = try ContractValidator(openRPC: BackupServer.OpenRPCDocument.value())
    ProtocolDescriptors.ignoreBrokenPipes()
    var log = Logger(label: "test")
    log.logLevel = .critical
    let (input, output) = (Pipe(), Pipe())
    (self.input, self.output) = (input, output)
    let parts = ServerParts(
      operations: operations, authenticator: authenticator, roles: roles, version: "0.0-test",
      log: log)
    let registry = MethodRegistry(parts)
    let connection = Connection(
      input: input.fileHandleForReading.fileDescriptor,
      output: output.fileHandleForWriting.fileDescriptor, registry: registry, logger: log)
    self.connection = connection
    // Whoever uses the number of a descriptor keeps it open: another test would get a closed one.
    serving = Task {
      defer { withExtendedLifetime((input, output)) {} }
      return await connection.runUntilEnd()
    }
    let (stream, continuation) = AsyncStream.makeStream(of: JSONValue.self)
    messages = stream.makeAsyncIterator()
    Thread.detachNewThread {
      let descriptor = output.fileHandleForReading.fileDescriptor
      defer { withExtendedLifetime(output) {} }
      var rest: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
        rest += buffer[..<count]
        while let end = rest.firstIndex(of: 10) {
          if let message = try? JSONValue(parsing: Array(rest[..<end])) {
            continuation.yield(message)
          }
          rest.removeFirst(end + 1)
        }
      }
      continuation.finish()
    }
  }

  /// Sends a request without waiting for its reply.
  /// - Returns: its id.
  @discardableResult
  func send(_ method: String, _ params: JSONObject = [:]) throws -> JSONValue {
    nextID += 1
    let id = JSONValue.integer(nextID)
    try send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)])
    return id
  }

  func notify(_ method: String, _ params: JSONObject) throws {
    try send(["jsonrpc": "2.0", "method": .string(method), "params": .object(params)])
  }

  private func send(_ message: JSONValue) throws {
    try input.fileHandleForWriting.write(contentsOf: message.serialized + [10])
  }

  /// The next reply; what comes before it is kept.
  func reply() async throws -> JSONValue {
    while true {
      let message = try #require(await messages.next(), "the server has gone")
      if message["id"] != nil { return message }
      notifications.append(message)
    }
  }

  /// The next notification of a method.
  func notification(_ method: String) async throws -> JSONValue {
    while true {
      let message = try #require(await messages.next(), "the server has gone")
      notifications.append(message)
      if message["method"]?.stringValue == method { return message }
    }
  }

  /// Sends a request and waits for its reply, which must be one that the contract allows.
  func call(_ method: String, _ params: JSONObject = [:]) async throws -> JSONValue {
    let id = try send(method, params)
    let reply = try await reply()
    #expect(reply["id"] == id)
    if reply.errorKind != "invalidRequest" {
      let problems = try contract.problems(ofReply: reply, to: ["method": .string(method)])
      #expect(problems == [], "\(method): the reply is not what the contract says")
    }
    return reply
  }

  func close() async throws {
    try input.fileHandleForWriting.close()
    _ = await serving.value
    _ = await connection.waitUntilIdle(timeout: .seconds(60))
    try output.fileHandleForWriting.close()
  }
}

extension JSONObject {
  /// With an actor to ask as.
  func by(_ role: String, level: String? = nil, status: String? = nil) -> JSONObject {
    var actor: JSONObject = ["id": .string("u-\(role)"), "role": .string(role)]
    if let level { actor["permissions"] = ["backup": .string(level)] }
    if let status { actor["status"] = .string(status) }
    var params = self
    params["auth"] = ["actor": .object(actor)]
    return params
  }
}

extension JSONValue {
  var errorKind: String? { self["error"]?["data"]?["kind"]?.stringValue }
}
