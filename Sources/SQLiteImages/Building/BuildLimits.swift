/// What a build may take at most, as what it is built from may come from anywhere.
package struct BuildLimits: Sendable {
  /// Of the finished image, in bytes.
  package var imageBytes: Int64
  /// For one statement, in seconds: an index of a large table takes minutes at most.
  var statementSeconds = 900.0
  /// Of SQLite's own memory in this process, in bytes, while a statement runs that is not ours.
  var memoryBytes: Int64 = 512 << 20
  /// Of one text or blob, in bytes: as much as SQLite takes.
  var valueBytes = 1_000_000_000
  /// Of a value that SQLite makes while a statement runs, in bytes, beside twice the size of the largest
  /// row so far, which it may have to put into an index.
  var madeBytes = 4 << 20
  /// Of calls of functions in a table, an index or a row: each makes a value that stays in memory.
  package var functions = 256
  /// Of the tree that SQLite makes of an expression, in levels: as many as ``ForeignBounds`` leave an image.
  var expressionDepth = 400
  /// Of a pattern of LIKE or GLOB, in bytes.
  var patternBytes = 1000
  /// Of the program that SQLite makes of a statement, in instructions: it has no loops but those
  /// over rows, so that this bounds the work for one row.
  package var instructions = 50_000
  /// Of a statement that is not ours, in bytes.
  package var statementBytes = 16 << 20

  /// Whether rows may break CHECK constraints: those of a database of ours are kept as they are.
  package var ignoresChecks = false

  package init(imageBytes: Int64 = .max) { self.imageBytes = imageBytes }

  /// Where the definitions are the application's own: only what SQLite itself bounds.
  package var forOwnDefinitions: BuildLimits {
    var limits = self
    limits.madeBytes = valueBytes
    limits.functions = .max
    limits.ignoresChecks = true
    // SQLite takes a larger one for the largest that it was built for.
    limits.expressionDepth = Int(CInt.max)
    limits.patternBytes = Int(CInt.max)
    limits.instructions = 250_000_000
    return limits
  }
}
