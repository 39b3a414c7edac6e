import BackupProtocol
import FoundationEssentials
import GRDB

extension BenchSetting {
  /// Every operation on every format of a database of 2000 tables of one row, against the dump of the
  /// `sqlite3` shell.
  func measureTables() throws -> [BenchResult] {
    let bench = try apart("tables") { db in
      for number in 0..<2000 {
        try db.execute(
          sql: """
            CREATE TABLE t\(number)(id INTEGER PRIMARY KEY, x TEXT);
            CREATE INDEX i\(number) ON t\(number)(x); INSERT INTO t\(number) VALUES (1, 'r');
            """)
      }
    }
    var dump = BenchSamples()
    for _ in 0..<rounds {
      dump.append(try run("sqlite3", bench.database, ".dump").milliseconds)
    }
    let most = BenchResult.Target.atMost(3 * dump.median + 2000)
    var results: [BenchResult] = []
    for format in [BackupFormat.archive, .sql, .json] {
      results += try bench.measureOperations(
        format, name: "2000 tables", target: most, operations: ["verify", "preview", "restore"])
    }
    return results
  }

  /// A database of one row as sql and as json, on all processors and on one.
  func measureOneRow() throws -> [BenchResult] {
    let bench = try apart("row") { db in
      try db.execute(sql: "CREATE TABLE t(a); INSERT INTO t VALUES (1)")
    }
    var results: [BenchResult] = []
    for format in [BackupFormat.sql, .json] {
      for isAlone in [false, true] {
        results += try bench.measureOperations(
          format, name: isAlone ? "one row, one processor" : "one row", target: .atMost(60),
          operations: ["verify", "preview"], onOneProcessor: isAlone)
      }
    }
    return results
  }

  /// A setting like this one, on another database in a folder of its own.
  private func apart(_ name: String, _ fill: (Database) throws -> Void) throws -> BenchSetting {
    let folder = folder.appending(path: name)
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bench = BenchSetting(
      strongroom: strongroom, devtool: devtool, clients: clients, folder: folder, rounds: rounds,
      writerSeconds: writerSeconds)
    let queue = try DatabaseQueue(path: bench.database)
    try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.write(fill)
    try queue.close()
    return bench
  }

  /// Making a backup with its proof, and what is then done with it.
  private func measureOperations(
    _ format: BackupFormat, name: String, target: BenchResult.Target, operations: [String],
    onOneProcessor: Bool = false
  ) throws -> [BenchResult] {
    func timed(_ arguments: [String]) throws -> (milliseconds: Double, output: [UInt8]) {
      let command =
        (onOneProcessor ? ["taskset", "-c", "0"] : []) + [strongroom] + arguments
        + ["--database", database, "--json"]
      let (usage, output) = try ChildProcess.run(
        command[0], Array(command.dropFirst()), errorLog: path("stderr.log"))
      return (usage.milliseconds, output)
    }
    var results = (["create"] + operations).map {
      BenchResult(name: "\(name): \(format.rawValue) \($0)", unit: "ms", target: target)
    }
    for _ in 0..<rounds {
      let made = try timed(["create", "--format", format.rawValue])
      results[0].ours.append(made.milliseconds)
      let backup = try JSONDecoder().decode(Created.self, from: Data(made.output)).backup
      for (index, operation) in operations.enumerated() {
        let consent = operation == "restore" ? ["--yes"] : []
        results[index + 1].ours.append(try timed([operation, backup.id] + consent).milliseconds)
      }
    }
    return results
  }
}
