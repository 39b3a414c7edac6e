import BackupProtocol
import Databases
import Glibc
import JSONFormat
import SQLiteImages

extension BackupOperations {
  /// What the restore of an image would change, as people see it.
  func compare(
    _ unpacked: UnpackedBackup, image: String, backup: Backup, with state: LiveState,
    control: OperationControl
  ) throws -> RestorePreview {
    let manifest = unpacked.manifest
    func space(_ plan: ReplacePlan? = nil) -> RestorePreview.Space {
      let isRows = plan?.method == .rows
      var balance = balance(
        of: self.space(
          for: backup, manifest, image: image, over: state,
          logBytes: isRows ? plan?.logBytes : nil))
      // The image is there at this moment, and is needed as well.
      let size = Int(fileSize(image))
      balance.needed += size
      balance.free = min(balance.free, .max - size) + size
      return balance
    }
    guard case .readable = state else {
      let space = space()
      var report = preview(
        of: backup, manifest, comparison: nil, space: space, warnings: warnings(over: state))
      report.plan = plan(over: state, space, image: fileSize(image))
      return report
    }
    do {
      let comparison = try compareWithLive(image, isForeign: backup.isForeign, control)
      let plan = Self.takesPages(backup, unpacked.overlay) ? nil : comparison.plan
      let space = space(plan)
      var report = preview(
        of: backup, manifest, comparison: comparison, space: space,
        warnings: Self.warnings(unpacked))
      report.keptTables = unpacked.overlay?.keptTables
      report.plan = self.plan(over: state, space, image: fileSize(image), plan)
      report.warnings += comparison.unreadableTables.map {
        "The rows of “\($0)” were not compared: \(engine.product.name) \(engine.product.version) does not "
          + "understand its definition."
      }
      return report
    } catch let error as EngineError where error.reason == .corrupt {
      let space = space()
      var report = preview(
        of: backup, manifest, comparison: nil, space: space,
        warnings: ["The live database is damaged. Its rows cannot be compared."])
      report.plan = plan(over: state, space, image: fileSize(image))
      return report
    }
  }

  /// Whether a restore only copies pages: what came from elsewhere is not read as a database here.
  static func takesPages(_ backup: Backup, _ overlay: OverlayReport?) -> Bool {
    backup.isForeign && overlay == nil
  }

  private func compareWithLive(
    _ image: String, isForeign: Bool, _ control: OperationControl
  ) throws -> DatabaseComparison {
    guard isForeign, parts.workshop != nil else {
      return try engine.compare(image: image, cancellation: control.cancellation) {
        control.progress(.compare, Int64($0), of: Int64($1), .tables)
      }
    }
    let live = image + ".live"
    defer { unlink(live) }
    let folder = parentFolder(of: image)
    try engine.withSnapshot(scratch: folder, cancellation: control.cancellation) {
      try $0.copy(to: live, cancellation: control.cancellation) { _ in }
    }
    return try perform(
      .compare(.init(image: image, live: live)), files: [], folder: folder,
      size: 2 * liveSize(), control: control
    ).get { if case .compared(let comparison) = $0 { comparison } else { nil } }
  }

  /// What a person should know of rows that are laid over the live database's tables.
  private static func warnings(_ unpacked: UnpackedBackup) -> [String] {
    guard let overlay = unpacked.overlay else { return [] }
    var warnings =
      unpacked.manifest.isPartial == true
      ? ["This backup has no schema: its rows replace those of the tables that it names."]
      : [
        "This export has another schema: its rows are laid over the database's tables. With"
          + " allowSchemaChange its own schema comes back instead."
      ]
    if !overlay.defaultedColumns.isEmpty {
      warnings.append(
        "These columns take their defaults: \(overlay.defaultedColumns.joined(separator: ", ")).")
    }
    for (counts, sentence) in [
      (overlay.jsonTexts, "Lists and objects are stored as JSON text"),
      (overlay.emptyDates, "Empty text for a date becomes NULL"),
      (
        overlay.datesAsTheyCame,
        "Dates are stored as the document has them, since the rows of the column show no form"
      ),
    ] where !counts.isEmpty {
      warnings.append("\(sentence): \(counts.map(\.description).joined(separator: ", ")).")
    }
    warnings.append(
      "Changes that the application makes to other tables while the restore is "
        + "prepared are kept in the safety backup only.")
    return warnings
  }

  private func preview(
    of backup: Backup, _ manifest: Manifest, comparison: DatabaseComparison?,
    space: RestorePreview.Space, warnings: [String]
  ) -> RestorePreview {
    let tables =
      comparison.map(RestorePreview.TableComparison.all)
      ?? manifest.tables.map {
        RestorePreview.TableComparison(
          name: $0.name, rowsInBackup: $0.rows, added: engine.exists ? nil : $0.rows,
          removed: engine.exists ? nil : 0, changed: engine.exists ? nil : 0, comparedBy: .count)
      }
    let differences = (comparison?.schemaDifferences ?? []).map(
      RestorePreview.SchemaDifference.init)
    var warnings = warnings
    if space.needed > space.free {
      warnings.append("There may not be enough disk space for this restore.")
    }
    if backup.verifiedAt == nil {
      warnings.append(
        backup.rebuiltAt == nil
          ? "This backup was never verified."
          : "It is not known whether this backup was verified: the catalog was rebuilt.")
    }
    return RestorePreview(
      backupId: backup.id, valid: true,
      target: RestorePreview.Target(exists: engine.exists, size: Int(liveSize())),
      schema: RestorePreview.SchemaComparison(
        same: differences.isEmpty, differences: differences,
        migrations: comparison?.migrations.map {
          RestorePreview.MigrationComparison(
            onlyInBackup: $0.onlyInImage, onlyInDatabase: $0.onlyInDatabase)
        }),
      tables: tables,
      totals: RestorePreview.Totals(
        summing: tables, isReadable: comparison != nil || !engine.exists), space: space,
      requiresSchemaChange: !differences.isEmpty, warnings: warnings)
  }
}

extension RestorePreview.TableComparison {
  /// Nothing is known of the rows of a table that one side cannot read.
  static func all(_ comparison: DatabaseComparison) -> [Self] {
    comparison.tables.map { table in
      var shown = Self(table)
      if comparison.unreadableTables.contains(table.name) {
        shown.added = nil
        shown.removed = nil
        shown.changed = nil
      }
      return shown
    }
  }

  init(_ table: Databases.TableComparison) {
    let now = table.rowsNow ?? 0
    let then = table.rowsInImage ?? 0
    self.init(
      name: table.name, rowsNow: table.rowsNow, rowsInBackup: table.rowsInImage,
      added: table.added ?? max(0, then - now), removed: table.removed ?? max(0, now - then),
      // Rows that only one side has are none of both.
      changed: table.rowsNow == nil || table.rowsInImage == nil ? 0 : table.changed,
      comparedBy: RestorePreview.RowMatching(rawValue: table.method.rawValue) ?? .count)
  }
}

extension RestorePreview.SchemaDifference {
  init(_ difference: Databases.SchemaDifference) {
    // The engine tells what the live database lacks, the contract what the backup lacks.
    let change =
      switch difference.change {
      case .missing: "extra"
      case .extra: "missing"
      case .changed: "changed"
      }
    self.init(
      kind: Kind(rawValue: change + difference.objectKind.capitalizedFirst) ?? .changedTable,
      name: difference.name, detail: difference.detail)
  }
}

extension RestorePreview.Totals {
  /// - Parameter isReadable: whether the rows that the database has now could be counted.
  init(summing tables: [RestorePreview.TableComparison], isReadable: Bool) {
    /// A sum with an unknown in it is unknown.
    func sum(_ count: (RestorePreview.TableComparison) -> Int?) -> Int? {
      tables.reduce(0 as Int?) { sum, table in
        count(table).flatMap { count in sum.map { $0 + count } }
      }
    }
    self.init(
      rowsNow: isReadable ? tables.reduce(0) { $0 + ($1.rowsNow ?? 0) } : nil,
      rowsInBackup: tables.reduce(0) { $0 + ($1.rowsInBackup ?? 0) }, added: sum(\.added),
      removed: sum(\.removed), changed: sum(\.changed))
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
