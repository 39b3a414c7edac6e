package import Concurrency

/// A live database that a factory reset can empty.
package protocol ErasableDatabase: Sendable {
  /// What ``erase(_:cancellation:progress:whileWritersWait:beforeCommit:)`` would delete. Changes
  /// nothing.
  ///
  /// - Throws: ``EraseError`` where the rules do not fit the database.
  func planErasure(_ rules: EraseRules, cancellation: Cancellation) throws -> ErasePlan

  /// Deletes all data of the live database but what the rules keep, in one transaction, and then
  /// gives the space back. No trigger fires. Writers wait from the beginning; readers go on with what
  /// they see, but for a database with a rollback journal, where they wait while rows are deleted.
  ///
  /// Up to the return of `beforeCommit`, every failure and a cancellation leave all the data. Where
  /// the call throws later, or ends with its process, ``wasErased(_:cancellation:)`` tells which of
  /// the two it is: all of the data, or what the rules keep.
  ///
  /// - Parameters:
  ///   - progress: rows that have been deleted, and all that go.
  ///   - whileWritersWait: called before anything is read or changed, while nobody else can write: what
  ///     it is given is all that will be deleted.
  ///   - beforeCommit: called when all is deleted and checked, with what was deleted, and the mark to
  ///     be remembered.
  /// - Throws: ``EraseError`` where the rules do not fit the database.
  func erase(
    _ rules: EraseRules, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: (any HeldDatabase) throws -> Void,
    beforeCommit: (ErasePlan, EraseMark) throws -> Void
  ) throws -> EraseReport

  /// Whether the deletion that gave this mark was committed.
  func wasErased(_ mark: EraseMark, cancellation: Cancellation) throws -> Bool
}
