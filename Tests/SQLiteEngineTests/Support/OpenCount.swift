import FileCalls

/// Counts how often SQLite opens a file, in the whole process.
enum OpenCount {
  /// How often the database was opened while `body` ran.
  static func of(_ path: String, while body: () throws -> Void) throws -> Int {
    let watch = FileWatch(path)
    defer { watch.stop() }
    try body()
    return watch.calls["xOpen, database", default: 0]
  }
}
