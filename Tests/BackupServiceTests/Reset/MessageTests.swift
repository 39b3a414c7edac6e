import BackupProtocol
import Foundation
import Testing

@testable import BackupService
@testable import Mail

/// With `STRONGROOM_TEST_RECORD` in the environment the golden files are written anew first.
@Suite("A mail about a factory reset")
struct MessageTests {
  @Test("says the same for the same facts", arguments: Sample.all)
  func golden(sample: Sample) throws {
    for (suffix, text) in [("txt", sample.content.text), ("html", sample.content.html)] {
      let file = URL(filePath: "\(Self.folder)/\(sample.name).\(suffix)")
      if ProcessInfo.processInfo.environment["STRONGROOM_TEST_RECORD"] != nil {
        try Data(text.utf8).write(to: file)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(sample.name).\(suffix)")
    }
  }

  private static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden").path

  @Test("cannot be made to say anything in HTML, or to break its lines")
  func hostile() {
    let evil = "<script>alert(\"1\")</script>&'\r\nBcc: x@example.com\u{2028}\u{202E}"
    let content = ResetCodeMessage(
      product: evil, code: "12345678",
      requestedBy: ActorSummary(id: evil, role: evil, name: evil), requestedAt: Sample.time,
      expiresAt: Sample.time, tables: [ResetPreviewTable(table: evil, rows: 5, kept: 1)],
      warnings: [evil]
    ).content
    #expect(!content.html.contains("<script"))
    #expect(content.html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
    #expect(!content.subject.unicodeScalars.contains { $0.value < 32 })
    for text in [content.subject, content.text, content.html] {
      #expect(!text.unicodeScalars.contains { "\r\u{2028}\u{202E}".unicodeScalars.contains($0) })
    }
    #expect(!content.text.split(separator: "\n").contains { $0.hasPrefix("Bcc") })
  }

  @Test("groups the digits of large numbers")
  func numbers() {
    #expect(
      [0, 7, 999, 1000, 12345, 123_456_789, -4200].map(\.grouped) == [
        "0", "7", "999", "1,000", "12,345", "123,456,789", "-4,200",
      ])
  }

  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let content: MessageContent

    var testDescription: String { name }

    static let time = Timestamp("2026-03-01T09:30:00.000Z") ?? Timestamp(millisecondsSince1970: 0)

    static let all = [
      Sample(
        name: "reset-code",
        content: ResetCodeMessage(
          product: "LPG Nexus", code: "04213377",
          requestedBy: ActorSummary(id: "user-1", role: "SUPER_ADMIN", name: "Ayesha Khan"),
          requestedAt: time, expiresAt: time.adding(minutes: 10),
          tables: [
            ResetPreviewTable(table: "Bill", rows: 1_204_331, kept: 0),
            ResetPreviewTable(table: "SystemSettings", rows: 12, kept: 12),
            ResetPreviewTable(table: "User", rows: 9, kept: 1),
            ResetPreviewTable(table: "Draft", rows: 0, kept: 0),
          ], warnings: []
        ).content),
      Sample(
        name: "reset-notice",
        content: ResetCodeMessage(
          product: "LPG Nexus", code: nil,
          requestedBy: ActorSummary(id: "user-1", role: "SUPER_ADMIN", name: "Ayesha Khan"),
          requestedAt: time, expiresAt: time.adding(minutes: 10),
          tables: [ResetPreviewTable(table: "Bill", rows: 1, kept: 0)], warnings: []
        ).content),
      Sample(
        name: "reset-code-other-scripts",
        content: ResetCodeMessage(
          product: "گیس نیکسس", code: "123456",
          requestedBy: ActorSummary(id: "user-2", role: "SUPER_ADMIN", name: "عائشہ خان"),
          requestedAt: time, expiresAt: time.adding(minutes: 60),
          tables: [ResetPreviewTable(table: "Käufe & <Co>", rows: 3, kept: 0)],
          warnings: ["No row of User stays, so that nobody could sign in."]
        ).content),
      Sample(
        name: "reset-done",
        content: ResetDoneMessage(
          product: "LPG Nexus",
          reset: Reset(
            id: "01kjmz4xw0r9v2m3n4p5q6r7s8", createdAt: time, resetDate: time, status: .completed,
            database: "LPG Nexus",
            requestedBy: ActorSummary(id: "user-1", role: "SUPER_ADMIN", name: "Ayesha Khan"),
            deletedRows: 1_204_339, warnings: ["The room on the disk was not given back."]),
          safetyBackup: Backup(
            id: "01kjmz4xw0aaaaaaaaaaaaaaaa", fileName: "backup-2026-03-01-09-30-00.tar.zst",
            fileSize: 1, backupDate: time, isAutomatic: false, createdAt: time, type: .safety,
            status: .completed, format: .archive, database: "LPG Nexus", encrypted: false,
            pinned: true, locations: []),
          deleted: [
            DeletedRows(table: "Bill", rows: 1_204_331), DeletedRows(table: "User", rows: 8),
            DeletedRows(table: "Draft", rows: 0),
          ]
        ).content),
      Sample(
        name: "test", content: TestMessage(product: "LPG Nexus", sentAt: time).content),
    ]
  }
}
