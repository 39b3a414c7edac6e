extension ImageBuilder {
  /// A table that has been made, as its definition says; nil where there is none of this name, and
  /// for a virtual table or a view.
  package func table(named name: String) throws -> StoredTable? {
    guard db.hasTable(name), !guardian.virtualTables.contains(SQLName(name)) else { return nil }
    return StoredTable(name, try TableFacts(name, db, mayDescend: mayDescend))
  }
}
