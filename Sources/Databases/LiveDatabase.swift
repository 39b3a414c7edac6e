package import Concurrency

/// The application's database, as it is looked at while the application uses it. Nothing here changes it.
package protocol LiveDatabase: Sendable {
  /// Which program keeps the database, and in which version.
  var product: DatabaseProduct { get }

  /// Bytes of its files beside the database file that hold committed data, such as a log.
  var logSize: Int64 { get }

  /// What whoever keeps the application should know of the product that it runs on.
  func advice(on database: DatabaseDescription) -> [DatabaseAdvice]

  /// Whether there is a database at all; false on a new machine before the first restore.
  var exists: Bool { get }

  /// The same database, by an engine that waits no longer than this for a lock of others.
  func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine

  /// How the database stands. Changes nothing.
  ///
  /// - Throws: ``EngineError`` where that cannot be told: it is locked, or may not be read.
  func examine(cancellation: Cancellation) throws -> LiveState

  /// What the database is and holds, read in one transaction. Row counts are not included.
  func inspect(cancellation: Cancellation) throws -> DatabaseDescription

  /// Opens a consistent view of the live database and hands it to `body`; the view ends with it.
  ///
  /// - Parameter scratch: a private folder for a copy, where no view is possible without holding
  ///   writers off.
  func withSnapshot<Result>(
    scratch: String, cancellation: Cancellation,
    _ body: (any SnapshotReader) throws -> Result
  ) throws -> Result

  /// The first column of a query on the live database: its first 100 rows, without NULLs.
  ///
  /// - Parameters:
  ///   - sql: one statement that only reads.
  ///   - arguments: for its `?`, in their order; it has to use one of them at least.
  func strings(sql: String, arguments: [String], cancellation: Cancellation) throws -> [String]
}

/// Something that the keepers of an application should know, and what they can do.
package struct DatabaseAdvice: Sendable, Equatable {
  /// A stable word for the matter.
  package let kind: String
  package let message: String
  package let hint: String

  package init(kind: String, message: String, hint: String) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }
}

/// The program that keeps a database.
package struct DatabaseProduct: Sendable, Equatable {
  /// As people call it, such as SQLite.
  package let name: String
  package let version: String
  /// The version as one number that grows with it, 3_040_001 for 3.40.1.
  package let versionNumber: Int

  package init(name: String, version: String, versionNumber: Int) {
    self.name = name
    self.version = version
    self.versionNumber = versionNumber
  }
}

extension LiveDatabase where Self: DatabaseEngine {
  /// An engine that never waits for a lock is its own answer.
  package func waitingForLocks(atMost seconds: Double) -> any DatabaseEngine { self }
}
