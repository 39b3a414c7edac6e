import Foundation

/// A folder of a server's own, gone with this object. Others may look into it: Exim is another user.
final class ServerFolder: Sendable {
  let path: String

  init() throws {
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    path = "\(parent)/strongroom-mail-\(UUID().uuidString)"
    guard mkdir(path, 0o755) == 0 else { throw MailServerFailure("no folder can be made") }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(_ name: String) -> String { "\(path)/\(name)" }

  /// The names in it, or in a folder in it, sorted.
  func names(in folder: String = ".") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: self[folder]))?.sorted() ?? []
  }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: self[name])))
  }
}
