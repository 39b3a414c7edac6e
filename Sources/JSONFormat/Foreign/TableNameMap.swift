package import SQLiteImages

/// Finds the table that a list of an application's own document belongs to.
package struct TableNameMap {
  private let configured: [String: String]
  private let tables: [OverlayTable]
  private let byName: NameIndex
  private let bySingular: NameIndex

  /// - Parameters:
  ///   - configured: what the setting `importTables` says, before which nothing else counts.
  ///   - tables: those of the database. Only the application's own are ever found.
  package init(configured: [String: String], tables: [OverlayTable]) {
    self.configured = configured
    self.tables = tables.filter(\.isReplaceable)
    byName = NameIndex(self.tables.map(\.name))
    bySingular = NameIndex(self.tables.map(\.name), words: Self.singular)
  }

  /// By the setting, the name itself in any case, its singular in Pascal case,
  /// and the words of its singular, however they are joined, in this order; nil where none of them
  /// is a table, or the words are those of two.
  package func table(for list: String) -> OverlayTable? {
    if let name = configured[list] { return exactly(name) }
    let singular = Self.singular(list)
    let position =
      [list, singular].lazy.compactMap {
        byName.position(ofName: $0)
      }.first ?? byName.position(ofWords: list) ?? bySingular.position(ofWords: singular)
    return position.map { tables[$0] }
  }

  private func exactly(_ name: String) -> OverlayTable? {
    byName.position(ofName: name).map { tables[$0] }
  }

  /// `bank_entries` becomes `BankEntry`, `dailyNotes` becomes `DailyNote`.
  static func singular(_ name: String) -> String {
    let pascal = name.split(whereSeparator: { $0 == "_" || $0 == "-" || $0 == " " }).map {
      $0.prefix(1).uppercased() + $0.dropFirst()
    }.joined()
    for (end, replacement) in [
      ("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ss", "ss"),
      ("s", ""),
    ] where pascal.hasSuffix(end) && pascal.count > end.count {
      return pascal.dropLast(end.count) + replacement
    }
    return pascal
  }
}
