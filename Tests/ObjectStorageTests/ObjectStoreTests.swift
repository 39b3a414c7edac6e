import ObjectStorage
import TestSupport
import Testing

@Suite("Object stores")
struct ObjectStoreTests {
  @Test("a folder keeps the rules of every store", arguments: ObjectStoreConformance.all)
  func folder(check: ObjectStoreConformance) throws {
    let folder = try TemporaryFolder()
    try check.run(FolderStore(path: folder["objects"]))
  }

  @Test("memory keeps the rules of every store", arguments: ObjectStoreConformance.all)
  func memory(check: ObjectStoreConformance) throws {
    try check.run(MemoryStore())
  }

  @Test(
    "a name that hides, climbs or is not plain is no key",
    arguments: [
      "", ".", "..", ".hidden", "../x", "a/b", "/etc/passwd", "a b", "ä", "a\0b", "a\nb",
      String(repeating: "k", count: 201),
    ])
  func badKey(name: String) {
    #expect(ObjectKey(name) == nil)
  }

  @Test(
    "a plain name is a key",
    arguments: ["a", "backup-2026-03-01.tar.zst", "A_b-9", String(repeating: "k", count: 200)])
  func goodKey(name: String) {
    #expect(ObjectKey(name)?.name == name)
  }
}
