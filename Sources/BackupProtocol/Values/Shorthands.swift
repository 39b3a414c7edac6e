extension HealthWarning {
  /// A warning of the usual severity.
  package init(kind: String, message: String, hint: String? = nil) {
    self.init(kind: kind, severity: .warning, message: message, hint: hint)
  }
}

extension ResetPreviewTable {
  /// A table by its rows and how many of them stay.
  package init(table: String, rows: Int, kept: Int) {
    self.init(table: table, rows: rows, kept: kept, deleted: rows - kept)
  }
}
