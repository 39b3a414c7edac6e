import BackupProtocol
import ObjectStorage
import TestSupport
import Testing

@testable import BackupCatalog
@testable import BackupService
@testable import StateFolder

@Suite("An entry of the history")
struct EntryTests {
  private let fixture: ServiceFixture
  private let operations: BackupOperations

  init() throws {
    fixture = try ServiceFixture()
    operations = fixture.operations()
  }

  @Test(
    "a label is kept as it came, and found whatever the case",
    arguments: [
      "plain", "quotes ' \" and \\", "100% _ done", "ÄÖÜ Ω", "日本語", "👩‍👩‍👧‍👦", "a\u{2028}b",
      "e\u{301}", "'; DROP TABLE backup; --", " ", String(repeating: "x", count: 200),
    ])
  func labels(label: String) throws {
    let backup = try operations.create(.init(label: label))
    try operations.create(.init(label: "another"))
    #expect(try operations.getBackup(.init(id: backup.id)).backup.label == label)
    let found = try fixture.operations().listBackups(.init(query: label.uppercased())).backups
    #expect(
      found.contains { $0.id == backup.id && $0.label.map { Array($0.utf8) } == Array(label.utf8) })
    let longer = label.count < 200 ? label + "!" : label
    let changed = try operations.updateBackup(
      .init(id: backup.id, label: .set(longer), pinned: true), by: .owner
    ).backup
    #expect(changed.pinned && changed.label?.hasPrefix(label) == true)
    #expect(
      try operations.updateBackup(.init(id: backup.id, label: .cleared), by: .owner).backup.label
        == nil)
    #expect(try operations.updateBackup(.init(id: backup.id), by: .owner).backup.pinned)
  }

  @Test(
    "a label that is no label changes nothing",
    arguments: [
      "\u{1}", "a\tb", "a\nb", "\u{1B}[2J", "\u{7F}", "\u{9B}2J", "a\u{202E}b", "\u{2066}a",
    ])
  func badLabel(label: String) throws {
    let backup = try operations.create(.init(label: "good"))
    let failure = #expect(throws: ContractError.self) {
      _ = try operations.updateBackup(.init(id: backup.id, label: .set(label)), by: .owner)
    }
    #expect(failure?.kind == .invalidParams && failure?.data.path == "params.label")
    #expect(try operations.getBackup(.init(id: backup.id)).backup.label == "good")
  }

  @Test("deleting frees what the file took, and leaves the others")
  func delete() throws {
    let kept = try operations.create()
    let gone = try operations.create()
    let result = try operations.deleteBackup(.init(id: gone.id, force: true), by: .owner)
    #expect(result.deleted && result.freedBytes == gone.fileSize && gone.fileSize > 0)
    #expect(fixture.archives == [kept.fileName])
    for again in [
      #expect(throws: ContractError.self) { _ = try operations.getBackup(.init(id: gone.id)) },
      #expect(throws: ContractError.self) {
        _ = try operations.deleteBackup(.init(id: gone.id), by: .owner)
      },
    ] {
      #expect(again?.kind == .notFound && again?.data.id == gone.id)
    }
    #expect(try operations.catalog().manifest(id: gone.id) == nil)
  }

  @Test("one that has no file any more can be deleted, and frees nothing")
  func deleteWithoutFile() throws {
    let backup = try operations.create()
    try fixture.store.delete(#require(ObjectKey(backup.fileName)))
    #expect(try operations.deleteBackup(.init(id: backup.id), by: .owner).freedBytes == 0)
    #expect(try operations.listBackups(.init()).total == 0)
  }

  @Test("a pinned one is not deleted until it is unpinned, whoever asks and however")
  func deletePinned() throws {
    let backup = try operations.create()
    try operations.create()
    _ = try operations.updateBackup(.init(id: backup.id, pinned: true), by: .owner)
    for force in [nil, true] {
      let failure = serviceFailure {
        _ = try operations.deleteBackup(.init(id: backup.id, force: force), by: .owner)
      }
      #expect(failure?.kind == .confirmationInvalid && failure?.data.reason == "pinned")
      #expect(failure?.data.hint != nil)
    }
    _ = try operations.updateBackup(.init(id: backup.id, pinned: false), by: .colleague)
    #expect(try operations.deleteBackup(.init(id: backup.id), by: .colleague).deleted)
  }

  @Test("a running one cannot be deleted, but by its own end")
  func deleteRunning() throws {
    let engine = FaultEngine(fixture.engine)
    engine.plan.onCall { [operations] call in
      guard call == "withSnapshot" else { return }
      let running = try #require(try operations.listBackups(.init(status: .running)).backups.first)
      let failure = #expect(throws: ContractError.self) {
        _ = try operations.deleteBackup(.init(id: running.id), by: .owner)
      }
      #expect(failure?.kind == .busy)
    }
    let backup = try fixture.operations(engine: engine).create()
    #expect(try operations.getBackup(.init(id: backup.id)).backup.status == .completed)
  }

  @Test(
    "a deletion that fails half way has left all of it, or is finished by the next one who looks")
  func deleteFails() throws {
    let kept = try operations.create()
    for moment in FaultPlan.Moment.allCases {
      let backup = try operations.create()
      for position in 1... {
        let store = FaultStore(fixture.store)
        let failing = fixture.operations(store: store)
        _ = try failing.listBackups(.init())
        store.plan.fail(position, moment)
        let outcome = Result {
          try failing.deleteBackup(.init(id: backup.id, force: true), by: .owner)
        }
        if !store.plan.hasFailed {
          #expect(try outcome.get().deleted)
          break
        }
        #expect(throws: (any Error).self) { try outcome.get() }
        let hasFile = fixture.archives.contains(backup.fileName)
        let ids = try operations.listBackups(.init()).backups.map(\.id)
        #expect(ids.contains(backup.id) == hasFile, "call \(position), \(moment)")
        if !hasFile { break }
      }
      #expect(try operations.listBackups(.init()).backups == [kept])
      #expect(fixture.archives == [kept.fileName])
    }
  }

  @Test(
    "an id that could be none is looked up in vain", arguments: ["", "x", "../catalog.sqlite", "'"])
  func unknown(id: String) throws {
    for failure in [
      #expect(throws: ContractError.self) { _ = try operations.getBackup(.init(id: id)) },
      #expect(throws: ContractError.self) {
        _ = try operations.updateBackup(.init(id: id), by: .owner)
      },
      #expect(throws: ContractError.self) {
        _ = try operations.deleteBackup(.init(id: id), by: .owner)
      },
      #expect(throws: ContractError.self) {
        _ = try operations.verifyBackup(.init(id: id), by: .owner, control: OperationControl())
      },
    ] {
      #expect(failure?.kind == .notFound && failure?.data.id == id)
    }
  }

  @Test("ids sort by time, whatever the random bits")
  func ids() {
    var ids: [String] = []
    for (step, random) in [UInt64.max, 0, 1, .max, 7].enumerated() {
      ids.append(EntryID.make(milliseconds: 1_700_000_000_000 + Int64(step)) { random })
    }
    #expect(ids == ids.sorted() && ids.allSatisfy(EntryID.isValid))
    #expect(!EntryID.isValid("") && !EntryID.isValid(String(repeating: "U", count: 26)))
  }
}
