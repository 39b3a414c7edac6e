import BuiltPrograms
import Foundation
import GRDB
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  /// What a person types: short ids, labels, pipes, and names that would act on the terminal.
  struct HandCommandTests {
    private func shell(_ sandbox: Sandbox, _ script: String) throws -> FinishedProgram {
      let errorPath = sandbox.folder + "/command-stderr"
      unlink(errorPath)
      return try FinishedProgram.run(
        ["bash", "-c", script, Program.strongroom, sandbox.database, sandbox.folder],
        errorPath: errorPath)
    }

    @Test("the beginning of an id is enough while no other backup's id begins with it")
    func shortIds() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      #expect(try sandbox.run("create").end == .exit(0))
      let ids = try sandbox.list().compactMap { $0["id"]?.stringValue }
      #expect(ids.count == 2)
      let shared = ids[0].commonPrefix(with: ids[1])
      let several = try sandbox.run("show", shared)
      #expect(several.end == .exit(64) && several.errors.contains(ids[0]), "\(several.errors)")
      let own = String(ids[0].prefix(shared.count + 1))
      let one = try sandbox.run("show", own)
      #expect(one.end == .exit(0) && one.output.contains(ids[0]), "\(one.errors)")
      #expect(try sandbox.run("show", String(own.dropFirst())).end == .exit(3))
      #expect(try sandbox.run("show", "").end == .exit(3))
    }

    @Test("a backup is labelled, pinned and unpinned by hand")
    func labelAndPin() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      #expect(try sandbox.run("label", "latest", "before the fair").end == .exit(0))
      #expect(try sandbox.run("pin", "latest").output.contains("pinned, label before the fair"))
      #expect(try sandbox.list().first?["pinned"] == true)
      #expect(try sandbox.run("unpin", "latest").output.contains("not pinned"))
      #expect(try sandbox.run("label", "latest", "").output.contains("label -"))
      #expect(try sandbox.list().first?["label"]?.isNull != false)
    }

    @Test("a label that would act on a terminal is refused, and a file name is escaped")
    func terminalControls() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      for label in ["a\u{1B}[2J", "a\u{9B}2J", "a\u{7F}", "a\u{202E}b", "a\nb"] {
        let run = try sandbox.run("label", "latest", label)
        #expect(run.end == .exit(64), "\(run.output)")
        #expect(run.errors.hasPrefix("strongroom: The label must be "), "\(run.errors)")
      }
      let name = "dump\u{202E}lqs.\u{2066}sql"
      let path = sandbox.folder + "/" + name
      try "CREATE TABLE a(x);\nINSERT INTO a VALUES(1);\n"
        .write(toFile: path, atomically: false, encoding: .utf8)
      #expect(try sandbox.run("import", path).end == .exit(0))
      let shown = try sandbox.run(
        "show", try #require(sandbox.list().first?["id"]?.stringValue))
      #expect(shown.output.contains("dump\\u{202e}lqs.\\u{2066}sql"))
      let listed = try sandbox.run("list", "--json")
      for output in [shown.output, listed.output] {
        #expect(!output.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
        #expect(!output.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) })
      }
      #expect(
        try JSONValue(parsing: Array(listed.output.utf8))["backups"]?[0]?["importedFrom"]
          == .string(name))
    }

    @Test("an import says what it passed over, and so does its entry")
    func passedOver() throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/dump.sql"
      try "DROP TABLE IF EXISTS a;\nCREATE TABLE a(x);\n"
        .write(toFile: path, atomically: false, encoding: .utf8)
      #expect(try sandbox.run("import", path).output.contains("Passed over: 1 × DROP TABLE"))
      let id = try #require(sandbox.list().first?["id"]?.stringValue)
      #expect(try sandbox.run("show", id).output.contains("1 × DROP TABLE"))
    }

    @Test("rows that break a rule, and what could not be checked, are told with the backup")
    func notes() throws {
      let sandbox = try Sandbox()
      let application = try sandbox.connect()
      try application.writeWithoutTransaction { db in
        try db.execute(
          sql: """
            CREATE TABLE stock(count INT CHECK (count >= 0));
            PRAGMA ignore_check_constraints = ON; INSERT INTO stock VALUES (-1);
            CREATE TABLE later(a INT DEFAULT 1); PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE TABLE later(a INT DEFAULT 1_000)'
              WHERE name = 'later';
            """)
      }
      try application.close()
      for command in [["create"], ["verify", "latest"], ["show", "latest"]] {
        let run = try FinishedProgram.run(
          [Program.strongroom] + command + ["--database", sandbox.database],
          errorPath: sandbox.folder + "/command-stderr")
        #expect(run.end == .exit(0), "\(command): \(run.errors)")
        #expect(
          run.output.contains("1 row of “stock” breaks the constraint CHECK (count >= 0)."),
          "\(command): \(run.output)")
        #expect(run.output.contains("The table “later” was not checked"), "\(run.output)")
        #expect(!run.output.contains(" 0 rows"), "\(command): \(run.output)")
      }
    }

    @Test("a rebuild of the catalog tells a damaged file by its exit status, and lists it")
    func rebuild() throws {
      let sandbox = try Sandbox()
      for _ in 0..<2 { #expect(try sandbox.run("create").end == .exit(0)) }
      #expect(try sandbox.run("catalog", "rebuild").end == .exit(0))
      let name = try #require(sandbox.files().last)
      truncate(sandbox.backups + "/" + name, 5000)
      for format in [[], ["--json"]] {
        let run = try FinishedProgram.run(
          [Program.strongroom, "catalog", "rebuild", "--database", sandbox.database] + format,
          errorPath: sandbox.folder + "/command-stderr")
        #expect(run.end == .exit(65), "\(run.output)\(run.errors)")
        #expect(run.output.contains(name), "\(run.output)")
      }
      #expect(try sandbox.run("list").output.contains("damaged"))
      #expect(try sandbox.list().contains { $0["fileName"]?.stringValue == name })
    }

    @Test("a path with a slip in it is an error, and makes nothing")
    func wrongPath() throws {
      let sandbox = try Sandbox()
      let before = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
      let wrong = sandbox.folder + "/shpo.db"
      for command in [
        ["list"], ["list", "--restores"], ["status"], ["show", "latest"], ["verify", "latest"],
        ["preview", "latest"], ["activity"], ["audit", "verify"], ["create"],
      ] {
        let run = try FinishedProgram.run(
          [Program.strongroom] + command + ["--database", wrong],
          errorPath: sandbox.folder + "/command-stderr")
        #expect(run.end == .exit(66), "\(command): \(run.output)")
        #expect(run.errors.contains("“shpo.db”"), "\(command): \(run.errors)")
      }
      let after = try FileManager.default.contentsOfDirectory(atPath: sandbox.folder)
      #expect(Set(after).subtracting(before) == ["command-stderr"])
    }

    @Test("a file: URL names the database that it means, as Prisma has it")
    func fileURL() throws {
      let sandbox = try Sandbox()
      let run = try shell(
        sandbox,
        #"cd "$2" && "$0" create --database "file:./shop.db?connection_limit=1" && [ ! -e file: ]"#)
      #expect(run.end == .exit(0), "\(run.errors)")
      #expect(try sandbox.list().count == 1)
    }

    @Test("a list has the backups of one type, status or format where that is asked for")
    func filters() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create", "--format", "sql").end == .exit(0))
      #expect(try sandbox.run("export", "latest", sandbox.folder + "/a.sql.gz").end == .exit(0))
      #expect(try sandbox.run("import", sandbox.folder + "/a.sql.gz").end == .exit(0))
      #expect(try sandbox.run("create").end == .exit(0))
      for (option, value, count) in [
        ("--type", "import", 1), ("--type", "manual", 2), ("--type", "safety", 0),
        ("--status", "completed", 3), ("--status", "failed", 0), ("--format", "sql", 2),
      ] {
        let run = try sandbox.run("list", option, value, "--json")
        let page = try JSONValue(parsing: Array(run.output.utf8))
        #expect(page["total"]?.intValue == count, "\(option) \(value): \(run.output)")
      }
      #expect(try sandbox.run("list", "--type", "imported").end == .exit(64))
    }

    @Test(
      "a preview says which numbers it does not know, in its table, its sentence and its totals")
    func unknownNumbers() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let application = try sandbox.connect()
      try application.writeWithoutTransaction { db in
        try db.execute(sql: "CREATE TABLE a(x, y); INSERT INTO a VALUES (1, 2), (3, 4)")
      }
      #expect(try sandbox.run("create").end == .exit(0))
      try application.writeWithoutTransaction { db in
        try db.execute(sql: "DROP TABLE a; CREATE TABLE a(z); INSERT INTO a VALUES (1), (2), (3)")
      }
      try application.close()
      let words = try sandbox.run("preview", "latest")
      #expect(words.end == .exit(0), "\(words.errors)")
      #expect(words.output.contains("at least"), "\(words.output)")
      #expect(!words.output.contains("and change 0"), "\(words.output)")
      let json = try sandbox.run("preview", "latest", "--json")
      let report = try JSONValue(parsing: Array(json.output.utf8))["report"]
      let table = report?["tables"]?.arrayValue?.first { $0["name"] == "a" }
      #expect(
        table?["changed"]?.isNull != false && table?["comparedBy"] == "count", "\(json.output)")
      #expect(report?["totals"]?["changed"]?.isNull != false, "\(json.output)")
      let line = words.output.split(separator: "\n").first { $0.hasPrefix("a ") }
      #expect(line?.contains("?") == true, "\(words.output)")
    }

    @Test("a backup goes through a pipe, out and in")
    func pipes() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let run = try shell(
        sandbox,
        #"""
        set -eo pipefail
        export TMPDIR="$2/passing" && mkdir "$TMPDIR"
        "$0" export latest - --format sql --database "$1" | "$0" import - --label piped --database "$1"
        [ -z "$(ls -A "$TMPDIR")" ] && [ ! -e - ]
        """#)
      #expect(run.end == .exit(0), "\(run.output)\(run.errors)")
      #expect(try sandbox.list().first?["label"] == "piped")
      let both = try sandbox.run("export", "latest", "-", "--json")
      #expect(both.end == .exit(64) && both.output.count { $0 == "\n" } == 1)
    }

    @Test("one of several databases in a tar file is chosen by its path in it")
    func members() throws {
      let sandbox = try Sandbox()
      let packed = sandbox.folder + "/both.tar"
      let packing = try shell(
        sandbox,
        #"""
        set -e
        cd "$2" && mkdir old
        cp shop.db old/shop.db
        tar -cf both.tar shop.db old/shop.db
        """#)
      #expect(packing.end == .exit(0), "\(packing.errors)")
      let unclear = try sandbox.run("import", packed)
      #expect(
        unclear.end == .exit(64) && unclear.errors.contains("old/shop.db"), "\(unclear.errors)")
      let missing = try sandbox.run("import", packed, "--member", "new/shop.db")
      #expect(
        missing.end == .exit(64) && missing.errors.contains("old/shop.db"), "\(missing.errors)")
      #expect(try sandbox.list().allSatisfy { $0["status"] != "completed" })
      let run = try sandbox.run("import", packed, "--member", "old/shop.db")
      #expect(run.end == .exit(0), "\(run.errors)")
      #expect(try sandbox.list().first?["status"] == "completed")
    }

    @Test("what a command suggests can be typed as it stands")
    func suggestions() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      let restored = try sandbox.run("restore", "latest", "--yes")
      let line = try #require(
        restored.output.split(separator: "\n").first { $0.hasPrefix("To undo: strongroom ") })
      let again = try shell(sandbox, #"eval "$0 \#(line.dropFirst(20)) --yes""#)
      #expect(again.end == .exit(0), "\(line): \(again.errors)")
    }

    @Test("messages name options, not parameters of the contract")
    func optionNames() throws {
      let sandbox = try Sandbox()
      let limit = try sandbox.run("list", "--limit", "0")
      #expect(limit.errors.contains("--limit must be ") && !limit.errors.contains("params"))
      #expect(try sandbox.run("create").end == .exit(0))
      let change = try shell(
        sandbox,
        #"python3 -c "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('CREATE TABLE new(a)')" "$1""#
      )
      #expect(change.end == .exit(0), "\(change.errors)")
      let refused = try sandbox.run("restore", "latest", "--yes")
      #expect(refused.end == .exit(65) && refused.errors.contains("--allow-schema-change"))
      #expect(!refused.errors.contains("allowSchemaChange"))
    }

    @Test("wrong usage is JSON for scripts, and a missing command is no success")
    func usage() throws {
      let sandbox = try Sandbox()
      let wrong = try sandbox.run("list", "--limit", "many", "--json")
      #expect(wrong.end == .exit(64) && wrong.errors.isEmpty)
      let error = try JSONValue(parsing: Array(wrong.output.utf8))["error"]
      #expect(error?["data"]?["kind"] == "invalidParams")
      let help = try sandbox.run("create", "--help")
      #expect(!help.output.contains("incremental"))
    }

    @Test("a command that finds no /proc says so, and does nothing")
    func withoutProc() throws {
      let sandbox = try Sandbox()
      let run = try shell(
        sandbox,
        #"""
        unshare --mount true 2>/dev/null || exit 99
        unshare --mount sh -c 'umount -l /proc && "$0" create --database "$1"' "$0" "$1"
        """#)
      if run.end == .exit(99) {
        print("skipped: this user may not make a mount namespace")
        return
      }
      #expect(run.end == .exit(78) && run.errors.contains("Mount /proc."), "\(run.errors)")
      #expect(try sandbox.list().isEmpty)
    }

    @Test("a reset that nobody can answer sends no code")
    func resetWithoutInput() throws {
      let sandbox = try Sandbox()
      let run = try shell(sandbox, #""$0" reset --database "$1" </dev/null"#)
      #expect(run.end == .exit(1) && run.errors.contains("No code was sent"), "\(run.errors)")
    }

    @Test("config check shows each setting and where it comes from, and no secret")
    func configCheck() throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/strongroom.json"
      try #"""
      {"database": "shop.db", "name": "Shop", "limits": {"busySeconds": 5, "importBytes": 134217728},
       "notifications": {"heartbeat": {"url": "https://beat.example.com/s3cr3t-token"}}}
      """#.write(toFile: path, atomically: false, encoding: .utf8)
      let run = try FinishedProgram.run(
        [Program.strongroom, "config", "check", "--config", path, "--json"],
        environment: [
          "STRONGROOM_LIMITS_BUSYSECONDS": "7", "STRONGROOM_SMTP_PASSWORD": "s3cr3t-word",
          "STRONGROOM_LIMITS_IMPORTSECONDS": "9",
        ], errorPath: sandbox.folder + "/stderr")
      #expect(run.end == .exit(0), "\(run.output)\(run.errors)")
      #expect(!run.output.contains("s3cr3t"))
      let settings = try JSONValue(parsing: Array(run.output.utf8))["settings"]?.arrayValue ?? []
      func source(_ key: String) -> String? {
        settings.first { $0["key"]?.stringValue == key }?["source"]?.stringValue
      }
      #expect(source("name") == path)
      #expect(source("limits.busySeconds") == "STRONGROOM_LIMITS_BUSYSECONDS")
      #expect(source("limits.messageBytes") == "default")
      for (key, expected, from) in [
        ("limits.importSeconds", "9", "STRONGROOM_LIMITS_IMPORTSECONDS"),
        ("limits.importBytes", "134217728", path),
        ("limits.preparedBytes", "4294967296", "default"),
        ("reset.keepTables", #"["SystemSettings"]"#, "profile"),
      ] {
        let setting = settings.first { $0["key"]?.stringValue == key }
        #expect(setting?["value"]?.stringValue == expected && source(key) == from, "\(key)")
      }
      let words = try sandbox.run("config", "check")
      #expect(words.end == .exit(0) && words.output.contains("limits.importBytes"))
      #expect(source("STRONGROOM_SMTP_PASSWORD") == "environment")
      let wrong = try sandbox.run("config", "check", "--config", "/nowhere/strongroom.json")
      #expect(wrong.end == .exit(78))
    }
  }
}
