package import Concurrency
import SQLiteImages
import Synchronization

extension SQLiteDatabase {
  package func contentChecksum(
    ofImage path: String, cancellation: Cancellation
  ) throws -> String {
    let (tables, encoding) = try withContent(ofImage: path, cancellation: cancellation) {
      ($0.tables, $0.encoding)
    }
    let hashes = Mutex(ContentHash())
    try runConcurrently(over: tables) { tables in
      let connection = try GuardedConnection(path: path, role: .scratch, cancellation: cancellation)
      defer { connection.close() }
      for table in tables {
        let hash = TableHash(table.name)
        try connection.run { db in
          try db.inReadTransaction {
            try table.forEachRow(in: db, encoding: encoding) { hash.add($0) }
          }
        }
        hashes.withLock { $0.add(table.name, hash.finish()) }
      }
    }
    return hashes.withLock { $0.value }
  }
}
