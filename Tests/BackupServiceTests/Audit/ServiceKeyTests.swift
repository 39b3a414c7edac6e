import BackupProtocol
import Databases
import Dispatch
import Files
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine
@testable import StateFolder

@Suite("The service's own key")
struct ServiceKeyTests {
  private let folder: TemporaryFolder
  private var path: String { folder["service.key"] }

  init() throws { folder = try TemporaryFolder() }

  private func code(_ key: ServiceKey) -> [UInt8] { key.authenticationCode(for: "test", ["a"]) }

  @Test("it is made once, private, and is the same for everybody after that")
  func made() throws {
    let first = try ServiceKey.open(folder: folder.path)
    #expect(try FileContent.mode(path) == 0o600)
    let bytes = try FileContent.read(path)
    #expect(bytes.count == 32 && Set(bytes).count > 8)
    #expect(code(first) == code(try ServiceKey.open(folder: folder.path)))
    #expect(try FileContent.read(path) == bytes)
    #expect(TemporaryFolder.names(in: folder.path) == ["service.key"])
    let other = try TemporaryFolder()
    #expect(code(try ServiceKey.open(folder: other.path)) != code(first))
  }

  @Test("those who begin at once all have the one key, and leave nothing else behind")
  func atOnce() throws {
    for _ in 0..<20 {
      let folder = try TemporaryFolder()
      let codes = Mutex<Set<[UInt8]>>([])
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        let found = (try? ServiceKey.open(folder: folder.path)).map(code) ?? []
        codes.withLock { _ = $0.insert(found) }
      }
      #expect(codes.withLock { $0.count } == 1)
      #expect(codes.withLock { $0.contains([]) } == false)
      #expect(TemporaryFolder.names(in: folder.path) == ["service.key"])
    }
  }

  @Test("a file of another length is refused, and kept", arguments: [0, 1, 31, 33, 64])
  func length(count: Int) throws {
    let bytes = [UInt8](repeating: 7, count: count)
    try FileContent.write(bytes, to: path)
    let failure = serviceFailure { _ = try ServiceKey.open(folder: folder.path) }
    #expect(failure?.kind == .storageUnavailable && failure?.data.hint != nil)
    #expect(try FileContent.read(path) == bytes)
  }

  @Test("a link is not followed, wherever it leads")
  func links() throws {
    try FileContent.write(Array(repeating: 7, count: 32), to: folder["elsewhere"])
    for target in [folder["elsewhere"], folder["nowhere"]] {
      symlink(target, path)
      let failure = serviceFailure { _ = try ServiceKey.open(folder: folder.path) }
      #expect(failure?.message.contains("symbolic link") == true)
      #expect(!FileContent.exists(folder["nowhere"]))
      unlink(path)
    }
  }

  @Test("anything but a regular file is refused, and nobody waits for it")
  func otherKinds() throws {
    mkfifo(path, 0o600)
    #expect(serviceFailure { _ = try ServiceKey.open(folder: folder.path) } != nil)
    unlink(path)
    mkdir(path, 0o700)
    #expect(serviceFailure { _ = try ServiceKey.open(folder: folder.path) } != nil)
    rmdir(path)
  }

  @Test("one that others can read is used, and known as such", arguments: [0o640, 0o604, 0o666])
  func readable(mode: Int) throws {
    #expect(try ServiceKey.open(folder: folder.path).isPrivate)
    chmod(path, mode_t(mode))
    #expect(try !ServiceKey.open(folder: folder.path).isPrivate)
  }

  @Test("codes are those that HMAC-SHA256 gives, fields and purposes cannot be shifted")
  func codes() throws {
    try FileContent.write(Array(0..<32), to: path)
    let key = try ServiceKey.open(folder: folder.path)
    // Python: hmac.new(bytes(range(32)), b"".join(len(f).to_bytes(8, "big") + f for f in
    // [b"test", b"a", "ü".encode()]), "sha256").hexdigest()
    #expect(
      hexadecimal(key.authenticationCode(for: "test", ["a", "ü"]))
        == "1d7a32c2e71e6726154a145416e8a62518bd718fa03d7b0d478ab38fb8c132d2")
    let lists: [(String, [String])] = [
      ("test", []), ("test", [""]), ("test", ["", ""]), ("testa", []), ("test", ["a"]),
      ("", ["test", "a"]), ("test", ["ab"]), ("test", ["a", "b"]), ("test", ["b", "a"]),
    ]
    let codes = lists.map { key.authenticationCode(for: $0.0, $0.1) }
    #expect(Set(codes).count == lists.count)
    for (index, code) in codes.enumerated() {
      for (other, (purpose, fields)) in lists.enumerated() {
        #expect(key.isAuthentic(code, for: purpose, fields) == (index == other))
      }
    }
    #expect(!key.isAuthentic([], for: "test", []))
    #expect(!key.isAuthentic(codes[0] + [0], for: "test", []))
  }

  @Test("nothing that prints the key shows it")
  func hidden() throws {
    try FileContent.write(Array(repeating: 65, count: 32), to: path)
    let key = try ServiceKey.open(folder: folder.path)
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains("AAAA") && !text.contains("65"))
    }
  }

  @Test("a folder that cannot be written has no key made")
  func unwritable() throws {
    #expect(
      serviceFailure { _ = try ServiceKey.open(folder: folder["none"]) }?.kind
        == .storageUnavailable)
  }
}
