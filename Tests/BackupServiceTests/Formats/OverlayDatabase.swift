import DatabaseEngines
import Foundation
import GRDB

@testable import BackupService

/// A database file as the target of an overlay, in one transaction of plain statements.
final class OverlayDatabase: OverlayTarget {
  let tables: [OverlayTable]
  private let db: Database

  private init(_ db: Database, dates: StoredDateForm) throws {
    self.db = db
    tables = try Row.fetchAll(
      db, sql: "SELECT name, type FROM pragma_table_list WHERE schema = 'main'"
    ).map { table in
      let columns = try Row.fetchAll(
        db, sql: "SELECT name, type, hidden, \"notnull\" FROM pragma_table_xinfo(?)",
        arguments: [table[0] as String])
      return OverlayTable(
        name: table[0],
        columns: columns.map {
          OverlayColumn(
            name: $0[0], declaredType: $0[1], isGenerated: $0[2] != 0, isNullable: $0[3] == 0,
            dates: dates)
        }, isVirtual: table[1] == "virtual", isShadow: table[1] == "shadow")
    }
  }

  /// Commits what `body` does, or rolls it back.
  static func change<Result>(
    _ path: String, dates: StoredDateForm = .unixMilliseconds,
    _ body: (OverlayDatabase) throws -> Result
  ) throws -> Result {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    return try queue.writeWithoutTransaction { db in
      var result: Result?
      try db.inTransaction {
        result = try body(OverlayDatabase(db, dates: dates))
        guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
          throw BuildError(.invalid, "A row refers to one that is not there.")
        }
        return .commit
      }
      guard let result else { throw BuildError(.invalid, "Nothing was done.") }
      return result
    }
  }

  func clear(_ table: String) throws { try db.execute(sql: "DELETE FROM \(identifier(table))") }

  func inserter(into table: String, columns: [String]) throws -> any OverlayInserter {
    try Inserter(db, table, columns)
  }

  private final class Inserter: OverlayInserter {
    private let statement: Statement
    private var values: [DatabaseValue]

    init(_ db: Database, _ table: String, _ columns: [String]) throws {
      let names = columns.map(identifier).joined(separator: ",")
      let places = columns.map { _ in "?" }.joined(separator: ",")
      statement = try db.makeStatement(
        sql: "INSERT INTO \(identifier(table))(\(names)) VALUES(\(places))")
      values = columns.map { _ in .null }
    }

    subscript(index: Int) -> DatabaseEngines.StoredValue {
      get { .null }
      set {
        switch newValue {
        case .null: values[index] = .null
        case .integer(let number): values[index] = number.databaseValue
        case .real(let number): values[index] = number.databaseValue
        case .text(let bytes), .malformedText(let bytes):
          values[index] = String(decoding: bytes, as: UTF8.self).databaseValue
        case .blob(let bytes): values[index] = Data(bytes).databaseValue
        }
      }
    }

    func insert() throws {
      do {
        try statement.execute(arguments: StatementArguments(values))
      } catch let error as DatabaseError {
        throw BuildError(.invalid, "SQLite refuses it: \(error.message ?? "").")
      }
    }
  }
}
