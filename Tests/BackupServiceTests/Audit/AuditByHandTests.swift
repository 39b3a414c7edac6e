import BackupProtocol
import Foundation
import TestSupport
import Testing

@testable import AuditLog
@testable import BackupService

@Suite("An audit log verified by hand")
struct AuditByHandTests {
  /// As `AuditLog.md` has it.
  private static let script = #"""
    sqlite3 -readonly ledger.sqlite \
      'SELECT previous || document FROM activity ORDER BY sequence' |
    while IFS= read -r entry; do printf '%s' "$entry" | sha256sum | cut -c 1-64; done > computed
    sqlite3 -readonly ledger.sqlite 'SELECT hash FROM activity ORDER BY sequence' > stored
    sqlite3 -readonly ledger.sqlite 'SELECT previous FROM activity ORDER BY sequence' > previous
    cmp computed stored
    { printf '%064d\n' 0; cat stored; } | sed '$d' | cmp - previous
    sqlite3 -readonly ledger.sqlite 'SELECT sequence || ":" || hash FROM activityHead'
    """#

  private func verify(_ audit: AuditFixture) throws -> String {
    try Tool.sh.run("-ec", Self.script, in: audit.fixture.backupFolder)
  }

  @Test(
    "sqlite3 and sha256sum find the same hashes and the same head, whatever is in the entries",
    .enabled(if: Tool.areInstalled(.sqlite3, .sha256sum, .sh)))
  func same() throws {
    let audit = try AuditFixture(entries: 20)
    for text in [
      "quotes ' \" ` $HOME $(true) \\", "back\\slashes \\n %s %d", "lines\nand\u{0}zeros\u{1B}",
      "  blanks  ", "پاکستان 🏪 é e\u{301}", "-n", "\u{2028}\u{85}\u{7F}",
    ] {
      try audit.operations.record(
        ActivityDraft(
          text, failedWith: ContractError(.busy, text),
          by: Caller(ActorSummary(id: text, role: text, name: text)), targets: [.backup(text)]))
    }
    let report = try audit.verify()
    let head = try #require(report.head)
    #expect(report.ok && report.entries == 27)
    #expect(try verify(audit) == "\(head.sequence):\(head.hash)\n")
    try audit.tamper("UPDATE activity SET document = replace(document, 'u2', 'u3')")
    #expect(throws: Tool.Failure.self) { try verify(audit) }
  }

  @Test("the page that documents the log shows what was tried here")
  func documented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "Sources/BackupServer/Documentation.docc/AuditLog.md"),
      encoding: .utf8)
    for line in Self.script.split(separator: "\n") { #expect(page.contains(line), "\(line)") }
  }
}
