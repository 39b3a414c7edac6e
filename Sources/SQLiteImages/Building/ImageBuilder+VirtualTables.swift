import GRDB

/// A virtual table comes in one of two ways: with the rows of the tables that it keeps its data in, and
/// then its definition is put over them at the end; or by a statement that makes it, and is then filled
/// through itself. Many dumps begin with the second, and go on with the first.
extension ImageBuilder {
  /// One that a statement made.
  struct LiveVirtualTable {
    let definition: VirtualTableProbe.Definition
    /// The names of its own tables, in lower case.
    let storage: Set<String>
  }

  /// Notes a virtual table whose data come as the rows of its own tables.
  package func declareVirtualTable(_ name: String, sql: String) throws {
    guard declaredNames.insert(name.lowercased()).inserted else {
      throw BuildError(.invalid, "The virtual table “\(name)” is defined twice.")
    }
    virtualTables.append((name, sql))
  }

  /// Whether its data come as the rows of its own tables.
  ///
  /// - Parameter name: in lower case.
  package func isDeclared(virtualTable name: String) -> Bool { declaredNames.contains(name) }

  /// Makes a virtual table that is then filled through itself; where tables of its own are there
  /// already, it is put over them.
  package func createVirtualTable(sql: String) throws {
    try begin()
    try unshelveSchema()
    let definition = try probe.examine(sql)
    let name = definition.name.lowercased()
    let isThere = try definition.storage.contains { try hasObject("table", named: $0) }
    if isThere, liveVirtualTables[name] == nil {
      return try declareVirtualTable(definition.name, sql: definition.sql)
    }
    try guardian.run(.virtualTable) { try execute(sql) }
    liveVirtualTables[name] = LiveVirtualTable(
      definition: definition, storage: Set(definition.storage.map { $0.lowercased() }))
  }

  /// Makes way for rows of a table that a virtual table keeps its data in. They are all of its data, so
  /// that what it holds by now is given up.
  package func openStorage(_ table: String) throws {
    guard let name = owner(ofStorage: table), let live = liveVirtualTables.removeValue(forKey: name)
    else { return }
    try unshelveSchema()
    let definitions = try Row.fetchAll(
      db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"
    ).filter { live.storage.contains(($0[0] as String).lowercased()) }
    try own {
      try db.execute(sql: "DROP TABLE main.\(quoted(live.definition.name))")
      for definition in definitions { try db.execute(sql: definition[1]) }
    }
    reopenedStorage.formUnion(live.storage)
    try declareVirtualTable(live.definition.name, sql: live.definition.sql)
  }

  /// Makes way for a definition of such a table.
  package func releaseStorage(_ table: String) throws {
    try openStorage(table)
    if reopenedStorage.remove(table.lowercased()) != nil { try dropEmptyTable(table) }
  }

  /// Readies the builder for statements that are not about virtual tables, while some of those were
  /// filled: they write what they hold back at the next savepoint, which every statement may begin.
  func settleVirtualTables() throws {
    if liveVirtualTables.isEmpty { return }
    try own { try db.execute(sql: "SAVEPOINT settled; RELEASE settled") }
    writesShadowNames()
  }

  private func owner(ofStorage table: String) -> String? {
    if liveVirtualTables.isEmpty { return nil }
    let table = table.lowercased()
    return liveVirtualTables.first { $0.value.storage.contains(table) }?.key
  }

  var probe: VirtualTableProbe {
    VirtualTableProbe(limits: limits, cancellation: cancellation) { [db] name in
      try db.visibleColumns(of: name)
    }
  }
}

extension Database {
  /// The columns that `SELECT *` has of a table or a view; nil where there is none of this name.
  func visibleColumns(of name: String) throws -> [String]? {
    let columns = try String.fetchAll(
      self, sql: "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid",
      arguments: [name])
    return columns.isEmpty ? nil : columns
  }
}
