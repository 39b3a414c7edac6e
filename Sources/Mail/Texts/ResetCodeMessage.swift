package import BackupProtocol

/// What the mail with a code says.
package struct ResetCodeMessage: Sendable {
  /// What people call the application.
  let product: String
  /// Nil for those who are only to know that somebody has one.
  package var code: String?
  let requestedBy: ActorSummary
  let requestedAt: Timestamp
  let expiresAt: Timestamp
  let tables: [ResetPreviewTable]
  let warnings: [String]
  /// Whether it was somebody with a shell on the server.
  let isFromTerminal: Bool

  package init(
    product: String, code: String?, requestedBy: ActorSummary, requestedAt: Timestamp,
    expiresAt: Timestamp, tables: [ResetPreviewTable], warnings: [String],
    isFromTerminal: Bool = false
  ) {
    self.product = product
    self.code = code
    self.requestedBy = requestedBy
    self.requestedAt = requestedAt
    self.expiresAt = expiresAt
    self.tables = tables
    self.warnings = warnings
    self.isFromTerminal = isFromTerminal
  }

  /// Pure: the same facts, the same mail.
  package var content: MessageContent {
    let deleted = tables.filter { $0.deleted > 0 }
    let rows = deleted.reduce(0) { $0 + $1.deleted }
    return MessageContent(
      subject: code == nil
        ? "\(product): somebody asked to delete all data" : "\(product): code to delete all data",
      introduction + [
        .facts([
          ("Good until", expiresAt.inWords), ("Asked for by", requestedBy.inWords),
          ("Asked for at", requestedAt.inWords),
        ]),
        .heading("If it was not you"),
        .paragraph(
          (code == nil
            ? "Nothing is deleted yet: that takes the code, which was mailed to somebody else."
            : "Do not pass the code on, and do not enter it: without it nothing is deleted.")
            + (isFromTerminal
              ? " It was asked for at a terminal of the server: find out who has access to it."
              : " Somebody is signed in to \(product) under the account that is named above. Change its"
                + " password, and tell whoever runs \(product).")),
        .heading("What would be deleted"),
        .paragraph(
          "\(rows.of("row")) in \(deleted.count.of("table")). A backup of everything is made"
            + " and tested first; restoring it brings the data back."),
        .table(
          columns: ["Table", "Deleted", "Kept"],
          rows: deleted.map { [$0.table, $0.deleted.grouped, $0.kept.grouped] }),
        .heading("What would be kept"),
        kept,
      ] + warnings.map { .paragraph($0) })
  }

  /// The same for those who did not get the code.
  package var withoutCode: ResetCodeMessage {
    var message = self
    message.code = nil
    return message
  }

  private var introduction: [MessageBlock] {
    guard let code else {
      return [
        .paragraph(
          "Somebody asked to delete all data of \(product), and a code that allows it was mailed.")
      ]
    }
    return [
      .paragraph("Somebody asked to delete all data of \(product). This code allows it:"),
      .code(code),
    ]
  }

  private var kept: MessageBlock {
    let whole = tables.filter { $0.deleted == 0 && $0.kept > 0 }
    if whole.isEmpty { return .paragraph("No table is kept whole.") }
    return .table(columns: ["Table", "Kept"], rows: whole.map { [$0.table, $0.kept.grouped] })
  }
}

extension ActorSummary {
  /// `user-1 (SUPER_ADMIN, “Ayesha Khan”)`: what people may call themselves is quoted, and short.
  var inWords: String {
    let shown = name.map { ", “\($0.prefix(60))”" } ?? ""
    return "\(id.prefix(80)) (\(role.prefix(40))\(shown))"
  }
}

extension Timestamp {
  /// `2026-11-23 03:05:18 UTC`
  var inWords: String {
    String(description.prefix(19).map { $0 == "T" ? " " : $0 }) + " UTC"
  }
}

extension Int {
  /// `1 row`, `1,204 rows`
  package func of(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }

  /// With a comma between groups of three digits.
  var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits[Swift.max(0, end - 3)..<end])
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}
