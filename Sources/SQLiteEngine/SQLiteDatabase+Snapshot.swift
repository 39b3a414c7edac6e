package import Concurrency
package import Databases
import Files
import Glibc
import SQLiteImages

extension SQLiteDatabase {
  package func withSnapshot<Result>(
    scratch: String, cancellation: Cancellation,
    _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result {
    let identity = FileIdentity(path)
    let connection = try connect(cancellation: cancellation)
    let snapshot: any SnapshotReader
    do {
      snapshot =
        try LogSnapshot.open(connection)
        ?? CopiedSnapshot(connection, scratch: scratch, cancellation: cancellation)
    } catch {
      connection.close()
      throw error
    }
    defer { snapshot.release() }
    let result = try body(snapshot)
    guard identity != nil, FileIdentity(path) == identity else {
      throw EngineError(
        .moved, "The database was deleted or replaced while it was read.",
        hint: "Find out what replaced the file, then try again.")
    }
    return result
  }
}
