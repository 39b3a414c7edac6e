import BackupProtocol
import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import StateFolder

@Suite("Several processes on one database")
struct OperationLockTests {
  @Test("while one changes something, the others are told who does, and go on reading")
  func exclusion() async throws {
    let fixture = try ServiceFixture()
    let other = fixture.operations()
    let backup = try other.create()
    let token = try other.token(for: backup)
    let engine = FaultEngine(fixture.engine)
    let kinds = Mutex<[ErrorKind?]>([])
    engine.plan.onCall { call in
      guard call == "withSnapshot" else { return }
      let attempts: [() throws -> Void] = [
        { try other.create() },
        { _ = try other.deleteBackup(.init(id: backup.id), by: .colleague) },
        { _ = try RestoreRun.attempt(other, backup, token: token) },
        { _ = try other.rebuildCatalog(by: .colleague, control: OperationControl()) },
      ]
      for attempt in attempts {
        let failure = #expect(throws: ContractError.self) { try attempt() }
        kinds.withLock { $0.append(failure?.kind) }
        #expect(failure?.data.operation == "createBackup")
        #expect(failure?.data.holder == "Ayesha (process \(getpid()))")
        #expect(failure?.data.since != nil && failure?.data.hint != nil)
      }
      #expect(try other.listBackups(.init()).total == 2)
      #expect(try other.getBackup(.init(id: backup.id)).backup.status == .completed)
      _ = try other.previewRestore(.init(id: backup.id), by: .owner, control: OperationControl())
      #expect(
        try other.verifyBackup(.init(id: backup.id), by: .owner, control: OperationControl()).report
          .ok)
      _ = try other.updateBackup(.init(id: backup.id, label: .set("read on")), by: .owner)
      #expect(try other.getStatus().operation?.name == "createBackup")
    }
    try fixture.operations(engine: engine).create()
    #expect(kinds.withLock { $0 } == [.busy, .busy, .busy, .busy])
    #expect(try await other.getStatus().operation == nil)
    #expect(try other.create().status == .completed)
  }

  @Test("asking who holds the database never gets in the way of taking it")
  func probing() throws {
    let folder = try TemporaryFolder()
    let lock = OperationLock(path: folder["lock"])
    let operation = RunningOperation(
      name: "createBackup", since: Timestamp(millisecondsSince1970: 0), holder: "me")
    let isOver = Atomic(false)
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      while !isOver.load(ordering: .relaxed) {
        _ = lock.holder()
        _ = try? lock.withHoldIfFree {}
      }
    }
    for _ in 0..<2000 {
      try lock.withHold(of: operation) { _ in }
    }
    isOver.store(true, ordering: .relaxed)
    group.wait()
  }

  @Test("a holder that names itself is named at once; what it left behind is not")
  func naming() throws {
    let folder = try TemporaryFolder()
    let lock = OperationLock(path: folder["lock"])
    let operation = RunningOperation(
      name: "restoreBackup", since: Timestamp(millisecondsSince1970: 5), holder: "Ayesha")
    try lock.withHold(of: operation) { _ in
      #expect(lock.holder() == operation)
      let failure = #expect(throws: ContractError.self) {
        try lock.withHold(of: operation) { _ in }
      }
      #expect(failure?.kind == .busy && failure?.data.holder == "Ayesha")
    }
    #expect(lock.holder() == nil)
    let holder = try lock.withHoldIfFree { lock.holder() }
    #expect(holder == .some(nil))
  }

  @Test(
    "the lock of a process that was killed is free at once",
    .enabled(if: Tool.areInstalled(.flock)))
  func killed() throws {
    let fixture = try ServiceFixture()
    let operations = fixture.operations()
    try operations.create()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.flock.path ?? "")
    process.arguments = [
      "--no-fork", fixture.backupFolder + "/lock", "/bin/sh", "-c", "echo held; exec sleep 100000",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    #expect(output.fileHandleForReading.readData(ofLength: 5) == Data("held\n".utf8))
    let busy = #expect(throws: ContractError.self) { try operations.create() }
    #expect(busy?.kind == .busy)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try operations.create().status == .completed)
  }
}

extension RestoreRun {
  fileprivate static func attempt(
    _ operations: BackupOperations, _ backup: Backup, token: String
  ) throws -> RestoreOutcome {
    try RestoreRun(
      operations,
      RestoreRequest(
        useCase: .restoreBackup, backupID: backup.id, token: token, allowsSchemaChange: false,
        rollbackOf: nil, idempotencyKey: nil, parameters: EmptyObject()),
      caller: .colleague, control: OperationControl(), ActivityNote()
    ).run().value
  }
}
