import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Databases
import Mail
import ObjectStorage
import SQLiteImages

extension ContractError {
  /// The contract's view of any failure of the parts. What none of them knows is internal.
  package init(_ error: any Error) {
    switch error {
    case let error as ContractError: self = error
    case is CancellationError: self.init(.cancelled, "The operation was cancelled.")
    case let error as WorkGate.Full: self.init(error)
    case let error as EngineError: self.init(error)
    case let error as StorageError: self.init(error)
    case let error as ArchiveError: self.init(error)
    case let error as CompressionError: self.init(ArchiveError(error))
    case let error as DumpError: self.init(error)
    case let error as BuildError: self.init(DumpError(error, line: nil))
    case let error as EraseError: self.init(error)
    case let error as MailError: self.init(error)
    default: self.init(.internalError, "An unexpected error occurred. Details are in the log.")
    }
  }

  /// The contract's view of a failure to change the live database. A lock that is not let go is the
  /// application's.
  ///
  /// - Parameter isHeld: whether writers waited for us already.
  init(changing error: any Error, isHeld: Bool) {
    self.init(error)
    guard let error = error as? EngineError, error.reason == .locked else { return }
    self = ContractError(
      isHeld ? error.message : "The application held its lock on the database for too long.",
      ErrorData(
        kind: .busy,
        hint: isHeld ? error.hint : "Try again when its long transaction has ended.",
        reason: error.reason.rawValue))
  }

  private init(_ error: WorkGate.Full) {
    self.init(
      "Too many operations are in progress: \(error.running) run, and \(error.waiting) wait.",
      ErrorData(
        kind: .serverOverloaded, hint: "Try again when one of them has finished.",
        limit: error.waiting))
  }

  private init(_ error: EngineError) {
    let kind: ErrorKind =
      switch error.reason {
      case .diskFull: .storageFull
      case .incompatible: .incompatible
      case .sharedTransaction: .incompatible
      case .unsupported, .missing, .notADatabase, .corrupt, .locked, .readOnly, .moved,
        .unsafeFile, .inputOutput, .outOfMemory:
        .databaseUnavailable
      }
    self.init(
      error.message, ErrorData(kind: kind, hint: error.hint, reason: error.reason.rawValue))
  }

  private init(_ error: StorageError) {
    let kind: ErrorKind =
      switch error.reason {
      case .full: .storageFull
      case .notFound: .backupCorrupt
      case .unavailable, .readOnly, .exists: .storageUnavailable
      }
    self.init(
      error.message,
      ErrorData(
        kind: kind, hint: error.hint, reason: error.reason.rawValue,
        part: error.reason == .notFound ? "file" : nil))
  }

  private init(_ error: ArchiveError) {
    let isVersion = error.part == .version
    self.init(
      error.message,
      ErrorData(
        kind: isVersion ? .incompatible : .backupCorrupt,
        hint: isVersion
          ? "Update Strongroom, then try again."
          : "Use another backup, or another copy of this one.",
        expected: error.expected, found: error.found, part: error.part.rawValue))
  }

  private init(_ error: DumpError) {
    let isDamage = error.reason == .invalid
    self.init(
      error.description,
      ErrorData(
        kind: isDamage ? .backupCorrupt : .incompatible,
        hint: error.hint
          ?? (isDamage
            ? "Use another copy of the file, or another backup."
            : "Remove what is refused, or use a backup of the format archive."),
        path: error.path, reason: error.reason.rawValue, part: "content", line: error.line,
        setting: error.setting))
  }

  private init(_ error: MailError) {
    self.init(
      error.message,
      ErrorData(
        kind: .mailUnavailable, hint: error.hint, reason: error.reason.rawValue,
        serverReply: error.serverReply))
  }

  private init(_ error: EraseError) {
    self.init(
      error.message,
      ErrorData(
        kind: .notConfigured, hint: error.hint, found: error.rows.map { "\($0) rows" },
        reason: error.reason.rawValue, columns: error.columns.isEmpty ? nil : error.columns,
        setting: error.isOfCondition
          ? "reset.keepRows" + (error.table.map { "." + $0 } ?? "") : "reset.keepTables",
        table: error.table))
  }
}
