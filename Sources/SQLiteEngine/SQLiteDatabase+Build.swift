package import Concurrency
import Glibc
package import SQLiteImages
import SQLitePages

extension SQLiteDatabase {
  /// Makes a database file at `path`, which must not exist. On an error there is none.
  package func buildImage<Result>(
    at path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (ImageBuilder) throws -> Result
  ) throws -> Result {
    _ = try ImageFile(creating: path)
    do {
      let connection = try GuardedConnection(
        path: path, role: .scratch, cacheKibibytes: ImageBuilder.cacheKibibytes,
        standsInForCollations: false, cancellation: cancellation)
      defer { connection.close() }
      return try connection.run { db in
        let builder = try ImageBuilder(db, limits: limits, cancellation: cancellation)
        let result = try body(builder)
        try builder.finish()
        return result
      }
    } catch {
      unlink(path)
      throw error
    }
  }
}
