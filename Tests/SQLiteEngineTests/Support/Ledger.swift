import Databases
import GRDB
import Testing

/// A database whose transactions each keep what ``expectWhole(_:)`` asks for.
struct Ledger {
  static let tables = """
    CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
    CREATE TABLE first(n INTEGER NOT NULL);
    CREATE TABLE second(n INTEGER NOT NULL);
    CREATE TABLE tally(rows INTEGER NOT NULL);
    CREATE TABLE entry(id INTEGER PRIMARY KEY AUTOINCREMENT, tag TEXT NOT NULL, payload BLOB);
    CREATE UNIQUE INDEX entry_tag ON entry(tag, id);
    CREATE TABLE word(word TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
    INSERT INTO account SELECT value, 1000 FROM generate(100);
    INSERT INTO first VALUES (0);
    INSERT INTO second VALUES (0);
    INSERT INTO tally VALUES (0);
    """.replacing(
      "generate(100)",
      with: "(WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 "
        + "FROM c WHERE value < 100) SELECT value FROM c)")

  private var random: Random

  init(seed: UInt64) { random = Random(seed: seed) }

  /// The next transaction, as SQL that both a connection and the shell can run.
  mutating func next() -> String {
    let counted = """
      UPDATE first SET n = n + 1; UPDATE tally SET rows = (SELECT count(*) FROM entry);
      UPDATE second SET n = n + 1; COMMIT;
      """
    switch random.below(40) {
    case 0: return "VACUUM;"
    case 1: return "PRAGMA incremental_vacuum;"
    case 2..<8:
      return "BEGIN IMMEDIATE; DELETE FROM entry WHERE id % 5 = \(random.below(5));" + counted
    case 8..<20:
      return """
        BEGIN IMMEDIATE; INSERT INTO entry(tag, payload) SELECT hex(randomblob(6)), \
        randomblob(\(random.below(6000))) FROM account LIMIT \(random.below(30) + 1);
        INSERT OR REPLACE INTO word VALUES ('w\(random.below(900))', \(random.below(9)));
        """ + counted
    case 20..<26:
      return """
        BEGIN IMMEDIATE; UPDATE entry SET payload = randomblob(\(random.below(3000))), \
        tag = tag || 'x' WHERE id % 11 = \(random.below(11));
        """ + counted
    default:
      let amount = random.below(50)
      return """
        BEGIN IMMEDIATE; UPDATE account SET balance = balance - \(amount) \
        WHERE id = \(random.below(100) + 1);
        UPDATE account SET balance = balance + \(amount) WHERE id = \(random.below(100) + 1);
        """ + counted
    }
  }

  /// Checks an image by SQLite alone, and against what its snapshot said.
  static func expectWhole(_ image: SnapshotImage, _ comment: Comment? = nil) throws {
    let application = try Application(image.path)
    defer { try? application.close() }
    #expect(try application.texts("PRAGMA integrity_check") == ["ok"], comment)
    #expect(
      try application.integers(
        """
        SELECT (SELECT sum(balance) FROM account) UNION ALL SELECT first.n - second.n
        FROM first, second UNION ALL SELECT rows - (SELECT count(*) FROM entry) FROM tally
        """) == [100_000, 0, 0], comment)
    let rows = try image.rows.map { table in
      TableRows(
        name: table.name,
        rows: try application.integers("SELECT count(*) FROM \"\(table.name)\"").first ?? -1)
    }
    #expect(rows == image.rows && rows.count == 6, comment)
  }
}

/// SplitMix64, for cases that can be run again.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
