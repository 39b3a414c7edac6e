import GRDB
import GRDBSQLite

@testable import SQLiteEngine

/// An image and a live database that was the same once, with tables of all kinds, by a seed.
struct RowPair {
  let engine: SQLiteDatabase
  let image: String
  /// In words, for the message of a failed test.
  private(set) var story: [String] = []
  /// Open, so that what was written last is still in the log of a database in WAL mode.
  private(set) var application: Application
  private var random: Random
  private let pageSize: Int

  static let tables = [
    "numbered": "id INTEGER PRIMARY KEY, a, b",
    "counted": "id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b",
    "keyed": "k TEXT PRIMARY KEY, a, b",
    "bare": "a, b, c",
    "rowless": "k, a, b, PRIMARY KEY (k)) WITHOUT ROWID--",
    "folded": "k TEXT COLLATE NOCASE, a, b, PRIMARY KEY (k DESC)) WITHOUT ROWID--",
  ]

  init(seed: UInt64, in folder: TemporaryFolder) throws {
    random = Random(seed: seed)
    image = folder.file("image.sqlite")
    engine = SQLiteDatabase(path: folder.file("live.db"))
    pageSize = [512, 512, 1024, 4096, 8192, 65536][random.below(6)]
    let encoding = ["UTF-8", "UTF-8", "UTF-16le", "UTF-16be"][random.below(4)]
    let vacuum = ["NONE", "FULL", "INCREMENTAL"][random.below(3)]
    application = try Application(
      image,
      """
      PRAGMA page_size = \(pageSize); PRAGMA encoding = '\(encoding)'; PRAGMA auto_vacuum = \(vacuum);
      """)
    story = ["pages of \(pageSize)", encoding, "auto_vacuum \(vacuum)"]
    if random.below(4) == 0 { try reserveBytes() }
    for (name, columns) in Self.tables.sorted(by: { $0.key < $1.key }) {
      try application.run("CREATE TABLE \(name)(\(columns)\n)".replacing("--\n)", with: ""))
    }
    try application.run("CREATE INDEX numbered_a ON numbered(a); BEGIN")
    for name in Self.tables.keys.sorted() {
      for _ in 0..<random.below(random.below(4) == 0 ? 300 : 40) { try insert(into: name) }
    }
    try application.run("COMMIT")
    if random.below(3) == 0 { try edit() }
    try application.close()
    try Bytes.copy(image, to: engine.path)
    application = try Application(engine.path)
  }

  private func reserveBytes() throws {
    application.queue.inDatabase { db in
      var count: CInt = 24
      // SQLITE_FCNTL_RESERVE_BYTES
      sqlite3_file_control(db.sqliteConnection, "main", 38, &count)
    }
    try application.run("VACUUM")
  }

  /// Changes the live database in some ways.
  mutating func change() throws {
    let mode = random.below(2) == 0 ? "WAL" : "DELETE"
    story.append(mode)
    try application.run("PRAGMA wal_autocheckpoint = 0; PRAGMA journal_mode = \(mode)")
    for _ in 0..<1 + random.below(6) { try edit() }
  }

  private mutating func edit() throws {
    let names = Self.tables.keys.sorted()
    let name = names[random.below(names.count)]
    let key = Self.key(of: name)
    let row = "\(key) = (SELECT \(key) FROM \(name) LIMIT 1 OFFSET \(random.below(40)))"
    let kind = random.below(14)
    story.append("\(kind) in \(name)")
    switch kind {
    case 0: try application.run("VACUUM")
    case 1:
      try application.run(
        "DELETE FROM \(name) WHERE \(key) IN (SELECT \(key) FROM \(name) "
          + "ORDER BY \(key) LIMIT \(random.below(200)) OFFSET \(random.below(60)))")
    case 2: try moveToNewTable(name)
    case 3:
      try application.run("BEGIN")
      for _ in 0..<random.below(60) { try insert(into: name) }
      try application.run("COMMIT")
    case 4: try application.run("PRAGMA incremental_vacuum(\(random.below(20)))")
    case 5: try application.run("DELETE FROM \(name)")
    case 6 where key == "rowid":
      try application.run("UPDATE OR IGNORE \(name) SET rowid = rowid + 1000 WHERE \(row)")
    case 7, 8:
      // The last byte of a long value is on its last overflow page.
      try application.run(
        """
        UPDATE \(name) SET b = CAST(substr(CAST(b AS BLOB), 1, length(CAST(b AS BLOB)) - 1) AS BLOB)
          || x'\(random.below(2) == 0 ? "31" : "32")' WHERE length(b) > 20 AND \(row)
        """)
    case 9: try application.run("PRAGMA wal_checkpoint(TRUNCATE)")
    default: try application.run("UPDATE \(name) SET b = \(value()) WHERE \(row)")
    }
  }

  /// The rows are the same afterwards, on other pages.
  private func moveToNewTable(_ name: String) throws {
    let columns = Self.tables[name] ?? ""
    let definition = "(\(columns)\n)".replacing("--\n)", with: "")
    let isNumbered = Self.key(of: name) == "rowid"
    let list = try application.texts("SELECT name FROM pragma_table_info('\(name)')")
    let all = (isNumbered && list[0] != "id" ? ["rowid"] + list : list).joined(separator: ", ")
    try application.run(
      """
      BEGIN; CREATE TEMP TABLE kept AS SELECT \(all.replacing("rowid", with: "rowid AS kept_id"))
        FROM main.\(name); DROP TABLE main.\(name); CREATE TABLE main.\(name)\(definition);
      INSERT INTO main.\(name)(\(all)) SELECT * FROM kept; DROP TABLE kept;
      """)
    if name == "numbered" { try application.run("CREATE INDEX numbered_a ON numbered(a)") }
    try application.run("COMMIT")
  }

  private static func key(of table: String) -> String {
    ["rowless", "folded"].contains(table) ? "k" : "rowid"
  }

  private mutating func insert(into name: String) throws {
    let first =
      ["numbered", "counted"].contains(name)
      ? "\(random.below(5) == 0 ? random.below(1 << 40) : random.below(3000))"
      : "'key \(random.below(5000))'"
    try application.run(
      "INSERT OR IGNORE INTO \(name) VALUES (\(first), \(value()), \(value()))")
  }

  private mutating func value() -> String {
    switch random.below(12) {
    case 0: "NULL"
    case 1: "\(random.below(1000)).5"
    case 2: "zeroblob(\(random.below(3 * pageSize)))"
    case 3: "hex(zeroblob(\(random.below(pageSize))))"
    case 4: "hex(zeroblob(\(random.below(20 * min(pageSize, 1024)))))"
    case 5, 6, 7: "'\(String(repeating: "word \(random.below(100)) ", count: random.below(12)))'"
    default: "\(random.below(100_000))"
    }
  }
}
