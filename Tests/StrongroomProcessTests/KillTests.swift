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

    /// A restore by one of its two methods, over a database with a log or with a journal.
    struct Way: CustomTestStringConvertible, Sendable {
      let method: String
      let shop: Sandbox.Shop

      var testDescription: String { "\(method), \(shop)" }

      static let all = ["rows", "image"].flatMap { method in
        [Sandbox.Shop.small, .journalled].map { Way(method: method, shop: $0) }
      }

      /// Changes that make the method the cheaper one.
      func damage(_ sandbox: Sandbox) throws {
        if method == "image" { try sandbox.damage() }
        let queue = try sandbox.connect()
        try queue.write { db in
          if method == "image" {
            for column in [
              "Bill.remarks", "CylinderEntry.description", "Payment.reference",
              "PaymentLog.details", "ActivityLog.details", "CylinderTransaction.description",
              "Customer.notes", "Expense.description",
            ] {
              let parts = column.split(separator: ".")
              try db.execute(sql: "UPDATE \(parts[0]) SET \(parts[1]) = 'other ' || rowid")
            }
          }
          try db.execute(sql: "UPDATE Bill SET totalAmount = totalAmount + 7 WHERE rowid = 3")
        }
        try queue.close()
      }
    }

    @Test(
      "a restore that is killed at any moment leaves the old data or the new, whole, and no row is lost",
      arguments: Way.all)
    func restore(way: Way) throws {
      let sandbox = try Sandbox(way.shop)
      let whole = try DatabaseContent(path: sandbox.database)
      _ = try sandbox.run("create")
      let backup = try sandbox.list()[0]["id"] ?? .null
      try way.damage(sandbox)
      let damaged = try DatabaseContent(path: sandbox.database)
      #expect(whole != damaged)
      var random = SeededRandom(seed: Self.seed)
      let duration = try time(sandbox) { session in
        try restore(backup, session) {
          let reply = try $0.reply(to: $1)
          #expect(reply["result"]?["restore"]?["method"] == .string(way.method), "\(reply.text)")
        }
      }
      var outcomes: [String: Int] = [:]
      var results: [String: Int] = [:]
      for round in 0..<Self.kills {
        let attempt = Comment(rawValue: "round \(round), seed \(Self.seed)")
        if try DatabaseContent(path: sandbox.database) == whole { try way.damage(sandbox) }
        let application = round % 2 == 0 ? nil : try Application(sandbox)
        let delay = random.delay(upTo: duration * 1.2)
        let known = try sandbox.restores().first?["id"]
        let session = try sandbox.serve()
        try restore(backup, session) { _, _ in
          usleep(useconds_t(delay / .microseconds(1)))
          session.child.send(signal: SIGKILL)
        }
        #expect(try session.child.wait() == .signal(SIGKILL))
        let written = application?.stop() ?? []
        let content = try DatabaseContent(path: sandbox.database)
        #expect(content == whole || content == damaged, attempt)
        let entry = try sandbox.restores().first.flatMap { $0["id"] == known ? nil : $0 }
        let holds =
          entry?["status"] == "completed" ? "backup" : entry?["databaseHolds"]?.stringValue
        #expect(holds ?? "before" == (content == whole ? "backup" : "before"), attempt)
        var kept = try sandbox.ticks(of: sandbox.database)
        if content == whole, let id = entry?["safetyBackupId"]?.stringValue {
          let copy = sandbox.folder + "/safety-\(round).sqlite"
          let export = try sandbox.run("export", id, copy, "--format", "sqlite")
          #expect(export.end == .exit(0), "\(export.errors), \(attempt)")
          kept.formUnion(try sandbox.ticks(of: copy))
          try FileManager.default.removeItem(atPath: copy)
        }
        #expect(written.subtracting(kept).count == 0, attempt)
        results[content == whole ? "new" : "old", default: 0] += 1
        try expectHealthy(sandbox, &outcomes)
        #expect(!(try sandbox.restores().contains { $0["status"] == "running" }), attempt)
      }
      if way.method == "rows", way.shop == .small { try expectCopies(of: backup, sandbox) }
      print("\(way): \(Self.kills) restores killed within \(duration): \(results), \(outcomes)")
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

/// An application that adds numbered rows to its database as fast as it can.
final class Application: Sendable {
  private let shouldStop = Atomic(false)
  private let numbers = Mutex<Set<Int>>([])
  private let queue: DatabaseQueue
  private let finished = DispatchSemaphore(value: 0)

  init(_ sandbox: Sandbox) throws {
    queue = try sandbox.connect()
    let thread = Thread { [self] in
      while !shouldStop.load(ordering: .relaxed) {
        // Numbers that no other application has.
        let number = Int.random(in: 2...(1 << 60))
        let isCommitted: ()? = try? queue.write { db in
          try db.execute(sql: "INSERT INTO Tick VALUES (?, 0)", arguments: [number])
        }
        if isCommitted != nil { numbers.withLock { _ = $0.insert(number) } }
      }
      finished.signal()
    }
    thread.start()
  }

  /// - Returns: the numbers that were committed.
  @discardableResult
  func stop() -> Set<Int> {
    shouldStop.store(true, ordering: .relaxed)
    finished.wait()
    try? queue.close()
    return numbers.withLock { $0 }
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
