import Concurrency
import Databases
import GRDB
import SQLiteImages
import SQLitePages

/// Makes a live database what an image is, by writing the rows that differ.
///
/// The schema stays as it is, so that the application's prepared statements do too. Storage of virtual
/// tables is written as the ordinary tables that it is.
struct RowRestore {
  /// What has to be written, found while the database was held still.
  struct Plan {
    var transfers: [(shape: TableShape, ranges: RowRanges)] = []
    var rewrites: [String] = []
    /// The tables that are brought along; nil for all.
    let only: Set<SQLName>?
    let applicationID: Int
    let userVersion: Int
    /// Whether the live database has others, and is to have these.
    let hasOtherSettings: Bool
  }

  let live: Database
  let image: Database
  let cancellation: Cancellation

  private func transfers(_ plan: Plan, _ progress: RowProgress? = nil) -> [TableTransfer] {
    let all = plan.transfers.map {
      TableTransfer(
        $0.shape, $0.ranges, live: live, image: image, progress: progress,
        cancellation: cancellation)
    }
    // Rows that are inserted elsewhere change `sqlite_sequence`, so that it comes last.
    let isSequence = { (table: TableTransfer) in
      SQLName(table.shape.name) == SQLName(InternalTable.sequences)
    }
    return all.filter { !isSequence($0) } + all.filter(isSequence)
  }

  /// What tells later whether the transaction was committed. Changes nothing.
  ///
  /// - Throws: ``RowsUnsuitable`` where no row would tell.
  func witnesses(of plan: Plan) throws -> WitnessList {
    var list = WitnessList()
    for transfer in transfers(plan) { try transfer.addWitnesses(to: &list) }
    guard !list.rows.isEmpty || plan.rewrites.isEmpty && !plan.hasOtherSettings else {
      throw RowsUnsuitable("no row can show afterwards whether the restore was committed")
    }
    return list
  }

  /// Writes all rows and looks at each of them again. Everything is undone where that cannot be done.
  ///
  /// - Precondition: `live` is in a write transaction, on the very state that the plan was made for. Its
  ///   triggers are off, and it does not know collations that SQLite does not have.
  /// - Parameter progress: called with the number of rows that were read so far, and of all, about.
  /// - Throws: ``RowsUnsuitable`` where the rows cannot be written one by one.
  func run(_ plan: Plan, progress: @escaping (Int64, Int64) -> Void) throws {
    let progress = RowProgress(of: try plan.expectedRows(image), progress)
    try live.execute(sql: "PRAGMA ignore_check_constraints = ON; SAVEPOINT strongroom_rows")
    defer { try? live.execute(sql: "PRAGMA ignore_check_constraints = OFF") }
    do {
      try write(plan, progress)
      try live.execute(sql: "RELEASE strongroom_rows")
    } catch {
      // An interrupted statement, or a full disk, has undone the whole transaction.
      if live.isInsideTransaction {
        try? live.execute(sql: "ROLLBACK TO strongroom_rows; RELEASE strongroom_rows")
      }
      throw error
    }
  }

  private func write(_ plan: Plan, _ progress: RowProgress) throws {
    let encoding = try String.fetchOne(live, sql: "PRAGMA encoding").flatMap(TextEncoding.init)
    let rewrites = try plan.rewrites.map {
      try TableRewrite(
        $0, encoding: encoding ?? .utf8, live: live, image: image, progress: progress,
        cancellation: cancellation)
    }
    for rewrite in rewrites {
      try explaining(rewrite.name) { try rewrite.run() }
    }
    let transfers = transfers(plan, progress)
    for transfer in transfers {
      try explaining(transfer.shape.name) { try transfer.run() }
    }
    if plan.hasOtherSettings {
      try live.execute(
        sql: """
          PRAGMA application_id = \(plan.applicationID); PRAGMA user_version = \(plan.userVersion)
          """)
    }
    for transfer in transfers {
      try explaining(transfer.shape.name) { try transfer.verify() }
    }
    for rewrite in rewrites { try explaining(rewrite.name) { try rewrite.verify() } }
    if encoding != .utf8 {
      try checkIndexes(of: transfers.map(\.shape.name) + rewrites.map(\.name))
    }
    if let only = plan.only { try checkReferences(of: only) }
    progress.finish()
  }

  /// In UTF-16 SQLite reads a blob with an odd number of bytes as text with one byte more, whichever comes
  /// next in memory: an index of an expression may have got another entry than the row gives later.
  private func checkIndexes(of tables: [String]) throws {
    for table in tables {
      let hasExpression = try Bool.fetchOne(
        live,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM pragma_index_list(?, 'main') AS list WHERE list.partial OR EXISTS (
              SELECT 1 FROM pragma_index_xinfo(list.name, 'main') AS part WHERE part.cid = -2))
          """, arguments: [table])
      guard hasExpression == true else { continue }
      let found = try String.fetchOne(
        live, sql: "PRAGMA main.integrity_check(\(quoted(table)))")
      guard found == "ok" else {
        throw RowsUnsuitable(
          "an index of the table “\(table)” does not match the rows that are written")
      }
    }
  }

  /// Other tables may have rows by now that refer to rows which the image does not have.
  private func checkReferences(of only: Set<SQLName>) throws {
    let references = try Row.fetchAll(
      live,
      sql: """
        SELECT DISTINCT child.name, parent."table" FROM main.sqlite_schema AS child,
          pragma_foreign_key_list(child.name) AS parent
        WHERE child.type = 'table' AND child.rootpage > 0
        """)
    let concerned = Set(
      references.filter { only.contains(SQLName($0[0])) || only.contains(SQLName($0[1])) }
        .map { $0[0] as String })
    for table in concerned.sorted() {
      let counts = try (
        live.countBrokenReferences(of: table), image.countBrokenReferences(of: table)
      )
      guard counts.0 <= counts.1 else {
        throw RowsUnsuitable(
          "rows of the table “\(table)” would refer to rows that the backup does not have")
      }
    }
  }

  private func explaining(_ table: String, _ body: () throws -> Void) throws {
    do { try body() } catch {
      throw RowsUnsuitable(error, table: table) ?? error
    }
  }
}
