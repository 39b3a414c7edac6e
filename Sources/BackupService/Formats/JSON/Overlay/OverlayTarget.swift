import DatabaseEngines

/// The tables of a live database that the rows of a document are laid over, all in one transaction.
protocol OverlayTarget {
  /// All tables, virtual ones and their storage among them.
  var tables: [OverlayTable] { get }

  /// Deletes all rows of a table.
  func clear(_ table: String) throws

  /// - Throws: ``BuildError`` where there is no such table or column.
  func inserter(into table: String, columns: [String]) throws -> any OverlayInserter
}

/// Inserts rows of some columns into one table.
protocol OverlayInserter: AnyObject {
  /// The value at a position of the row. Its bytes must stay valid until ``insert()``.
  subscript(index: Int) -> StoredValue { get set }

  /// - Throws: ``BuildError`` for a row that the table does not take.
  func insert() throws
}

/// A table as an overlay has to know it.
struct OverlayTable {
  let name: String
  let columns: [OverlayColumn]
  /// Whether a module keeps its rows.
  let isVirtual: Bool
  /// Whether it is the storage of a virtual table.
  let isShadow: Bool

  /// Whether its rows are the application's, and not SQLite's, a module's or a migration tool's.
  var isReplaceable: Bool {
    !isVirtual && !isShadow && !OverlayTable.staysAsItIs(name)
  }

  /// Whether a table of this name belongs to the database that it is in.
  static func staysAsItIs(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("sqlite_") || name == MigrationState.tableName.lowercased()
  }
}

/// A column as an overlay has to know it.
struct OverlayColumn {
  let name: String
  /// As the table's definition has it, with any size: `DECIMAL(10,2)`.
  let declaredType: String
  let isGenerated: Bool
  let isNullable: Bool
  /// How the column has its dates and times, if it has some.
  let dates: StoredDateForm
}

/// How a database without a type for dates and times keeps them.
enum StoredDateForm {
  /// Milliseconds since 1970 in UTC, as Prisma has them.
  case unixMilliseconds
  /// ISO 8601 in UTC with milliseconds.
  case isoText
  /// `YYYY-MM-DD HH:MM:SS` in UTC, as SQLite's own functions have it.
  case sqlText
}
