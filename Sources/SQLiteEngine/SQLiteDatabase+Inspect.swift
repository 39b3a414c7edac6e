package import Concurrency
package import Databases
import GRDB
import SQLiteImages

extension SQLiteDatabase {
  package func inspect(cancellation: Cancellation) throws -> DatabaseDescription {
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in
      try db.inReadTransaction { try DatabaseDescription(db) }
    }
  }
}
