import AccessControl
import BackupServer
import Testing

@testable import BackupService

@Suite("The rules of the use cases")
struct UseCaseTests {
  @Test("each method of the table has a rule by its own name, and the rest is the command line's")
  func methods() {
    let ours: Set<String> = [
      "dueRun", "latestBackup", "rebuildCatalog", "recordRefusal", "runDue", "sendTestMail",
      "verifyAuditLog",
    ]
    let methods = Set(UseCase.allCases.map(\.rawValue)).subtracting(ours)
    #expect(methods == Set(ServerParts.permissions.keys))
  }

  @Test("what needs only the permission to view never holds the lock nor passes the gate")
  func views() {
    for (method, permission) in ServerParts.permissions where permission == .view {
      let rule = UseCase(rawValue: method)?.rule
      #expect(rule?.isExclusive == false && rule?.isLong == false, "\(method)")
    }
  }
}
