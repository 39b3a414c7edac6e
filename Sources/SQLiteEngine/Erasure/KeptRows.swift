/// Which rows of a table stay.
enum KeptRows {
  case none
  case all
  case some(KeptSet)

  /// SQL that is true for the rows that stay, of a table that goes by an alias.
  func condition(_ alias: String) -> String {
    switch self {
    case .none: "0"
    case .all: "1"
    case .some(let set): set.condition(alias)
    }
  }

  /// How many stay of so many.
  func count(of rows: Int) -> Int {
    switch self {
    case .none: 0
    case .all: rows
    case .some(let set): set.count
    }
  }

  var isAll: Bool { if case .all = self { true } else { false } }
  var isNone: Bool { if case .none = self { true } else { false } }
}

/// Rows of a table that stay, written down in a temporary table before anything is deleted: conditions
/// may look at other tables, and are to see them whole.
struct KeptSet {
  /// The temporary table, as SQL.
  let list: String
  let identity: RowIdentity
  let count: Int

  func condition(_ alias: String) -> String {
    switch identity {
    case .rowid(let name): "\(alias).\(name) IN (SELECT id FROM \(list))"
    case .key(let columns):
      // The plus takes the column's affinity away: the list has the values as they are stored.
      "EXISTS (SELECT 1 FROM \(list) AS kept WHERE "
        + columns.enumerated().map { "kept.k\($0.offset) IS +\(alias).\($0.element)" }
        .joined(separator: " AND ") + ")"
    case .none: "0"
    }
  }
}
