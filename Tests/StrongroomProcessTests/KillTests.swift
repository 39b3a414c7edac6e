import Foundation
import GRDB
import Glibc
import JSONCoding
import Synchronization
import Testing

extension ProcessTests {
  /// Kills the program at random moments. `STRONGROOM_TEST_KILLS` says how often per operation, and
  /// `STRONGROOM_TEST_SEED` which moments.
  @Suite(.serialized)
  struct KillTests {
    static let kills = number("TEST_KILLS") ?? 12
    static let seed = UInt64(number("TEST_SEED") ?? 1)

    private static func number(_ name: String) -> Int? {
      ProcessInfo.processInfo.environment["STRONGROOM_" + name].flatMap { Int($0) }
    }

    @Test("a backup that is killed at any moment leaves nothing, and the next one works")
    func create() throws {
      let sandbox = try Sandbox()
      let content = try DatabaseContent(path: sandbox.database)
      var random = SeededRandom(seed: Self.seed)
      let duration = try time(sandbox) { _ = try $0.result(of: "createBackup") }
      var outcomes: [String: Int] = [:]
      for round in 0..<Self.kills {
        let application = round % 2 == 0 ? nil : try Application(sandbox)
        try kill(sandbox, after: random.delay(upTo: duration)) { try $0.request("createBackup") }
        application?.stop()
        #expect(try DatabaseContent(path: sandbox.database) == content)
        try expectHealthy(sandbox, &outcomes)
      }
      print("\(Self.kills) backups killed within \(duration): \(outcomes)")
    }

    @Test(
      "an export that is killed at any moment leaves a whole file or none, and the next one tidies")
    func export() throws {
      let sandbox = try Sandbox()
      _ = try sandbox.run("create")
      let backup = try sandbox.list()[0]
      let folder = sandbox.folder + "/out"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      func params(_ name: Int) -> JSONObject {
        ["id": backup["id"] ?? .null, "destination": .string("out/\(name)")]
      }
      var random = SeededRandom(seed: Self.seed)
      let duration = try time(sandbox) { _ = try $0.result(of: "exportBackup", params(-1)) }
      for round in 0..<Self.kills {
        try kill(sandbox, after: random.delay(upTo: duration)) {
          try $0.request("exportBackup", params(round))
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where !name.hasPrefix(".") {
          let size = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.size]
          #expect(size as? Int == backup["fileSize"]?.intValue, "round \(round), seed \(Self.seed)")
        }
      }
      let run = try sandbox.run("export", "latest", folder + "/last")
      #expect(run.end == .exit(0), "\(run.errors)")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(!left.contains { $0.hasPrefix(".") }, "\(left)")
    }

    /// A change after which the safety backup of a restore takes over the image of the backup.
    private static let little = "UPDATE Bill SET totalAmount = totalAmount + 1 WHERE rowid = 3"

    @Test(
      "a restore that is killed at any moment leaves the old data or the new, whole",
      arguments: ["much", "little"])
    func restore(changed: String) throws {
      let sandbox = try Sandbox()
      let whole = try DatabaseContent(path: sandbox.database)
      _ = try sandbox.run("create")
      let backup = try sandbox.list()[0]["id"] ?? .null
      func change() throws {
        guard changed == "little" else { return try sandbox.damage() }
        let queue = try sandbox.connect()
        try queue.write { try $0.execute(sql: Self.little) }
        try queue.close()
      }
      try change()
      let damaged = try DatabaseContent(path: sandbox.database)
      var random = SeededRandom(seed: Self.seed)
      let duration = try time(sandbox) { try restore(backup, $0) { try $0.reply(to: $1) } }
      var outcomes: [String: Int] = [:]
      var results: [String: Int] = [:]
      for round in 0..<Self.kills {
        if try DatabaseContent(path: sandbox.database) == whole { try change() }
        let application = round % 2 == 0 ? nil : try Application(sandbox)
        let delay = random.delay(upTo: duration)
        let session = try sandbox.serve()
        try restore(backup, session) { _, _ in
          usleep(useconds_t(delay / .microseconds(1)))
          session.child.send(signal: SIGKILL)
        }
        #expect(try session.child.wait() == .signal(SIGKILL))
        application?.stop()
        let content = try DatabaseContent(path: sandbox.database)
        #expect(content == whole || content == damaged, "round \(round), seed \(Self.seed)")
        results[content == whole ? "new" : "old", default: 0] += 1
        try expectHealthy(sandbox, &outcomes)
        let restores = try JSONValue(
          parsing: Array(sandbox.run("list", "--restores", "--json", "--limit", "500").output.utf8))[
            "restores"]
        #expect(restores?.arrayValue?.contains { $0["status"] == "running" } == false)
      }
      if changed == "little" { try expectCopies(of: backup, sandbox) }
      print("\(Self.kills) restores killed within \(duration): \(results), \(outcomes)")
    }

    /// Safety backups took over the image of the backup.
    private func expectCopies(of backup: JSONValue, _ sandbox: Sandbox) throws {
      let ids = try sandbox.list().filter { $0["type"] == "safety" }.compactMap { $0["id"] }
      let session = try sandbox.serve()
      let images = try ([backup] + ids).map { id in
        try session.result(of: "getBackup", ["id": id])["manifest"]?["image"]
      }
      _ = try session.end()
      let image = try #require(images[0])
      #expect(images.dropFirst().contains(image))
    }

    private func restore<Value>(
      _ backup: JSONValue, _ session: Session, _ body: (Session, JSONValue) throws -> Value
    ) throws {
      let preview = try session.result(of: "previewRestore", ["id": backup])
      let id = try session.request(
        "restoreBackup",
        ["id": backup, "confirmationToken": preview["confirmationToken"] ?? .null])
      _ = try body(session, id)
    }

    /// How long an operation takes that nobody kills.
    private func time(
      _ sandbox: Sandbox, _ operation: (Session) throws -> Void
    ) throws -> Duration {
      let session = try sandbox.serve()
      _ = try session.call("ping", auth: nil)
      let start = ContinuousClock.now
      try operation(session)
      let duration = ContinuousClock.now - start
      _ = try session.end()
      return duration
    }

    private func kill(
      _ sandbox: Sandbox, after delay: Duration, _ request: (Session) throws -> Void
    ) throws {
      let session = try sandbox.serve()
      _ = try session.call("ping", auth: nil)
      try request(session)
      usleep(useconds_t(delay / .microseconds(1)))
      session.child.send(signal: SIGKILL)
      #expect(try session.child.wait() == .signal(SIGKILL))
    }

    /// The catalog opens, says what became of everything, and the next backup is made.
    private func expectHealthy(_ sandbox: Sandbox, _ outcomes: inout [String: Int]) throws {
      let entries = try sandbox.list()
      #expect(!entries.contains { $0["status"] == "running" })
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      let known = entries.filter { $0["status"] == "completed" }
        .compactMap { $0["fileName"]?.stringValue }
      #expect(try sandbox.files() == known.sorted())
      outcomes[entries.first?["status"]?.stringValue ?? "nothing", default: 0] += 1
      let create = try sandbox.run("create", "--json")
      #expect(create.end == .exit(0), "\(create.output)\(create.errors)")
    }
  }
}

/// An application that counts in its database as fast as it can.
final class Application: Sendable {
  private let shouldStop = Atomic(false)
  private let queue: DatabaseQueue
  private let finished = DispatchSemaphore(value: 0)

  init(_ sandbox: Sandbox) throws {
    queue = try sandbox.connect()
    let thread = Thread { [self] in
      while !shouldStop.load(ordering: .relaxed) {
        try? queue.write { try $0.execute(sql: "UPDATE Tick SET count = count + 1") }
      }
      finished.signal()
    }
    thread.start()
  }

  func stop() {
    shouldStop.store(true, ordering: .relaxed)
    finished.wait()
    try? queue.close()
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  mutating func delay(upTo limit: Duration) -> Duration {
    limit * Double.random(in: 0...1, using: &self)
  }
}
