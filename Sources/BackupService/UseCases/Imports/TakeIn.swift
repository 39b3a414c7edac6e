import ArchiveFormat
import AuditLog
import BackupCatalog
import BackupFiles
import BackupProtocol
import Compression
import Concurrency
import Databases
import ForeignFiles
import Glibc
import JSONFormat
import ObjectStorage
import SQLFormat
import SQLiteImages
import SQLitePages
import StateFolder

extension BackupOperations {
  /// Finds out what a file is, and makes a backup of it.
  ///
  /// Whatever it is, it is made a database in scratch and checked there; the backup is then written
  /// by the formats themselves, so that nothing of a foreign file is kept but its data. A document
  /// without a schema is laid over a copy of the live database for its trial, and kept as rows.
  ///
  /// - Parameter member: which file of a ZIP or tar file to take, where the caller chose one.
  /// - Returns: the finished backup.
  func takeIn(
    _ file: ImportSource, member: String?, label: String?, by caller: Caller,
    control: OperationControl, _ note: ActivityNote
  ) throws -> Backup {
    let (source, kind) = try identify(file, member: member, control)
    let control = control.following(kind.phases)
    let catalog = try catalog()
    return try holdingLock(
      for: .importBackup, by: caller, catalog: catalog, control: control
    ) {
      let plan = BackupPlan(type: .import, format: kind.format, label: label)
      var announced = newBackup(plan, by: caller)
      announced.importedFrom = source.fileName
      note.add(.backup(announced.id))
      try catalog.save(announced)
      return try makeBackup(announced, plan, catalog: catalog, control: control) {
        entry, output, folder in
        let logs = source.logs.sorted { $0.key < $1.key }
        let task = ForeignJob.TakeIn(
          kind: kind, fileName: source.fileName, choice: source.choice, logs: logs.map(\.key),
          entry: entry, label: label, date: source.date(in: entry),
          target: kind.hasSchema ? nil : try importTarget(control))
        let (manifest, totals) = try perform(
          .takeIn(task), files: [source.reader] + logs.map(\.value), folder: folder,
          output: output, control: control
        ).get {
          if case .written(let manifest, let totals) = $0 { (manifest, totals) } else { nil }
        }
        guard manifest.id == entry.id else {
          throw ContractError(.internalError, "The file was taken in as another backup.")
        }
        return (manifest, totals)
      }
    }
  }

  /// Finds out what a file is. Only the first bytes of a plain file are looked at in this process.
  private func identify(
    _ file: ImportSource, member: String?, _ control: OperationControl
  ) throws -> (ImportSource, ImportKind) {
    if member == nil, let kind = try ImportKind(unparsed: file) { return (file, kind) }
    _ = try catalog()
    let found = try scratch.withFolder("identify-" + newID(at: now())) { folder in
      try perform(
        .identify(member: member), files: [file.reader], folder: folder.path, control: control
      ).get { if case .identified(let found) = $0 { found } else { nil } }
    }
    return (file.taking(found.choice), found.kind)
  }

  /// The live database, for rows that have no schema.
  private func importTarget(_ control: OperationControl) throws -> ForeignJob.Target {
    try requireTables(control)
    return ForeignJob.Target(
      tables: try rowAccess().tables(cancellation: control.cancellation),
      database: try engine.inspect(cancellation: control.cancellation),
      importTables: parts.importTables)
  }

  /// Makes a backup of a file: of rows as they are, of anything else by way of a database in the
  /// folder.
  func takeIn(
    _ source: ImportSource, _ task: ForeignJob.TakeIn, folder: String, output: any ObjectWriter,
    control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    var entry = task.entry
    entry.passedOver = source.passedOver
    if let target = task.target {
      return try rewrite(source, task, as: entry, for: target, to: output, control: control)
    }
    let image = folder + "/import.sqlite"
    let (manifest, passedOver) = try blamingFile {
      let made = try makeImage(
        source.watched(as: .extract, control), task.kind, at: image, control: control)
      try checkImport(image, made.0, control)
      return made
    }
    if let passedOver { entry.passedOver = (entry.passedOver ?? []) + passedOver }
    entry.label = task.label ?? manifest?.label.flatMap(Backup.acceptable)
    let plan = BackupPlan(type: entry.type, format: entry.format, label: task.label)
    defer { unlink(image) }
    return try write(
      image, manifest, as: entry, at: manifest?.createdAt ?? task.date, plan, to: output,
      control: control)
  }

  /// What SQLite says of a database in the file is not said of the live one.
  private func blamingFile<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as EngineError where error.isOfUnreadableDatabase {
      throw ArchiveError(
        .database,
        error.reason == .corrupt
          ? "The database in the file is damaged."
          : "The file is not an SQLite database, or it is encrypted.",
        expected: "a sound database")
    }
  }

  /// - Returns: the manifest of a file of ours, and what of a dump was passed over.
  private func makeImage(
    _ source: ImportSource, _ kind: ImportKind, at image: String, control: OperationControl
  ) throws -> (Manifest?, [PassedOver]?) {
    switch kind {
    case .archive:
      let manifest = try ArchiveReader(source.reader).extractImage(
        to: image, expectedSize: nil, freeBytes: freeBytes(), cancellation: control.cancellation)
      return (manifest, nil)
    case .sqlite:
      try copyDatabase(source, to: image, control: control)
      return (nil, nil)
    default:
      let content = try source.content()
      let limits = BuildLimits(imageBytes: freeBytes())
      let (manifest, passedOver) = try rowAccess().buildImage(
        at: image, limits: limits, cancellation: control.cancellation
      ) { builder in
        try replay(content, kind, into: builder, control: control)
      }
      return (try manifest.map { try Manifest(decoding: $0) }, passedOver)
    }
  }

  private func replay(
    _ content: any ByteSource, _ kind: ImportKind, into builder: ImageBuilder,
    control: OperationControl
  ) throws -> (manifest: [UInt8]?, [PassedOver]?) {
    if kind == .sql {
      let replayer = DumpReplayer(content, into: builder, cancellation: control.cancellation)
      try replayer.run()
      return (replayer.manifest, replayer.report)
    }
    let replayer = JSONReplayer(
      into: builder, cancellation: control.cancellation, source: { try content.read(into: $0) })
    try replayer.run()
    return (replayer.manifest, nil)
  }

  /// With the logs beside it, which have what is not in the file yet. The journal gets a name by which
  /// SQLite does not find it.
  private func copyDatabase(
    _ source: ImportSource, to image: String, control: OperationControl
  ) throws {
    let total =
      source.member?.size ?? source.reader.size + source.logs.values.reduce(0) { $0 + $1.size }
    let room = freeBytes()
    let logs = try source.logContent()
    let journal = image + ".rollback"
    let content: [(String, any ByteSource)] =
      [(image, try source.content())]
      + logs.map { ($0.key == "-journal" ? journal : image + $0.key, $0.value) }
    for (path, stream) in content {
      let output = try ImageFile(creating: path)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
      defer { buffer.deallocate() }
      var offset: Int64 = 0
      while case let count = try stream.read(into: buffer), count > 0 {
        try control.cancellation.check()
        guard max(total, offset + Int64(count)) < room else {
          throw EngineError(
            .diskFull, "There is not enough disk space for a copy of the database.",
            hint: "Free disk space.")
        }
        try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: offset)
        offset += Int64(count)
      }
    }
    try engine.settle(
      image: image, journal: logs["-journal"] == nil ? nil : journal, maximum: room,
      cancellation: control.cancellation)
  }

  private func checkImport(
    _ image: String, _ manifest: Manifest?, _ control: OperationControl
  ) throws {
    let report: CheckReport
    if let manifest {
      let unpacked = UnpackedBackup(manifest: manifest, overlay: nil, milliseconds: 0)
      report = try check(image, against: unpacked, depth: .full, phase: .check, control)
    } else {
      control.progress(.check, 0, of: 1, .steps)
      report = try engine.check(image: image, depth: .full, cancellation: control.cancellation)
      control.progress(.check, 1, of: 1, .steps)
    }
    if let fault = report.faults.first {
      throw ArchiveError(
        .database, "The database in the file is damaged: \(fault).", expected: "a sound database",
        found: fault)
    }
  }

  private func write(
    _ image: String, _ manifest: Manifest?, as entry: Backup, at date: Timestamp,
    _ plan: BackupPlan, to output: any ObjectWriter, control: OperationControl
  ) throws -> (Manifest, FileTotals) {
    guard plan.format == .archive else {
      return try writeRows(
        of: image, as: entry, at: date, source: manifest?.source,
        journalMode: manifest?.database.journalMode, to: output, control: control)
    }
    return try engine.withImage(image, cancellation: control.cancellation) { snapshot in
      try writeImage(
        of: snapshot, as: entry, at: date, plan, original: manifest, to: output,
        control: control)
    }
  }
}
