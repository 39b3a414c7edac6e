import Databases
import GRDB
import SQLiteImages

/// One deletion of all data, decided whole before anything is changed.
///
/// Use it inside of one transaction. To make one is to read: nothing is written but temporary tables.
final class Erasure {
  let plan: ErasePlan
  private let db: Database
  private let schema: EraseSchema
  private let kept: [SQLName: KeptRows]
  private let references: ReferenceDecider
  private let virtualErasures: [VirtualErasure]
  /// Called between steps; throws to give up.
  private let check: () throws -> Void

  init(_ db: Database, _ rules: EraseRules, check: @escaping () throws -> Void) throws {
    self.db = db
    self.check = check
    let schema = try EraseSchema(db, check: check)
    self.schema = schema
    var decider = KeptRowDecider(db, try KeepDecisions(rules, schema))
    var kept: [SQLName: KeptRows] = [:]
    for table in schema.tables {
      try check()
      kept[SQLName(table.name)] = try decider.decide(table)
    }
    for table in schema.virtualTables {
      try check()
      kept[SQLName(table.name)] = try decider.decide(table)
    }
    self.kept = kept
    let references = try ReferenceDecider(db, schema, kept, check: check)
    self.references = references
    let changed = Set(references.clearings.map { SQLName($0.reference.child.name) })
    virtualErasures = try schema.virtualTables.filter { $0.kind != .window }.map { table in
      try VirtualErasure(
        table, kept[SQLName(table.name)] ?? .none,
        content: { schema.content($0, kept, changed: changed) }, db)
    }
    let ordinary = schema.tables.map { table in
      TableErasure(
        name: table.name, rows: table.rows,
        kept: kept[SQLName(table.name)]?.count(of: table.rows) ?? 0)
    }
    plan = ErasePlan(
      tables: (ordinary + virtualErasures.map(\.summary)).sorted { $0.name < $1.name },
      clearedReferences: references.clearings.map {
        ClearedReference(table: $0.reference.child.name, columns: $0.columns, rows: $0.rows)
      }, schemaFingerprint: schema.fingerprint, warnings: decider.warnings)
    try proveStatements()
  }

  /// Lets SQLite prepare what depends on the rows that stay: functions and collations that only the
  /// application has keep it from changing an index.
  private func proveStatements() throws {
    for clearing in references.clearings {
      try EraseError.naming(clearing.reference.child.name) {
        _ = try db.makeStatement(sql: clearing.sql)
      }
    }
    for deletion in deletions {
      try EraseError.naming(deletion.table) { _ = try db.makeStatement(sql: deletion.sql) }
    }
  }

  private var deletions: [RowDeletion] {
    schema.tables.compactMap { table in
      switch kept[SQLName(table.name)] ?? .none {
      case .all: nil
      case .none: table.rows == 0 ? nil : RowDeletion(table: table.name, kept: nil)
      case .some(let set):
        set.count == table.rows ? nil : RowDeletion(table: table.name, kept: set)
      }
    }
  }

  /// Deletes, and proves what is left.
  func run(progress: (Int64, Int64) -> Void) throws {
    let total = plan.tables.reduce(0) { $0 + Int64($1.rows - $1.kept) }
    var done: Int64 = 0
    progress(0, total)
    for clearing in references.clearings {
      try check()
      try EraseError.naming(clearing.reference.child.name) { try db.execute(sql: clearing.sql) }
    }
    for deletion in deletions {
      try check()
      try EraseError.naming(deletion.table) {
        try deletion.run(db) { count in
          done += Int64(count)
          progress(done, total)
          try check()
        }
      }
    }
    // Indexes of what others hold come last.
    for erasure in virtualErasures.filter(\.isOwn) + virtualErasures.filter({ !$0.isOwn }) {
      try erasure.run(db, check: check)
      done += Int64(erasure.summary.rows - erasure.summary.kept)
      progress(done, total)
    }
    try Bookkeeping(db, schema, kept).update()
    try checkRows()
    try checkReferences()
    try checkStructure()
    try check()
  }

  /// Whether other row ids would part rows that stay from an index, which knows them by theirs.
  var dependsOnRowids: Bool {
    virtualErasures.contains(where: \.keepsRows)
      && schema.tables.contains { table in
        table.hasHiddenRowids && kept[SQLName(table.name)]?.count(of: table.rows) ?? 0 > 0
      }
  }

  private func checkRows() throws {
    for table in schema.tables {
      let kept = kept[SQLName(table.name)] ?? .none
      if kept.isAll { continue }
      try check()
      let (rows, expected) = (try db.countRows(of: table.name), kept.count(of: table.rows))
      guard rows == expected else {
        throw EraseError(
          .violated, "“\(table.name)” would be left with \(rows) rows instead of \(expected).",
          table: table.name, rows: rows)
      }
    }
    for erasure in virtualErasures { try erasure.checkRows(db) }
  }

  private func checkReferences() throws {
    for (table, references, before) in references.broken {
      try check()
      let after = max(
        try self.references.countBroken(references), try db.countBrokenReferences(of: table))
      guard after <= before else {
        throw EraseError(
          .violated, "\(after - before) rows of “\(table)” would refer to rows that do not exist.",
          hint: "Keep what they refer to as well.", table: table, rows: after - before)
      }
    }
  }

  private func checkStructure() throws {
    try check()
    let findings = try db.withStandInCollations { try db.structuralFindings() }
    if let finding = findings.first {
      throw EngineError(
        .corrupt, "The database is damaged: \(finding).",
        hint: "Restore a backup that is verified.")
    }
  }
}

extension EraseSchema {
  /// What stays of a table that a full-text index reads.
  ///
  /// - Parameter changed: tables that stay, yet not as they are.
  fileprivate func content(
    _ name: String, _ kept: [SQLName: KeptRows], changed: Set<SQLName>
  ) -> VirtualErasure.Content {
    let name = SQLName(name)
    if tables.contains(where: { SQLName($0.name) == name }) {
      let rows = kept[name] ?? .none
      return rows.isAll && changed.contains(name) ? .unknown : .rows(rows)
    }
    return kept[name] != nil || others[name] != nil ? .unknown : .missing
  }
}

extension Database {
  /// The damage that SQLite finds in the main database, indexes not compared with their rows.
  func structuralFindings() throws -> [String] {
    try StructureCheck(self).outcome.damage
  }
}
