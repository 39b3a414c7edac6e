import BuiltPrograms
import Foundation
import GRDB
import Glibc
import JSONCoding
import SampleShop
import Synchronization

/// A folder with a shop's database in it, gone with this object.
final class Sandbox {
  enum Shop: String {
    /// 400 KB in WAL mode.
    case small
    /// The same with a rollback journal: a writer can keep everybody else out.
    case journalled
    /// Large enough for an operation to be caught in its middle.
    case large
  }

  let folder: String
  var database: String { folder + "/shop.db" }
  var backups: String { database + ".backups" }

  /// - Parameter isInMemory: whether the folder is in memory, if there is a place for that: for tests
  ///   of so many changes that a disk would take minutes.
  init(_ shop: Shop? = .small, isInMemory: Bool = false) throws {
    let parent =
      isInMemory && access("/dev/shm", W_OK) == 0
      ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    var template = Array((parent + "/strongroom-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw ProcessFailure("no folder can be made") }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    if let shop { try Self.template(of: shop).write(to: URL(filePath: database)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static let templates = Mutex<[Shop: Data]>([:])

  /// A shop takes a while to make, so that each kind is made once.
  private static func template(of shop: Shop) throws -> Data {
    if let known = templates.withLock({ $0[shop] }) { return known }
    let sandbox = try Sandbox(nil)
    try ShopGenerator(
      path: sandbox.database, targetBytes: 400_000,
      journalMode: shop == .journalled ? .delete : .wal, seed: 1
    ).generate()
    let queue = try DatabaseQueue(path: sandbox.database)
    try queue.write { db in
      try db.execute(sql: "CREATE TABLE Tick (id INTEGER PRIMARY KEY, count INTEGER NOT NULL)")
      try db.execute(sql: "INSERT INTO Tick VALUES (1, 0)")
      guard shop == .large else { return }
      try db.execute(
        sql: """
          CREATE TABLE Scan (id INTEGER PRIMARY KEY, image BLOB NOT NULL);
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)
          INSERT INTO Scan SELECT i, randomblob(5000) FROM n;
          """)
    }
    if shop != .journalled {
      _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
    try queue.close()
    let data = try Data(contentsOf: URL(filePath: sandbox.database))
    templates.withLock { $0[shop] = data }
    return data
  }

  /// A connection as the application has one.
  func connect() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: database, configuration: configuration)
  }

  /// Keeps everybody else out of a database with a rollback journal, until the connection commits: an
  /// operation that begins meanwhile is under way and gets no further.
  func lockOut() throws -> DatabaseQueue {
    let queue = try connect()
    try queue.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    return queue
  }

  /// The numbers that applications have added.
  func ticks(of path: String) throws -> Set<Int> {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return Set(try queue.read { try Int.fetchAll($0, sql: "SELECT id FROM Tick") })
  }

  /// A change that a restore would undo.
  func damage() throws {
    let queue = try connect()
    for damage in ShopDamage.allCases where damage != .droppedIndex {
      _ = try damage.strike(queue)
    }
    try queue.close()
  }

  /// Starts the service on the database.
  func serve(
    _ arguments: [String] = [], environment: [String: String] = [:],
    framing: Session.Framing = .lines
  ) throws -> Session {
    try Session(
      ChildProcess(
        [Program.strongroom, "serve", "--database", database] + arguments,
        environment: environment, errorPath: folder + "/stderr"), framing: framing, in: self)
  }

  /// Runs a command on the database to its end.
  func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> FinishedProgram {
    let errorPath = folder + "/command-stderr"
    unlink(errorPath)
    return try FinishedProgram.run(
      [Program.strongroom] + arguments + ["--database", database], environment: environment,
      errorPath: errorPath)
  }

  /// The history, as a process of its own finds it.
  func list() throws -> [JSONValue] {
    let run = try run("list", "--json", "--limit", "500")
    return try JSONValue(parsing: Array(run.output.utf8))["backups"]?.arrayValue ?? []
  }

  /// The history of restores, newest first, as a process of its own finds it.
  func restores() throws -> [JSONValue] {
    let run = try run("list", "--restores", "--json", "--limit", "500")
    return try JSONValue(parsing: Array(run.output.utf8))["restores"]?.arrayValue ?? []
  }

  /// What is in the folder of the backups beside its own files and finished backups. The catalog's
  /// journal is SQLite's: one that has nothing to undo stays until the next change.
  func leftovers() throws -> [String] {
    let files = FileManager.default
    let scratch = (try? files.contentsOfDirectory(atPath: backups + "/scratch")) ?? []
    guard files.fileExists(atPath: backups) else { return [] }
    let others = try files.contentsOfDirectory(atPath: backups).filter {
      ![
        "catalog.sqlite", "catalog.sqlite-journal", "ledger.sqlite", "ledger.sqlite-journal",
        "service.key", "lock", "scratch",
      ].contains($0)
        && !$0.hasPrefix("backup-")
    }
    return (scratch.map { "scratch/" + $0 } + others).sorted()
  }

  /// The names of the backups' files.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: backups)
      .filter { $0.hasPrefix("backup-") }.sorted()
  }
}
