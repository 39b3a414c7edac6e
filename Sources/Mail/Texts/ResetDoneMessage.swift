package import BackupProtocol

/// What the mail after a factory reset says.
package struct ResetDoneMessage: Sendable {
  let product: String
  let reset: Reset
  let safetyBackup: Backup
  let deleted: [DeletedRows]

  package init(product: String, reset: Reset, safetyBackup: Backup, deleted: [DeletedRows]) {
    self.product = product
    self.reset = reset
    self.safetyBackup = safetyBackup
    self.deleted = deleted
  }

  /// Pure: the same facts, the same mail.
  package var content: MessageContent {
    let rows = deleted.reduce(0) { $0 + $1.rows }
    let tables = deleted.filter { $0.rows > 0 }
    return MessageContent(
      subject: "\(product): all data was deleted",
      [
        .paragraph("All data of \(product) was deleted except what is configured to be kept."),
        .facts([
          ("Deleted at", reset.resetDate.inWords),
          ("By", reset.requestedBy?.inWords ?? "the service itself"),
          ("Rows", "\(rows.grouped) in \(tables.count.of("table"))"),
          ("Reset", reset.id),
        ]),
        .heading("How to bring it back"),
        .paragraph(
          "On the backup page of \(product), restore the safety backup that was made and tested just"
            + " before. It is pinned, and is kept until somebody unpins and deletes it. If nobody agreed to this,"
            + " restore it now, and find out whose account was used."),
        .facts([("Backup", safetyBackup.id), ("File", safetyBackup.fileName)]),
        .heading("What was deleted"),
        .table(columns: ["Table", "Rows"], rows: tables.map { [$0.table, $0.rows.grouped] }),
      ] + reset.warnings.map { .paragraph($0) })
  }
}
