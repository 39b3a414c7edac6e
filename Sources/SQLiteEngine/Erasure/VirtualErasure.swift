import Databases
import GRDB
import SQLiteImages

/// How one virtual table is emptied, or left with what stays.
struct VirtualErasure {
  private enum Step {
    case run(String)
    /// Delete rows of a table of its storage.
    case delete(RowDeletion)
    /// Run a statement, and other ones instead where SQLite cannot.
    case attempt(String, otherwise: [String])
  }

  let table: VirtualTable
  let summary: TableErasure
  /// Whether it may know rows of other tables by their row ids.
  let keepsRows: Bool
  /// Rows that must be there afterwards, where that is known.
  private let expected: Int?
  private let steps: [Step]

  /// What stays of the table or view that a full-text index has its text in.
  enum Content {
    case missing
    /// A view or a virtual table.
    case unknown
    case rows(KeptRows)
  }

  /// Whether its rows are its own, and not made of those of another table.
  var isOwn: Bool {
    switch table.kind {
    case .text5(.external), .text4(.external): false
    default: true
    }
  }

  init(
    _ table: VirtualTable, _ kept: KeptRows, content: (String) -> Content, _ db: Database
  ) throws {
    self.table = table
    let storage = try table.storage.filter { name in
      try Int.fetchOne(
        db,
        sql: "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE",
        arguments: [name]) != nil
    }
    let counted = table.countedStorage.map(SQLName.init)
    let rows =
      try storage.first { SQLName($0) == counted }.map { try db.countRows(of: $0) } ?? 0
    if table.kind == .foreign, !kept.isAll {
      throw EraseError(
        .unsupportedTable,
        "SQLite cannot empty “\(table.name)”: its module “\(table.module)” is not available.",
        hint: "Add it to reset.keepTables, or delete its rows with the application.",
        table: table.name)
    }
    let (steps, expected) = Self.decide(
      table, kept, storage: storage, rows: rows, content: content)
    self.steps = steps
    self.expected = expected
    summary = TableErasure(name: table.name, rows: rows, kept: expected ?? 0)
    let isCounted = storage.contains { SQLName($0) == counted }
    let mayStay = !isCounted && (!kept.isNone || steps.isEmpty)
    keepsRows = expected.map { $0 > 0 || mayStay } ?? true
    if !steps.isEmpty {
      // Not to be opened: a tokenizer or a table that it reads is missing.
      try EraseError.naming(table.name) {
        _ = try db.makeStatement(sql: "SELECT 1 FROM main.\(quoted(table.name)) LIMIT 0")
      }
    }
  }

  private static func decide(
    _ table: VirtualTable, _ kept: KeptRows, storage: [String], rows: Int,
    content: (String) -> Content
  ) -> (steps: [Step], expected: Int?) {
    let name = "main.\(quoted(table.name))"
    func command(_ word: String) -> String {
      "INSERT INTO \(name)(\(quoted(table.name))) VALUES ('\(word)')"
    }
    let clearing =
      if case .text5 = table.kind { [command("delete-all")] } else {
        storage.map { "DELETE FROM main.\(quoted($0))" }
      }
    switch (table.kind, kept) {
    case (.text5(.external(let source)), _), (.text4(.external(let source)), _):
      // It is made of its content, and goes with it.
      switch content(source) {
      case .rows(.all): return ([], rows)
      case .rows(.some(let set)): return ([.run(command("rebuild"))], set.count)
      case .rows(.none), .missing: return (clearing.map(Step.run), 0)
      case .unknown: return ([.attempt(command("rebuild"), otherwise: clearing)], nil)
      }
    case (.window, _), (.foreign, _), (_, .all): return ([], rows)
    case (.text5(.none), _), (.text4(_), .none): return (clearing.map(Step.run), 0)
    case (.text5, .none), (.text5, .some), (.text4, .some):
      let set: KeptSet? = if case .some(let set) = kept { set } else { nil }
      let deletion = RowDeletion(table: table.name + "_content", kept: set)
      return ([.delete(deletion), .run(command("rebuild"))], set?.count ?? 0)
    case (.tree, _):
      let goes = kept.isNone ? "" : " WHERE NOT (\(kept.condition(name)))"
      return ([.run("DELETE FROM \(name)\(goes)")], kept.count(of: rows))
    }
  }

  func run(_ db: Database, check: () throws -> Void) throws {
    try EraseError.naming(table.name) {
      for step in steps {
        try check()
        switch step {
        case .run(let sql): try db.execute(sql: sql)
        case .delete(let deletion): try deletion.run(db) { _ in try check() }
        case .attempt(let sql, let others):
          do {
            try db.execute(sql: sql)
          } catch let error as DatabaseError where error.isOfStatement {
            for sql in others { try db.execute(sql: sql) }
          }
        }
      }
    }
  }

  /// - Throws: ``EraseError`` `.violated` where other rows are left than were to be.
  func checkRows(_ db: Database) throws {
    guard let expected, !steps.isEmpty, let counted = table.countedStorage else { return }
    let isThere = try Int.fetchOne(
      db,
      sql: "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE",
      arguments: [counted])
    guard isThere != nil else { return }
    let rows = try db.countRows(of: counted)
    guard rows == expected else {
      throw EraseError(
        .violated, "“\(table.name)” would be left with \(rows) rows instead of \(expected).",
        table: table.name, rows: rows)
    }
  }
}
