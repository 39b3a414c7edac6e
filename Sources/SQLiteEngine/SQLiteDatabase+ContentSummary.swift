package import Concurrency
import Databases
import GRDB
package import SQLiteImages
import Synchronization

extension SQLiteDatabase {
  package func contentSummary(
    ofImage path: String, cancellation: Cancellation
  ) throws -> ContentSummary {
    let connections = ImageConnections(path, cancellation: cancellation)
    let connection = try connections.take()
    try connection.requireWholeSchema()
    let (tables, encoding, fingerprint) = try connection.run { db in
      try db.inReadTransaction {
        let content = try ImageContent(db, cancellation: cancellation)
        return (content.tables, content.encoding, content.description.schema.fingerprint)
      }
    }
    connections.giveBack(connection)
    let hashes = Mutex(ContentHash())
    try runConcurrently(over: tables) { tables in
      try connections.run { db in
        try db.inReadTransaction {
          for table in tables {
            let hash = TableHash(table.name)
            try table.forEachRow(in: db, encoding: encoding) { hash.add($0) }
            hashes.withLock { $0.add(table.name, hash.finish()) }
          }
        }
      }
    }
    return ContentSummary(
      schemaFingerprint: fingerprint, checksum: hashes.withLock { $0.value })
  }
}
