import BackupCatalog
import BackupProtocol
import Concurrency
import Glibc
import StateFolder

extension BackupOperations {
  /// Runs a use case as its rule says.
  func run<Value: Sendable>(
    _ useCase: UseCase, _ body: () async throws -> Value
  ) async throws -> Value {
    let rule = useCase.rule
    guard rule.isLong else { return try await rule.executor.run(body) }
    return try await parts.gate.run { try await rule.executor.run(body) }
  }

  /// Runs a use case as its rule says, and then adds to the audit log how it ended.
  func run<Value: Sendable>(
    _ useCase: UseCase, by caller: Caller, _ body: (ActivityNote) async throws -> Value
  ) async throws -> Value {
    try await run(useCase) {
      try await recorded(useCase.rawValue, by: caller, body)
    }
  }

  /// Holds the lock for a use case that changes something. What an earlier process left is put right
  /// first.
  ///
  /// - Throws: `busy`, naming the holder.
  func holdingLock<Value>(
    for useCase: UseCase, by caller: Caller, catalog: Catalog, control: OperationControl? = nil,
    _ body: () throws -> Value
  ) throws -> Value {
    try holdingLock(for: useCase, by: caller) { hold in
      try settleRunning(in: catalog)
      removeLeftovers()
      prepared.removeExpired(now: now())
      prepared.makeSpace(for: liveSize()) { parts.freeBytes(parts.stateFolder) }
      control?.show(in: hold)
      return try body()
    }
  }

  /// Holds the lock, and nothing else.
  func holdingLock<Value>(
    for useCase: UseCase, by caller: Caller, _ body: (OperationLock.Hold) throws -> Value
  ) throws -> Value {
    precondition(useCase.rule.isExclusive, "\(useCase) must not hold the lock")
    let operation = RunningOperation(
      name: useCase.operationName, since: now(), holder: "\(caller.name) (process \(getpid()))")
    return try lock.withHold(of: operation, body)
  }
}
