import Glibc

/// A folder of a test's own, gone with this object.
package final class TemporaryFolder: Sendable {
  /// Absolute, without symbolic links.
  package let path: String

  package init() throws {
    // In memory where that can be had: tests wait for hardly anything but syncs otherwise.
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/strongroom-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure("mkdtemp") }
    let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard let real = realpath(made, nil) else { throw SystemFailure("realpath") }
    defer { free(real) }
    path = String(cString: real)
  }

  deinit { Self.remove(path) }

  package subscript(_ name: String) -> String { path + "/" + name }

  /// Names in a folder, sorted; none where there is no such folder.
  package static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a link and not what it leads to, which may be anything.
  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }
}

/// A system call that a test needs did not work.
package struct SystemFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ call: String) {
    description = "\(call): \(String(cString: strerror(errno)))"
  }
}

/// Whole files, for tests.
package enum FileContent {
  package static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure("open") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw SystemFailure("read") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Writes a file anew, mode 0600.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemFailure("open") }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      guard count > 0 else { throw SystemFailure("write") }
      done += count
    }
  }

  /// Permission bits of a file or folder.
  package static func mode(_ path: String) throws -> UInt32 {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { throw SystemFailure("lstat") }
    return facts.st_mode & 0o7777
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
