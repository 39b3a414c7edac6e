import BackupProtocol
import BackupServer
import BackupService
import Concurrency
import Databases
import JSONCoding
import SQLiteEngine
import Synchronization
import TestSupport
import Testing

@Suite("Cheap calls beside long work", .timeLimit(.minutes(2)))
struct LongWorkTests {
  private let fixture: ServiceFixture
  private let work = EndlessWork()

  init() throws { fixture = try ServiceFixture() }

  private func verify(_ peer: ServerPeer, _ backup: Backup) throws -> JSONValue {
    try peer.send("verifyBackup", (["id": .string(backup.id)] as JSONObject).by("ADMIN"))
  }

  @Test("every processor is busy, and reads are answered all the same")
  func busyProcessors() async throws {
    let backup = try fixture.operations().create()
    let peer = try ServerPeer(fixture.operations(engine: work.engine(fixture.engine)))
    let verifications = try (0..<4).map { _ in try verify(peer, backup) }
    try await work.begin(4)
    for method in ["listBackups", "listRestores", "listActivity", "getStatus", "ping"] {
      let params = method == "ping" ? [:] : ([:] as JSONObject).by("VIEWER")
      #expect(try await peer.call(method, params)["result"] != nil, "\(method)")
    }
    let one = (["id": .string(backup.id)] as JSONObject).by("VIEWER")
    #expect(try await peer.call("getBackup", one)["result"] != nil)
    work.end()
    var answered: Set<JSONValue> = []
    for _ in verifications { answered.insert(try await peer.reply()["id"] ?? .null) }
    #expect(answered == Set(verifications))
    try await peer.close()
  }

  @Test("so much long work runs, so much waits, and more is turned away")
  func bound() async throws {
    let backup = try fixture.operations().create()
    let peer = try ServerPeer(
      fixture.operations(engine: work.engine(fixture.engine)) {
        $0.gate = WorkGate(running: 1, waiting: 1)
      })
    let first = try verify(peer, backup)
    try await work.begin(1)
    let second = try verify(peer, backup)
    _ = try verify(peer, backup)
    let refusal = try await peer.reply()
    #expect(refusal.errorKind == "serverOverloaded")
    #expect(refusal["error"]?["code"] == -32000)
    #expect(refusal["error"]?["data"]?["hint"] != nil && refusal["error"]?["data"]?["limit"] == 1)
    let methods = try BackupServer.OpenRPCDocument.value()["methods"]?.arrayValue ?? []
    let errors = methods.first { $0["name"] == "verifyBackup" }?["errors"]?.arrayValue ?? []
    #expect(errors.contains { $0["$ref"] == "#/components/errors/serverOverloaded" })
    // Who waits can be cancelled, and makes room.
    try peer.notify("$/cancelRequest", ["id": second])
    let cancelled = try await peer.reply()
    #expect(cancelled["id"] == second && cancelled.errorKind == "cancelled")
    let third = try verify(peer, backup)
    #expect(work.running == 1)
    work.end()
    #expect(try await peer.reply()["id"] == first)
    #expect(try await peer.reply()["id"] == third)
    try await peer.close()
  }

  @Test("many who ask for the status at the same time are answered by few looks at the database")
  func sharedStatus() async throws {
    let looks = Counter()
    let engine = FaultEngine(fixture.engine)
    engine.plan.onCall { name in
      guard name == "inspect" else { return }
      looks.count.add(1, ordering: .relaxed)
      throw EngineError(.locked, "The database is locked.")
    }
    let peer = try ServerPeer(fixture.operations(engine: engine))
    let ids = try (0..<200).map { _ in try peer.send("getStatus", ([:] as JSONObject).by("VIEWER"))
    }
    var answered: Set<JSONValue> = []
    for _ in ids {
      let reply = try await peer.reply()
      answered.insert(reply["id"] ?? .null)
      let warnings = reply["result"]?["warnings"]?.arrayValue ?? []
      let locked = warnings.first { $0["kind"] == "databaseLocked" }
      #expect(locked?["severity"] == "info")
      #expect(!warnings.contains { $0["kind"] == "databaseUnavailable" })
    }
    #expect(answered == Set(ids))
    #expect(looks.count.load(ordering: .relaxed) < 100)
    try await peer.close()
  }
}

private final class Counter: Sendable {
  let count = Atomic(0)
}

/// Checks of images that keep their threads' processors busy until they are told to end.
private final class EndlessWork: Sendable {
  private let count = Atomic(0)
  private let isOver = Atomic(false)

  var running: Int { count.load(ordering: .relaxed) }

  func engine(_ base: SQLiteDatabase) -> FaultEngine {
    let engine = FaultEngine(base)
    engine.plan.onCall { [self] name in
      guard name == "check" else { return }
      count.add(1, ordering: .relaxed)
      while !isOver.load(ordering: .relaxed) {}
      count.subtract(1, ordering: .relaxed)
    }
    return engine
  }

  /// Waits until so many run.
  func begin(_ wanted: Int) async throws {
    while running < wanted { try await Task.sleep(for: .milliseconds(5)) }
  }

  func end() { isOver.store(true, ordering: .relaxed) }
}
