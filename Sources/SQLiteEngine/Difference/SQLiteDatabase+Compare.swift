package import Concurrency
package import Databases
import GRDB
import SQLiteImages
import Synchronization

extension SQLiteDatabase {
  package func compare(
    image path: String, cancellation: Cancellation, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    try compare(image: path, usesPages: true, cancellation: cancellation, progress: progress)
  }

  /// - Parameter usesPages: whether rows on equal pages are taken for equal. Without, all are read.
  package func compare(
    image path: String, usesPages: Bool, cancellation: Cancellation,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    try withLiveView(
      scratch: folder(of: path), threads: processorCount, cancellation: cancellation
    ) { live in
      let pair = try DatabasePair(
        live: live, imagePath: path, usesPages: usesPages, cancellation: cancellation)
      return try compare(pair, progress: progress)
    }
  }

  package func compare(
    image: String, withCopy copy: String, cancellation: Cancellation,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    let live = try LiveView(
      ImageSnapshot(copy, cancellation: cancellation),
      copies: (0..<processorCount).map { _ in
        try GuardedConnection(path: copy, role: .scratch, cancellation: cancellation)
      })
    defer { live.close() }
    let pair = try DatabasePair(
      live: live, imagePath: image, usesPages: true, cancellation: cancellation)
    return try SQLiteDatabase(path: copy).compare(pair, progress: progress)
  }

  func compare(
    _ pair: DatabasePair, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> DatabaseComparison {
    var prepared = pair
    try prepared.readSchema()
    let pair = prepared
    let now = pair.live.snapshot.description
    let then = pair.image.description
    let (isLive, isInImage) = (Set(now.schema.tableNames), Set(then.schema.tableNames))
    let names = isLive.union(isInImage).sorted()
    let outcomes = Mutex((tables: [TableComparison](), rowsRead: 0))
    try runConcurrently(over: names) { taken in
      guard let connections = try pair.open() else { return }
      defer { connections.close() }
      for name in taken {
        try pair.cancellation.check()
        let (comparison, rowsRead) = try connections.compareTable(
          name, isLive: isLive.contains(name), isInImage: isInImage.contains(name))
        let count = outcomes.withLock { outcomes in
          outcomes.tables.append(comparison)
          outcomes.rowsRead += rowsRead
          return outcomes.tables.count
        }
        progress(count, names.count)
      }
    }
    let (tables, rowsRead) = outcomes.withLock { $0 }
    let unreadable = Set(now.schema.unreadableTables + then.schema.unreadableTables)
    let unknown = unreadable.subtracting(names).map { TableComparison(name: $0, method: .count) }
    return DatabaseComparison(
      schemaDifferences: SchemaDifference.ofEncoding(image: then, live: now)
        + SchemaDifference.between(image: then.schema, live: now.schema),
      migrations: MigrationDifference(image: then.migrations, live: now.migrations),
      tables: (tables + unknown).sorted { $0.name < $1.name },
      unreadableTables: unreadable.sorted(), plan: try pair.replacePlan(), rowsRead: rowsRead)
  }
}

func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

extension SchemaDifference {
  /// The text encoding of two databases, where they differ in it.
  ///
  /// An open connection keeps to the encoding that it found at its first statement. After a change
  /// each further statement fails, until the application connects again.
  fileprivate static func ofEncoding(
    image: DatabaseDescription, live: DatabaseDescription
  ) -> [SchemaDifference] {
    guard image.encoding != live.encoding else { return [] }
    return [
      SchemaDifference(
        change: .changed, objectKind: "setting", name: "encoding",
        detail: "Text is stored as \(image.encoding) in the backup and as \(live.encoding) in the "
          + "database. After a change the application must connect again.")
    ]
  }

  /// Every definition that the two sides do not share.
  package static func between(image: DatabaseSchema, live: DatabaseSchema) -> [SchemaDifference] {
    typealias Key = [String]
    func index(_ schema: DatabaseSchema) -> [Key: DatabaseSchema.Object] {
      Dictionary(schema.objects.map { ([$0.kind, $0.name], $0) }) { first, _ in first }
    }
    let then = index(image)
    let now = index(live)
    return Set(then.keys).union(now.keys).sorted { $0.lexicographicallyPrecedes($1) }.compactMap {
      key -> SchemaDifference? in
      let object = (then[key], now[key])
      let subject = "The \(key[0]) “\(key[1])”"
      switch object {
      case (.some(let a), .some(let b)) where a == b: return nil
      case (.some, .some):
        return SchemaDifference(
          change: .changed, objectKind: key[0], name: key[1],
          detail: "\(subject) is defined differently in the backup.")
      case (.some, .none):
        return SchemaDifference(
          change: .missing, objectKind: key[0], name: key[1],
          detail: "\(subject) is in the backup and not in the database.")
      default:
        return SchemaDifference(
          change: .extra, objectKind: key[0], name: key[1],
          detail: "\(subject) is in the database and not in the backup.")
      }
    }
  }
}

extension MigrationDifference {
  init?(image: MigrationState?, live: MigrationState?) {
    guard image != nil || live != nil else { return nil }
    let then = (image?.applied ?? []).map(\.name)
    let now = (live?.applied ?? []).map(\.name)
    let (isInImage, isLive) = (Set(then), Set(now))
    self.init(
      onlyInImage: then.filter { !isLive.contains($0) },
      onlyInDatabase: now.filter { !isInImage.contains($0) })
  }
}
