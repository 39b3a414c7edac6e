import AccessControl
import BackupProtocol
import BackupService
import Databases
import Dispatch
import JSONCoding
import JSONRPC
import Logging
import ObjectStorage
import TestSupport
import Testing

@testable import BackupServer

@Suite("Operations over the wire")
struct OperationTests {
  @Test("a running backup that is cancelled answers so, and is in the history as cancelled")
  func cancel() async throws {
    let fixture = try ServiceFixture()
    let engine = FaultEngine(fixture.engine)
    let hasBegun = DispatchSemaphore(value: 0)
    let mayGoOn = DispatchSemaphore(value: 0)
    engine.plan.onCall { call in
      guard call == "snapshot.read" else { return }
      hasBegun.signal()
      mayGoOn.wait()
    }
    let peer = try ServerPeer(fixture.operations(engine: engine))
    let id = try peer.send("createBackup", ([:] as JSONObject).by("ADMIN"))
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        hasBegun.wait()
        continuation.resume()
      }
    }
    let running = try await peer.call(
      "listBackups", (["status": "running"] as JSONObject).by("VIEWER"))
    #expect(running["result"]?["total"] == 1)
    try peer.notify("$/cancelRequest", ["id": id])
    #expect(try await peer.call("ping")["result"] == [:])
    mayGoOn.signal()
    let reply = try await peer.reply()
    #expect(reply["id"] == id && reply["error"]?["code"] == -32800)
    #expect(reply.errorKind == "cancelled")
    let listed = try await peer.call("listBackups", ([:] as JSONObject).by("VIEWER"))
    let entry = listed["result"]?["backups"]?[0]
    #expect(entry?["status"] == "cancelled" && entry?["error"]?["kind"] == "cancelled")
    #expect(fixture.archives == [])
    try await peer.close()
  }

  @Test(
    "progress comes with the token that was asked for, never falls, and ends before the reply"
  )
  func progress() async throws {
    let peer = try ServerPeer(ServiceFixture(.shop).operations())
    let reply = try await peer.call(
      "createBackup", (["progressToken": "p-1"] as JSONObject).by("ADMIN"))
    #expect(reply["result"]?["backup"]?["status"] == "completed")
    let values = peer.notifications.filter { $0["method"] == "$/progress" }
    #expect(!values.isEmpty)
    var last = 0
    for value in values {
      #expect(value["params"]?["token"] == "p-1")
      let progress = try #require(value["params"]?["value"])
      let completed = try #require(progress["completed"]?.intValue)
      let total = try #require(progress["total"]?.intValue)
      #expect(completed <= total && progress["unit"]?.stringValue != nil)
      #expect(progress["phase"]?.stringValue?.isEmpty == false)
      #expect(completed >= last)
      last = completed
    }
    #expect(try await peer.call("ping")["result"] == [:])
    #expect(peer.notifications.filter { $0["method"] == "$/progress" }.count == values.count)
    let silent = try await peer.call("createBackup", ([:] as JSONObject).by("ADMIN"))
    #expect(silent["result"] != nil)
    #expect(peer.notifications.filter { $0["method"] == "$/progress" }.count == values.count)
    try await peer.close()
  }

  @Test("a backup, its preview, its restore and the way back go over the wire")
  func wholeWay() async throws {
    let fixture = try ServiceFixture()
    let peer = try ServerPeer(fixture.operations())
    _ = try await peer.call("initialize", ([:] as JSONObject).by("ADMIN"))
    let dump = try fixture.dump()
    let created = try await peer.call("createBackup", ["label": "first"])
    let id = try #require(created["result"]?["backup"]?["id"])
    try fixture.execute("DELETE FROM bill")
    let preview = try await peer.call("previewRestore", ["id": id])
    let token = try #require(preview["result"]?["confirmationToken"])
    let restored = try await peer.call("restoreBackup", ["id": id, "confirmationToken": token])
    #expect(restored["result"]?["restartRequired"] == true)
    #expect(try fixture.dump() == dump)
    let again = try await peer.call("restoreBackup", ["id": id, "confirmationToken": token])
    #expect(again["error"]?["code"] == 1005)
    let safety = try #require(restored["result"]?["safetyBackup"]?["id"])
    let undo = try await peer.call("previewRestore", ["id": safety])
    let undone = try await peer.call(
      "rollbackRestore",
      [
        "restoreId": try #require(restored["result"]?["restore"]?["id"]),
        "confirmationToken": try #require(undo["result"]?["confirmationToken"]),
      ])
    #expect(undone["result"]?["restore"]?["status"] == "completed", "\(undone)")
    #expect(try fixture.dump() != dump)
    try await peer.close()
  }

  @Test(
    "a failure of a part is told by its kind, and what nobody knows without details",
    arguments: [
      ("engine missing", 1011), ("engine diskFull", 1013), ("engine locked", 1011),
      ("store full", 1013), ("store readOnly", 1012), ("store notFound", 1009),
      ("cancelled", -32800), ("unknown", -32603),
    ])
  func errors(name: String, code: Int) {
    struct Secret: Error { let password = "hunter2" }
    let cases: [String: any Error] = [
      "engine missing": EngineError(.missing, "There is no database."),
      "engine diskFull": EngineError(.diskFull, "The disk is full."),
      "engine locked": EngineError(.locked, "It is locked."),
      "store full": StorageError(.full, "The disk is full."),
      "store readOnly": StorageError(.readOnly, "It may not be written."),
      "store notFound": StorageError(.notFound, "It is not there."),
      "cancelled": CancellationError(), "unknown": Secret(),
    ]
    var log = Logger(label: "test")
    log.logLevel = .critical
    let error = RPCError.forService(cases[name] ?? Secret(), log: log)
    #expect(error.code == code)
    #expect(ErrorKind(rawValue: error.kind)?.code == error.code)
    #expect(!error.message.isEmpty)
    #expect(!String(decoding: error.json.serialized, as: UTF8.self).contains("hunter2"))
  }

  @Test("the contract in machine form names the methods that there are, with their permissions")
  func document() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    let document = try #require(try await peer.call("rpc.discover")["result"])
    let methods = try #require(document["methods"]?.arrayValue)
    #expect(
      methods.compactMap { $0["name"]?.stringValue }.sorted() == ServerParts.methodNames)
    for method in methods {
      let name = try #require(method["name"]?.stringValue)
      #expect(
        method["x-permission"]?.stringValue
          == ServerParts.permissions[name]?.rawValue ?? "none", "\(name)")
    }
    let events = document["x-events"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    #expect(Set(ServiceEvent.names).isSubset(of: events))
    let hello = try await peer.call("initialize")
    let told = hello["result"]?["capabilities"]?["methods"]?.arrayValue?.compactMap(\.stringValue)
    #expect(told == ServerParts.methodNames)
    try await peer.close()
  }

  @Test("after a shutdown no request is served, and exit ends the connection")
  func shutdown() async throws {
    let peer = try ServerPeer(ServiceFixture().operations())
    #expect(try await peer.call("shutdown")["result"] == .null)
    #expect(try await peer.call("ping").errorKind == "invalidRequest")
    try peer.notify("exit", [:])
    try await peer.close()
  }
}
