import Concurrency
import Databases
import GRDB
import SampleShop
import Testing

@testable import SQLiteEngine

/// A database that is about to be emptied, and the engine for it.
struct Erasing {
  let folder: TemporaryFolder
  let path: String
  let engine: SQLiteDatabase

  init(_ sql: String, mode: String = "DELETE", busySeconds: Double = 30) throws {
    folder = try TemporaryFolder()
    path = folder.file("live.db")
    engine = SQLiteDatabase(path: path, busySeconds: busySeconds)
    let application = try Application(path, sql)
    try application.run("PRAGMA journal_mode = \(mode)")
    try application.close()
  }

  /// A shop of a few hundred kilobytes.
  init(shop seed: UInt64, mode: String) throws {
    folder = try TemporaryFolder()
    path = folder.file("live.db")
    engine = SQLiteDatabase(path: path)
    try ShopGenerator(path: path, targetBytes: 500_000, journalMode: .delete, seed: seed)
      .generate()
    try run("PRAGMA journal_mode = \(mode)")
  }

  func plan(_ rules: EraseRules) throws -> ErasePlan {
    try engine.planErasure(rules, cancellation: Cancellation())
  }

  /// Deletes, and expects the database to be whole and as planned.
  @discardableResult
  func erase(_ rules: EraseRules) throws -> EraseReport {
    let planned = try plan(rules)
    let report = try engine.erase(rules, cancellation: Cancellation()) { _, _ in
    } whileWritersWait: { _ in
    } beforeCommit: { plan, _ in
      #expect(plan == planned)
    }
    let findings = try texts("PRAGMA integrity_check")
    #expect(findings == ["ok"], "\(findings)")
    #expect(
      report.deleted
        == planned.tables.filter { $0.rows > $0.kept }
        .map { TableRows(name: $0.name, rows: $0.rows - $0.kept) })
    return report
  }

  func texts(_ sql: String) throws -> [String] {
    let application = try Application(path)
    defer { try? application.close() }
    return try application.queue.inDatabase { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { value in
          value.isNull ? "NULL" : String.fromDatabaseValue(value) ?? "\(value)"
        }.joined(separator: "|")
      }
    }
  }

  func run(_ sql: String) throws {
    let application = try Application(path)
    defer { try? application.close() }
    try application.run(sql)
  }
}

extension SQLiteDatabase {
  @discardableResult
  func erase(
    _ rules: EraseRules, cancellation: Cancellation = Cancellation(),
    whileWritersWait: () throws -> Void = {},
    beforeCommit: (ErasePlan, EraseMark) throws -> Void = { _, _ in }
  ) throws -> EraseReport {
    try erase(
      rules, cancellation: cancellation, progress: { _, _ in },
      whileWritersWait: { _ in try whileWritersWait() },
      beforeCommit: beforeCommit)
  }
}

extension EraseRules {
  /// Nothing stays but what is named.
  static func only(_ tables: [String] = [], rows: [String: String] = [:]) -> EraseRules {
    EraseRules(keepTables: tables, keepRows: rows, usualTables: [], usualRows: [:])
  }
}

/// The ``EraseError`` that `body` throws; nil where it throws another or none.
func eraseError(_ body: () throws -> Void) -> EraseError? {
  do {
    try body()
    return nil
  } catch {
    return error as? EraseError
  }
}

extension EraseRules {
  /// What the sample shop keeps: its settings, and those who can sign in.
  static let shop = EraseRules(
    usualTables: ["SystemSettings"] + migrationTables,
    usualRows: ["User": "role = 'SUPER_ADMIN'"])
}
