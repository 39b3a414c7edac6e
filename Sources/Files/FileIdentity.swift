import Glibc

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
