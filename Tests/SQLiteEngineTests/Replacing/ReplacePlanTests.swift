import Concurrency
import Databases
import SampleShop
import Testing

@testable import SQLiteEngine

@Suite("The plan of a replacement")
struct ReplacePlanTests {
  private func pair(_ folder: TemporaryFolder, _ edit: String, mode: String = "WAL") throws -> (
    SQLiteDatabase, image: String
  ) {
    let (live, image) = (folder.file("live.db"), folder.file("image.sqlite"))
    try ShopGenerator(path: image, targetBytes: 2_000_000, journalMode: .delete, seed: 1).generate()
    try Bytes.copy(image, to: live)
    try Application(live, "PRAGMA journal_mode = \(mode); " + edit).close()
    return (SQLiteDatabase(path: live), image)
  }

  @Test("is to write rows where few pages differ, and says how much log that takes")
  func few() throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try pair(folder, "UPDATE Customer SET name = 'x' WHERE rowid % 100 = 3")
    let plan = try engine.compare(image).plan
    #expect(plan.method == .rows)
    #expect(plan == (try engine.planReplacement(with: image, cancellation: Cancellation())))
    let log = FileFacts(engine.path + "-wal")?.size ?? 0
    let report = try engine.replace(
      with: ImageToInstall(path: image, prefersWAL: true, method: nil),
      cancellation: Cancellation(), progress: { _, _ in }, whileWritersWait: { _ in })
    #expect(report.method == .rows)
    let growth = Int64((FileFacts(engine.path + "-wal")?.size ?? 0) - log)
    #expect(growth > 0 && growth < 2 * plan.logBytes && plan.logBytes < 2 * growth)
  }

  @Test(
    "does not count entries of indexes whose pages are the same",
    arguments: [
      // A column without an index, in every third leaf.
      ("UPDATE CylinderEntry SET description = 'x' WHERE (rowid / 40) % 3 = 0", ReplaceMethod.rows),
      // Each row moves to another place in every index.
      ("UPDATE CylinderEntry SET id = hex(randomblob(12)), billId = hex(randomblob(12))", .image),
    ])
  func entries(edit: String, method: ReplaceMethod) throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try pair(folder, "PRAGMA foreign_keys = OFF; " + edit)
    #expect(try engine.compare(image).plan.method == method)
  }

  @Test(
    "is to write the whole image where that costs less, or cannot be otherwise",
    arguments: [
      "UPDATE Customer SET name = hex(randomblob(30)); UPDATE CylinderEntry SET id = id || 'x'; UPDATE Payment SET id = id || 'x'; UPDATE Bill SET id = id || 'x'; UPDATE CylinderTransaction SET id = id || 'x'",
      "PRAGMA journal_mode = DELETE; PRAGMA page_size = 8192; VACUUM; PRAGMA journal_mode = WAL",
      "CREATE TABLE other(a)", "VACUUM; DELETE FROM Customer",
    ])
  func much(edit: String) throws {
    let folder = try TemporaryFolder()
    let (engine, image) = try pair(folder, edit)
    let plan = try engine.compare(image).plan
    #expect(plan.method == .image)
    #expect(plan.logBytes > 1_900_000)
    #expect(plan.reason.hasPrefix("The whole backup is written: "))
  }
}
