/// How the live database stands, as far as a restore is concerned.
package enum LiveState: Sendable, Equatable {
  /// There is nothing at the path.
  case missing
  /// A file of zero bytes without a log or journal, which SQLite takes for a database without tables
  /// (https://www.sqlite.org/fileformat2.html).
  case empty
  /// The schema can be read. Rows may still be damaged.
  case readable(DatabaseDescription)
  /// Something that cannot be opened as a database: the reason is `corrupt` or `notADatabase`.
  case unreadable(EngineError)

  /// What the database is; nil where there is none to read.
  package var description: DatabaseDescription? {
    if case .readable(let description) = self { description } else { nil }
  }

  /// The fingerprint of the schema; nil where there is none to read.
  package var fingerprint: String? { description?.schema.fingerprint }
}

extension EngineError {
  /// Whether the file itself is what is wrong, and not the way to it.
  package var isOfUnreadableDatabase: Bool { reason == .corrupt || reason == .notADatabase }
}
