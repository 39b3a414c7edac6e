import CLinuxExtras
import Concurrency
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite("A thread that is confined to a folder")
struct ConfinementTests {
  /// What a thread that is confined to a folder finds; nil where the kernel cannot confine it.
  private static func confined(
    to folder: String, _ body: @escaping @Sendable () -> [CInt]
  ) -> [CInt]? {
    let result = Mutex<[CInt]?>(nil)
    let threads = ThreadGroup()
    // The rules are the thread's own, and end with it.
    threads.start {
      let problem = strongroom_confine_files(folder)
      guard problem == 0 else { return }
      let found = body()
      result.withLock { $0 = found }
    }
    threads.wait()
    return result.withLock { $0 }
  }

  private static func problem(_ path: String, _ flags: CInt) -> CInt {
    errno = 0
    let file = open(path, flags | O_CLOEXEC, 0o600)
    defer { if file >= 0 { close(file) } }
    return file < 0 ? errno : 0
  }

  @Test("opens and makes files in it, and none elsewhere")
  func files() throws {
    let inside = try TemporaryFolder()
    let outside = try TemporaryFolder()
    let known = outside.path + "/known"
    try Data("x".utf8).write(to: URL(filePath: known))
    let link = inside.path + "/link"
    symlink(known, link)
    let open = try FileHandle(forReadingFrom: URL(filePath: known))
    let folders = (inside.path, outside.path)
    let descriptor = open.fileDescriptor
    let found = Self.confined(to: inside.path) {
      var byte: UInt8 = 0
      return [
        Self.problem(folders.0 + "/new", O_RDWR | O_CREAT),
        Self.problem(folders.1 + "/known", O_RDONLY),
        Self.problem(folders.1 + "/known", O_WRONLY),
        Self.problem(folders.1 + "/new", O_RDWR | O_CREAT),
        Self.problem(folders.0 + "/link", O_RDONLY),
        Self.problem("/etc/passwd", O_RDONLY),
        unlink(folders.1 + "/known") == 0 ? 0 : errno,
        // One that was open before can be read.
        pread(descriptor, &byte, 1, 0) == 1 ? 0 : errno,
        unlink(folders.0 + "/new") == 0 ? 0 : errno,
        Self.problem("/proc/self/stat", O_RDONLY),
      ]
    }
    guard let found else { return }
    let refused = EACCES
    #expect(
      found == [0, refused, refused, refused, refused, refused, refused, 0, 0, 0], "\(found)")
    #expect(FileManager.default.fileExists(atPath: known))
  }
}
