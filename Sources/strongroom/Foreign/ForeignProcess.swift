import BackupProtocol
import BackupService
import CLinuxExtras
import Concurrency
import Glibc
import ObjectStorage

/// Handles each foreign file in a process of its own, by a hidden command of this program.
///
/// The process gets the files as open descriptors, and has no network and no other programs. It has
/// limits that the kernel keeps, and is killed as soon as nobody waits for it.
struct ForeignProcess: ForeignWorkshop {
  func perform(
    _ job: ForeignJob, files: [any ObjectReader], output: (any ObjectWriter)?,
    control: OperationControl
  ) throws -> ForeignOutcome {
    let child = try ForeignChild(job, files: files)
    defer { child.end() }
    // Whatever it waits for, it does not wait for ever.
    let deadline = ContinuousClock.now + .seconds(60 + 10 * job.limits.seconds)
    var bytes: [UInt8] = []
    while true {
      try control.cancellation.check()
      guard ContinuousClock.now < deadline else { throw job.timeExceeded }
      switch try child.read(into: &bytes) {
      case .nothingYet: continue
      case .end:
        // A signal at the terminal or a shutdown may have come first.
        try control.cancellation.check()
        throw failure(of: job, child.wait())
      case .some: break
      }
      while let frame = try ForeignFrame(takenFrom: &bytes) {
        switch frame {
        case .bytes(let content): try content.withUnsafeBytes { try output?.write($0) }
        case .progress(let progress): control.tell(progress)
        case .outcome(let outcome): return outcome
        case .failure(let error): throw error
        }
      }
    }
  }

  /// Why a process ended without an answer.
  private func failure(of job: ForeignJob, _ end: ForeignChild.End) -> ContractError {
    if end.code == STRONGROOM_OUT_OF_MEMORY { return job.memoryExceeded }
    switch end.signal {
    case SIGXCPU: return job.timeExceeded
    case SIGKILL where end.processorSeconds >= job.limits.seconds: return job.timeExceeded
    case SIGKILL:
      return ContractError(
        .internalError, "The process that handles the file was killed.",
        hint: "Try again. If it happens again, look for the system's out-of-memory killer.")
    case .some(let signal):
      return ContractError(
        "The process that handles the file crashed: signal \(signal).",
        ErrorData(
          kind: .incompatible,
          hint: "Use another copy of the file. If you trust it, try a higher limits.importBytes.",
          reason: "crash"))
    case nil:
      return ContractError(
        .internalError, "The process that handles the file ended without an answer.",
        hint: "Try again.")
    }
  }
}
