import Databases
import GRDB
import SQLiteImages

/// Finds the references from rows that stay to rows that go, and what becomes of them.
struct ReferenceDecider {
  struct Clearing {
    let reference: ForeignReference
    let columns: [String]
    /// SQL for the rows, as `c`.
    let condition: String
    let rows: Int

    var sql: String {
      "UPDATE OR ABORT main.\(quoted(reference.child.name)) AS c SET "
        + columns.map { "\(quoted($0)) = NULL" }.joined(separator: ", ") + " WHERE \(condition)"
    }
  }

  let db: Database
  let schema: EraseSchema
  let kept: [SQLName: KeptRows]

  private(set) var clearings: [Clearing] = []
  /// How many references of rows that stay are broken before anything is deleted, by table.
  private(set) var broken: [(table: String, references: [ForeignReference], count: Int)] = []

  init(
    _ db: Database, _ schema: EraseSchema, _ kept: [SQLName: KeptRows], check: () throws -> Void
  ) throws {
    self.db = db
    self.schema = schema
    self.kept = kept
    let reader = ForeignReferenceReader(db, schema)
    for child in schema.tables {
      try check()
      guard rows(of: child).count(of: child.rows) > 0 else { continue }
      let references = try reader.references(of: child)
      guard !references.isEmpty else { continue }
      try EraseError.naming(child.name) {
        for reference in references { try decide(reference, among: references) }
        broken.append((child.name, references, try countBroken(references)))
      }
    }
  }

  private func rows(of table: ErasableTable) -> KeptRows { kept[SQLName(table.name)] ?? .none }

  private mutating func decide(
    _ reference: ForeignReference, among references: [ForeignReference]
  ) throws {
    guard case .key(let parent, _) = reference.target, !rows(of: parent).isAll,
      let condition = reference.isOrphaned(rows(of: reference.child), rows(of: parent))
    else { return }
    let child = reference.child.name
    let rows =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM main.\(quoted(child)) AS c WHERE \(condition)") ?? 0
    guard rows > 0 else { return }
    let columns = reference.columnsToClear(among: references)
    guard !columns.isEmpty else {
      let names = reference.columns.map { "“\($0)”" }.joined(separator: ", ")
      throw EraseError(
        .requiredReference,
        "\(rows) kept rows of “\(child)” refer by \(names) to rows of “\(parent.name)” that "
          + "would be deleted, and cannot be NULL there.",
        hint: "Keep these rows of “\(parent.name)” as well, or do not keep those of “\(child)”.",
        table: child, columns: reference.columns, rows: rows)
    }
    clearings.append(
      Clearing(reference: reference, columns: columns, condition: condition, rows: rows))
  }

  /// Rows that stay and refer to nothing, counted once for each reference.
  func countBroken(_ references: [ForeignReference]) throws -> Int {
    try references.reduce(0) { sum, reference in
      guard let condition = reference.isBroken(rows(of: reference.child)) else { return sum }
      let table = quoted(reference.child.name)
      return try sum
        + (Int.fetchOne(db, sql: "SELECT count(*) FROM main.\(table) AS c WHERE \(condition)") ?? 0)
    }
  }
}
