import Glibc

extension SQLiteEngine {
  package func withSnapshot<Result>(
    scratch: String, cancellation: Cancellation,
    _ body: (any DatabaseSnapshot) throws -> Result
  ) throws -> Result {
    let identity = FileIdentity(path)
    let connection = try connect(cancellation: cancellation)
    let snapshot: any DatabaseSnapshot
    do {
      snapshot =
        try LogSnapshot.open(connection)
        ?? CopiedSnapshot(connection, scratch: scratch, cancellation: cancellation)
    } catch {
      connection.close()
      throw error
    }
    defer { snapshot.release() }
    let result = try body(snapshot)
    guard identity != nil, FileIdentity(path) == identity else {
      throw EngineError(
        .moved, "The database was deleted or replaced while it was read.",
        hint: "Find out what replaced the file, then try again.")
    }
    return result
  }
}

/// Which file a path names.
package struct FileIdentity: Equatable, Sendable {
  private let device: UInt
  private let inode: UInt

  /// - Returns: nil where the path names no file.
  package init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.init(facts)
  }

  /// That of an open file.
  package init?(descriptor: CInt) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return nil }
    self.init(facts)
  }

  private init(_ facts: stat) {
    device = UInt(facts.st_dev)
    inode = UInt(facts.st_ino)
  }
}
