import BuiltPrograms
import Foundation
import GRDB
import JSONCoding
import Testing

extension ProcessTests {
  /// SQLite resolves a view by resolving what it reads, again for each time that it is named.
  @Suite("Views in views")
  struct NestedViewTests {
    enum Nesting: CaseIterable {
      /// Each reads the one before twice: 4 billion tables in the last one.
      case doubling
      /// Each reads the one before, deeper than a stack reaches.
      case chain

      /// The formats read the same list of tables, and so many views take each command a while.
      var formats: [String] { self == .chain ? ["sql"] : ["archive", "sql", "json"] }

      var views: String {
        switch self {
        case .doubling:
          (1...32).map { "CREATE VIEW v\($0) AS SELECT a.x FROM v\($0 - 1) a, v\($0 - 1) b;" }
            .joined()
        case .chain:
          (1...10_000).map { "CREATE VIEW v\($0) AS SELECT x FROM v\($0 - 1);" }.joined()
        }
      }
    }

    private func sandbox(_ nesting: Nesting) throws -> Sandbox {
      let sandbox = try Sandbox(nil)
      let queue = try sandbox.connect()
      defer { try? queue.close() }
      try queue.inDatabase { db in
        try db.execute(
          sql: """
            BEGIN; CREATE TABLE t(x); INSERT INTO t VALUES (1), (2);
            CREATE TRIGGER before BEFORE DELETE ON t BEGIN UPDATE t SET x = 3 WHERE x = old.x; END;
            CREATE VIEW v0 AS SELECT x FROM t; \(nesting.views) COMMIT;
            """)
      }
      return sandbox
    }

    /// A minute of processor time is a thousand times what a command takes without the views.
    private func run(_ sandbox: Sandbox, _ arguments: [String]) throws -> FinishedProgram {
      try FinishedProgram.run(
        ["sh", "-c", #"ulimit -t 60; exec "$@""#, "sh", Program.strongroom] + arguments
          + ["--database", sandbox.database], errorPath: sandbox.folder + "/command-stderr")
    }

    @Test("cost no command more than other views", arguments: Nesting.allCases)
    func commands(nesting: Nesting) throws {
      let sandbox = try sandbox(nesting)
      let damage = {
        let queue = try sandbox.connect()
        try queue.inDatabase { db in
          try db.execute(sql: "DROP TRIGGER IF EXISTS before; DELETE FROM t WHERE x = 1")
        }
        try queue.close()
      }
      for format in nesting.formats {
        let file = sandbox.folder + "/exported." + format
        let create = try run(sandbox, ["create", "--format", format])
        #expect(create.end == .exit(0), "\(format): \(create.errors)")
        for command in [
          ["status"], ["verify", "latest"], ["preview", "latest"],
          ["export", "latest", file, "--format", format],
        ] {
          let run = try run(sandbox, command)
          #expect(run.end == .exit(0), "\(format), \(command): \(run.output)\(run.errors)")
        }
        try damage()
        for command in [
          ["restore", "latest", "--yes", "--allow-schema-change"], ["rollback", "latest", "--yes"],
          ["import", file], ["verify", "latest"],
          ["restore", "latest", "--yes", "--allow-schema-change"],
        ] {
          let run = try run(sandbox, command)
          #expect(run.end == .exit(0), "\(format), \(command): \(run.output)\(run.errors)")
        }
      }
      let queue = try sandbox.connect()
      #expect(try queue.inDatabase { try Int.fetchOne($0, sql: "SELECT sum(x) FROM t") } == 3)
    }
  }
}
