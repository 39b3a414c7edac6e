package import GRDB
package import StateFolder

/// The codes of factory resets, the guesses at them, and the tokens that right codes buy, in the
/// database of the ledger.
package struct ResetConfirmations {
  let store: ServiceDatabase

  package init(_ store: ServiceDatabase) { self.store = store }

  package static var migrations: [(name: String, create: @Sendable (Database) throws -> Void)] {
    [("challenges", { try createChallenges($0) })]
  }
}
