import Glibc
import TestSupport
import Testing

@testable import ObjectStorage

@Suite("The folder store")
struct FolderStoreTests {
  private let folder: TemporaryFolder
  private let store: FolderStore
  private let key: ObjectKey

  init() throws {
    folder = try TemporaryFolder()
    store = FolderStore(path: folder["deep/objects"])
    key = try #require(ObjectKey("one"))
  }

  private func put(_ bytes: [UInt8], _ key: ObjectKey) throws {
    let writer = try store.create(key)
    try bytes.withUnsafeBytes { try writer.write($0) }
    try writer.commit()
  }

  @Test("the folder is made with mode 0700 and its files with 0600")
  func modes() throws {
    try put([1], key)
    #expect(try FileContent.mode(folder["deep"]) == 0o700)
    #expect(try FileContent.mode(store.path) == 0o700)
    #expect(try FileContent.mode(store.path + "/one") == 0o600)
  }

  @Test("a half-written file of a crashed process is not listed, and can be removed")
  func unfinished() throws {
    try put([1], key)
    try FileContent.write([1, 2], to: store.path + "/.two.partial")
    #expect(try store.list().map(\.key.name) == ["one"])
    try store.removeUnfinished()
    #expect(TemporaryFolder.names(in: store.path) == ["one"])
  }

  @Test("a half-written file of the same name is begun anew")
  func leftover() throws {
    try put([1], try #require(ObjectKey("other")))
    try FileContent.write([9, 9, 9], to: store.path + "/.one.partial")
    try put([7], key)
    #expect(try FileContent.read(store.path + "/one") == [7])
  }

  @Test("links and folders are no objects, and a link is not followed")
  func foreignKinds() throws {
    try put([1], key)
    symlink("/etc/hostname", store.path + "/link")
    mkdir(store.path + "/folder", 0o700)
    #expect(try store.list().map(\.key.name) == ["one"])
    let link = try #require(ObjectKey("link"))
    #expect(try store.info(link) == nil)
    #expect(throws: StorageError.self) { _ = try store.open(link) }
    #expect(throws: StorageError.self) { _ = try store.create(link) }
    let inner = try #require(ObjectKey("folder"))
    #expect(throws: StorageError.self) { _ = try store.open(inner) }
  }

  @Test("a half-written file that is a link is not written through")
  func plantedLink() throws {
    try put([1], try #require(ObjectKey("other")))
    try FileContent.write([5], to: folder["victim"])
    symlink(folder["victim"], store.path + "/.one.partial")
    #expect(throws: StorageError.self) { _ = try store.create(key) }
    #expect(try FileContent.read(folder["victim"]) == [5])
  }

  @Test("a folder that is a file is told as unavailable, not as empty")
  func notAFolder() throws {
    try FileContent.write([1], to: folder["file"])
    let broken = FolderStore(path: folder["file"])
    let failure = #expect(throws: StorageError.self) { _ = try broken.list() }
    #expect(failure?.reason == .unavailable)
  }

  @Test(
    "a failure of the system is told by its reason",
    arguments: [
      (ENOSPC, StorageError.Reason.full), (EDQUOT, .full), (EFBIG, .full), (EACCES, .readOnly),
      (EPERM, .readOnly), (EROFS, .readOnly), (ENOENT, .notFound), (EIO, .unavailable),
    ])
  func reasons(code: CInt, reason: StorageError.Reason) {
    let error = StorageError(errno: code, action: "write to")
    #expect(error.reason == reason)
    if reason == .full || reason == .readOnly { #expect(error.hint != nil) }
  }

  @Test("the room is told for a folder that is not there yet")
  func room() throws {
    #expect(try #require(try store.freeBytes()) > 0)
  }
}
