import Synchronization

extension SQLiteEngine {
  package func contentChecksum(
    ofImage path: String, cancellation: Cancellation
  ) throws -> String {
    let tables = try withContent(ofImage: path, cancellation: cancellation) { $0.tables }
    let hashes = Mutex(ContentHash())
    try runConcurrently(
      tables.map { table in
        {
          try withContent(ofImage: path, cancellation: cancellation) { content in
            let hash = TableHash(table.name)
            try content.forEachRow(of: table) { hash.add($0) }
            hashes.withLock { $0.add(table.name, hash.finish()) }
          }
        }
      })
    return hashes.withLock { $0.value }
  }
}
