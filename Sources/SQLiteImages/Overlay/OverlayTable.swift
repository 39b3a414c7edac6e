import Databases

/// A table as an overlay has to know it.
package struct OverlayTable: Codable, Sendable {
  package let name: String
  package let columns: [OverlayColumn]
  /// Whether a module keeps its rows.
  package let isVirtual: Bool
  /// Whether it is the storage of a virtual table.
  let isStorage: Bool
  /// Whether SQLite takes it for such a storage by its name.
  let isShadowByName: Bool

  package init(
    name: String, columns: [OverlayColumn], isVirtual: Bool, isStorage: Bool,
    isShadowByName: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.isVirtual = isVirtual
    self.isStorage = isStorage
    self.isShadowByName = isShadowByName
  }

  /// Whether its rows are the application's, and not SQLite's, a module's or a migration tool's.
  package var isReplaceable: Bool {
    !isVirtual && !isStorage && !OverlayTable.staysAsItIs(name)
  }

  /// Whether a table of this name belongs to the database that it is in.
  package static func staysAsItIs(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("sqlite_") || name == MigrationState.tableName.lowercased()
  }
}

/// A column as an overlay has to know it.
package struct OverlayColumn: Codable, Sendable {
  package let name: String
  /// As the table's definition has it, with any size: `DECIMAL(10,2)`.
  package let declaredType: String
  package let isGenerated: Bool
  package let isNullable: Bool
  /// Whether it is the primary key, or a part of it.
  package let isKey: Bool
  /// Whether the table's definition checks that its values are JSON.
  package let isCheckedAsJSON: Bool

  package init(
    name: String, declaredType: String, isGenerated: Bool, isNullable: Bool, isKey: Bool,
    isCheckedAsJSON: Bool
  ) {
    self.name = name
    self.declaredType = declaredType
    self.isGenerated = isGenerated
    self.isNullable = isNullable
    self.isKey = isKey
    self.isCheckedAsJSON = isCheckedAsJSON
  }

  /// Whether it is declared to have dates.
  var hasDates: Bool { declares("DATE", "TIMESTAMP") }
  /// Whether it is declared to have whole numbers, which may be times.
  var mayCountTime: Bool { declares("INT") }
  /// Whether it is declared to have bytes.
  var hasBytes: Bool { declares("BLOB") }

  private func declares(_ parts: String...) -> Bool {
    let type = declaredType.uppercased()
    return parts.contains { type.contains($0) }
  }
}
