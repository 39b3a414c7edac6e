import BackupFiles
import BackupProtocol
import Concurrency
import Databases
import ForeignFiles
import JSONFormat

/// The result of a job, as one process tells it another.
package struct ForeignOutcome: Codable, Sendable {
  let result: ForeignResult
}

enum ForeignResult: Codable, Sendable {
  case identified(Identity)
  case written(Manifest, FileTotals)
  case manifest(Manifest)
  case opened(Opened)
  case compared(DatabaseComparison)
  /// The path of the image to install.
  case adapted(String)

  struct Identity: Codable, Sendable {
    let kind: ImportKind
    let choice: PackedChoice?
  }

  /// A backup that was made a database file.
  struct Opened: Codable, Sendable {
    let manifest: Manifest
    let overlay: OverlayReport?
    let report: CheckReport
    /// How long it took to unpack it.
    let milliseconds: Int

    var unpacked: UnpackedBackup {
      UnpackedBackup(manifest: manifest, overlay: overlay, milliseconds: milliseconds)
    }
  }

  /// - Throws: `internalError` for the outcome of another job.
  func get<Value>(_ value: (ForeignResult) -> Value?) throws -> Value {
    guard let value = value(self) else {
      throw ContractError(
        .internalError, "The process that handles the file returned the wrong kind of result.")
    }
    return value
  }
}

/// How far one phase of a job has come.
package struct ForeignProgress: Codable, Sendable {
  let phase: OperationPhase
  let completed: Int64
  let total: Int64
  let unit: Progress.Unit

  /// Whether this is the first or last report of a phase, which must not be left out.
  package func isMilestone(after last: ForeignProgress?) -> Bool {
    last?.phase != phase || completed >= total
  }
}
