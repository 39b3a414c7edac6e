import Glibc

/// A private folder that goes with its last reference.
final class TemporaryFolder: Sendable {
  let path: String

  /// - Parameter inMemory: whether it may be in memory, for tests of so many changes that a disk would
  ///   take minutes.
  init(inMemory: Bool = false) throws {
    let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/database-engines-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { bytes in
      bytes.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw SystemFailure(call: "mkdtemp", code: errno) }
    path = made
  }

  deinit { remove(path) }

  func file(_ name: String) -> String { path + "/" + name }

  private func remove(_ path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    if facts.st_mode & S_IFMT == S_IFDIR {
      for name in (try? FileSystem.names(in: path)) ?? [] { remove(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

struct SystemFailure: Error {
  let call: String
  let code: CInt
}

/// Whole files, for databases that nobody has open.
enum Bytes {
  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw SystemFailure(call: "fopen", code: errno) }
    defer { fclose(file) }
    var facts = stat()
    fstat(fileno(file), &facts)
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw SystemFailure(call: "fopen", code: errno) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw SystemFailure(call: "fwrite", code: errno)
    }
  }

  static func copy(_ source: String, to target: String) throws {
    try write(read(source), to: target)
  }
}

/// What `lstat` tells of a file; nil where there is none.
struct FileFacts: Equatable {
  let inode: UInt
  let size: Int
  let mode: UInt32
  let owner: UInt32

  init?(_ path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return nil }
    inode = UInt(facts.st_ino)
    size = Int(facts.st_size)
    mode = UInt32(facts.st_mode) & 0o7777
    owner = facts.st_uid
  }
}
