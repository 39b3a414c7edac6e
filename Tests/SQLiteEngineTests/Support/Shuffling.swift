import DatabaseSamples

extension RawConnection {
  /// Changes some rows of any table, as far as its rules allow.
  func shuffle(_ random: inout Random) throws {
    let tables = try texts(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
      AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
      """)
    guard let name = tables.randomElement(using: &random) else { return }
    let columns = try texts(
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", [.text(Array(name.utf8))]
    ).map(Self.quoted)
    guard let column = columns.randomElement(using: &random) else { return }
    let table = Self.quoted(name)
    let some = "abs(random()) % \(1 + random.below(6)) = 0"
    let statement =
      switch random.below(5) {
      case 0: "DELETE FROM \(table) WHERE \(some)"
      case 1: "VACUUM"
      case 2: "UPDATE OR IGNORE \(table) SET \(column) = \(random.below(1000)) WHERE \(some)"
      case 3:
        "INSERT OR IGNORE INTO \(table)(\(columns.joined(separator: ", "))) "
          + "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(some)"
      default:
        "UPDATE OR IGNORE \(table) SET \(column) = (SELECT \(column) FROM \(table) LIMIT 1 "
          + "OFFSET \(random.below(9))) WHERE \(some)"
      }
    // A trigger or a check may refuse it.
    _ = try? execute(statement)
  }

  static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
