/// What became of a placement whose process ended.
package enum PlacementOutcome: Sendable, Equatable {
  /// The old files are where they were.
  case untouched
  /// The new file is the database.
  case placed
}
