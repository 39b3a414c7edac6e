package import Concurrency
import GRDB
package import SQLiteImages

extension SQLiteDatabase {
  package func withContent<Result>(
    ofImage path: String, cancellation: Cancellation, _ body: (ImageContent) throws -> Result
  ) throws -> Result {
    let connection = try GuardedConnection(
      path: path, role: .scratch, needsWholeSchema: true, cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in
      try db.inReadTransaction {
        try body(ImageContent(db, cancellation: cancellation))
      }
    }
  }

  package func replaceTables<Result>(
    inImage path: String, limits: BuildLimits, cancellation: Cancellation,
    _ body: (TableReplacer) throws -> Result
  ) throws -> Result {
    let connection = try GuardedConnection(
      path: path, role: .scratch, cacheKibibytes: 8192, standsInForCollations: false,
      readsViews: true, needsWholeSchema: true, cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in
      let replacer = try TableReplacer(db, limits: limits, cancellation: cancellation)
      let result = try body(replacer)
      try replacer.finish()
      return result
    }
  }

  package func tables(cancellation: Cancellation) throws -> [OverlayTable] {
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    return try connection.run { db in try db.inReadTransaction { try TableReplacer.survey(db) } }
  }
}
