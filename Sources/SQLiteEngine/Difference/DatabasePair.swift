import Concurrency
import Databases
import GRDB
import SQLiteImages
import SQLitePages

/// The live database and an image, to be compared table by table on several threads.
struct DatabasePair: Sendable {
  let live: LiveView
  let image: ImageSnapshot
  let imagePath: String
  /// The pages of both; nil where all rows have to be compared.
  let map: PageMap?
  /// Of tables that both have, with the same definition.
  let roots: [String: RootPages]
  /// Of the live database, once ``readSchema()`` was called.
  private(set) var schema: SchemaFacts?
  private let connections: ImageConnections
  let cancellation: Cancellation

  /// - Parameter usesPages: whether rows on equal pages are taken for equal.
  init(live: LiveView, imagePath: String, usesPages: Bool, cancellation: Cancellation) throws {
    let image = try ImageSnapshot(imagePath, cancellation: cancellation)
    try self.init(
      live: live, image: image, imagePath: imagePath,
      map: usesPages ? Self.map(live.snapshot, image, cancellation) : nil,
      cancellation: cancellation)
  }

  /// - Parameter map: of the very view that is `live`.
  init(
    live: LiveView, image: ImageSnapshot, imagePath: String, map: PageMap?,
    cancellation: Cancellation
  ) throws {
    self.live = live
    self.image = image
    self.imagePath = imagePath
    self.map = map
    self.cancellation = cancellation
    // Those of the image are interrupted along with the operation that opened it.
    connections =
      image.connections.cancellation === cancellation
      ? image.connections : ImageConnections(imagePath, cancellation: cancellation)
    roots = try RootPages.all(live, connections)
  }

  /// Reads at once what a comparison needs to know of each table.
  mutating func readSchema() throws {
    schema = try live.read(SchemaFacts.init)
  }

  /// Runs `body` on a connection to the image.
  func readImage<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try connections.run(body)
  }

  /// Without pages that can be read, reading the rows tells what is wrong.
  private static func map(
    _ live: any SnapshotReader, _ image: ImageSnapshot, _ cancellation: Cancellation
  ) throws -> PageMap? {
    do {
      return try PageMap(live: live, image: image, cancellation: cancellation)
    } catch let error as EngineError where error.reason == .corrupt { return nil }
  }

  /// A connection to each side, for one thread. Close it.
  ///
  /// - Returns: nil where other threads have all connections.
  func open() throws -> OpenDatabasePair? {
    guard let now = live.takeConnection() else { return nil }
    do {
      let then = try connections.take()
      try then.run { db in try db.beginReadTransaction() }
      return OpenDatabasePair(self, now: now, then: then)
    } catch {
      live.giveBack(now)
      throw error
    }
  }

  fileprivate func giveBack(now: GuardedConnection, then: GuardedConnection) {
    try? then.run { db in try db.commit() }
    connections.giveBack(then)
    live.giveBack(now)
  }

  /// Whether a table is defined alike on both sides, so that its rows have the same shape.
  func isDefinedAlike(_ table: String) -> Bool {
    roots[table] != nil && live.snapshot.description.encoding == image.description.encoding
  }
}

/// Where the tree of a table begins on each side.
struct RootPages: Sendable {
  let live: Int
  let image: Int

  /// By the name of the table. A table with another definition reads the same bytes as other values.
  static func all(_ live: LiveView, _ image: ImageConnections) throws -> [String: RootPages] {
    guard let now = try live.read(roots) else { return [:] }
    let then = try image.run(roots)
    return now.reduce(into: [:]) { pairs, table in
      guard let root = then[table.key], root.sql == table.value.sql else { return }
      pairs[table.key] = RootPages(live: table.value.page, image: root.page)
    }
  }

  private static func roots(_ db: Database) throws -> [String: (page: Int, sql: String)] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT CAST(name AS TEXT), CAST(rootpage AS INTEGER), CAST(sql AS TEXT)
        FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 1 AND sql IS NOT NULL
          AND name IS NOT NULL
        """)
    return try Dictionary(
      rows.map { ($0[0] as String, (page: $0[1] as Int, sql: $0[2] as String)) }.all(),
      uniquingKeysWith: { first, _ in first })
  }
}

/// One thread's connections to the live database and to an image.
final class OpenDatabasePair {
  private let pair: DatabasePair
  private let now: GuardedConnection
  private let then: GuardedConnection
  private let leftovers: LeftoverRows
  private let guide: PageGuide?

  fileprivate init(_ pair: DatabasePair, now: GuardedConnection, then: GuardedConnection) {
    self.pair = pair
    self.now = now
    self.then = then
    leftovers = LeftoverRows(beside: pair.imagePath)
    guide = pair.map.map { PageGuide($0, live: pair.live.snapshot, image: pair.image) }
  }

  func close() {
    leftovers.close()
    pair.giveBack(now: now, then: then)
  }

  /// - Returns: what differs, and how many rows of both sides were read for it.
  func compareTable(
    _ name: String, isLive: Bool, isInImage: Bool
  ) throws -> (TableComparison, rowsRead: Int) {
    var outcome = TableComparison(name: name, method: .count)
    guard isLive, isInImage else {
      let rows = try (isLive ? now : then).run { db in try count(name, db) }
      if isLive { outcome.rowsNow = rows } else { outcome.rowsInImage = rows }
      return (outcome, 0)
    }
    return try now.run { nowDB in
      try then.run { thenDB in
        let shape = try TableShape(name, nowDB, pair.schema)
        guard let shape,
          try pair.isDefinedAlike(name) || shape == TableShape(name, thenDB)
        else {
          outcome.rowsNow = try count(name, nowDB)
          outcome.rowsInImage = try count(name, thenDB)
          return (outcome, 0)
        }
        let ranges = try ranges(of: shape)
        return try RowComparison(
          shape, now: nowDB, then: thenDB, ranges: ranges, cancellation: pair.cancellation
        ).run(leftovers: leftovers)
      }
    }
  }

  private func ranges(of shape: TableShape) throws -> RowRanges {
    guard let guide, let roots = pair.roots[shape.name] else { return .everything }
    switch shape.order {
    case .rowid:
      return try guide.ranges(liveRoot: roots.live, imageRoot: roots.image) ?? .everything
    case .primaryKey:
      let rows = try guide.equalRows(liveRoot: roots.live, imageRoot: roots.image)
      return rows.map(RowRanges.nothing) ?? .everything
    }
  }

  private func count(_ name: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(quoted(name))") ?? 0
  }
}
