import BackupProtocol
import GRDB
import TestSupport

@testable import AuditLog
@testable import BackupService

/// An audit log, and ways to do to it what nobody should.
struct AuditFixture {
  let fixture: ServiceFixture
  let operations: BackupOperations
  var path: String { fixture.backupFolder + "/ledger.sqlite" }

  init(entries: Int = 0, clock: ManualClock = ManualClock()) throws {
    fixture = try ServiceFixture(clock: clock)
    operations = fixture.operations()
    for number in 0..<entries { try operations.record(Self.draft(number)) }
  }

  static func draft(_ number: Int) -> ActivityDraft {
    ActivityDraft(
      "action\(number % 3)", number % 2 == 0 ? .succeeded : .failed,
      by: Caller(ActorSummary(id: "u\(number % 4)", role: "ADMIN", name: "Zoë \(number)")),
      targets: [.backup("b\(number)")],
      failure: number % 2 == 0 ? nil : ContractError(.notFound, "There is no №\(number)."),
      durationMs: number)
  }

  /// Every entry, oldest first.
  func entries(_ params: ListActivity.Params = .init()) throws -> [Activity] {
    var params = params
    params.limit = 500
    params.order = .oldest
    var entries: [Activity] = []
    repeat {
      let page = try operations.listActivity(params)
      entries += page.activity
      params.cursor = page.nextCursor
    } while params.cursor != nil
    return entries
  }

  /// Runs statements on the ledger as somebody with the file in hand, no trigger in the way; the
  /// triggers are back afterwards.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    try queue.writeWithoutTransaction { db in
      let triggers = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
      try db.execute(sql: sql)
      // Where their table is gone they cannot come back.
      for trigger in triggers { try? db.execute(sql: trigger[1]) }
    }
  }

  /// The first column of a query on the ledger.
  func strings(_ sql: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in try String.fetchAll(db, sql: sql) }
  }

  func execute(_ sql: String) throws { try SampleDatabase.execute(sql, at: path) }

  /// The report of a process of its own.
  func verify(_ expected: AuditReport.Mark? = nil) throws -> AuditReport {
    try fixture.operations().verifyAuditLog(expecting: expected)
  }
}
