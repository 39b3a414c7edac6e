import BackupProtocol
import Concurrency
package import Databases
import ForeignFiles
import Glibc
package import Logging
package import ObjectStorage

extension BackupOperations {
  /// Hands a job to the workshop, or does it here where there is none.
  func perform(
    _ task: ForeignJob.Task, files: [any ObjectReader], folder: String, size: Int64 = 0,
    output: (any ObjectWriter)? = nil, control: OperationControl
  ) throws -> ForeignResult {
    let job = ForeignJob(
      task: task, folder: folder, databaseName: parts.databaseName,
      databasePath: parts.databasePath, version: parts.version,
      limits: parts.foreignLimits.scaled(to: files.reduce(size) { $0 + $1.size }),
      fileBytes: freeBytes())
    guard let workshop = parts.workshop else {
      return try work(on: job, files: files, output: output, control: control)
    }
    return try workshop.perform(job, files: files, output: output, control: control).result
  }

  func work(
    on job: ForeignJob, files: [any ObjectReader], output: (any ObjectWriter)?,
    control: OperationControl
  ) throws -> ForeignResult {
    func required<Value>(_ value: Value?) throws -> Value {
      guard let value else {
        throw ContractError(.internalError, "A job for a foreign file lacks a file.")
      }
      return value
    }
    switch job.task {
    case .identify(let member):
      let source = try ImportSource(fileName: "", reader: try required(files.first))
        .unpacked(member, cancellation: control.cancellation)
      return .identified(.init(kind: try ImportKind(source), choice: source.choice))
    case .takeIn(let task):
      let logs = Dictionary(zip(task.logs, files.dropFirst())) { first, _ in first }
      let source = ImportSource(
        fileName: task.fileName, reader: try required(files.first), logs: logs,
        choice: task.choice)
      let (manifest, totals) = try takeIn(
        source, task, folder: job.folder, output: try required(output), control: control)
      return .written(manifest, totals)
    case .readManifest(let fileName):
      return .manifest(
        try BackupFileReader(try required(files.first), BackupFormat(fileName: fileName))
          .readManifest())
    case .open(let task):
      return .opened(try open(try required(files.first), task, control: control))
    case .compare(let task):
      return .compared(
        try engine.compare(
          image: task.image, withCopy: task.live, cancellation: control.cancellation
        ) { control.progress(.compare, Int64($0), of: Int64($1), .tables) })
    case .adapt(let task):
      return .adapted(
        try engine.adapt(
          image: task.image, toPageSize: task.pageSize, cancellation: control.cancellation))
    case .write(let task):
      let (manifest, totals) = try write(
        task.image, as: task.entry, of: task.manifest, to: try required(output), control)
      return .written(manifest, totals)
    }
  }

  private func open(
    _ file: any ObjectReader, _ task: ForeignJob.Opening, control: OperationControl
  ) throws -> ForeignResult.Opened {
    let start = ContinuousClock.now
    let reader = BackupFileReader(file, BackupFormat(fileName: task.fileName))
    let unpacked = try unpack(
      reader, to: task.image, expecting: task.expecting, isLaidOver: task.isLaidOver, since: start,
      control: control)
    let report = try check(
      task.image, against: unpacked, depth: task.depth, phase: task.phase, control)
    return ForeignResult.Opened(
      manifest: unpacked.manifest, overlay: unpacked.overlay, report: report,
      milliseconds: unpacked.milliseconds)
  }
}

extension ForeignJob {
  /// Does the job in this process, which is to have nothing but the folder of the job and these files.
  ///
  /// - Parameter engine: of a database that is not there, with its own memory bounded, so that most of
  ///   what asks for too much fails with an error, and not by the end of the process.
  package func run(
    on engine: any DatabaseEngine, files: [any ObjectReader], output: (any ObjectWriter)?,
    log: Logger,
    progress: @escaping @Sendable (ForeignProgress) -> Void
  ) throws -> ForeignOutcome {
    // The database is named in the manifest, and not there for this process.
    var parts = BackupOperations.Parts(
      engine: engine, databasePath: databasePath,
      databaseName: databaseName, store: MemoryStore(), storageName: "", stateFolder: folder,
      version: version, log: log)
    parts.foreignLimits = limits
    do {
      return ForeignOutcome(
        result: try BackupOperations(parts).work(
          on: self, files: files, output: output, control: .relaying(to: progress)))
    } catch let error as EngineError where error.reason == .outOfMemory {
      throw memoryExceeded
    }
  }
}
