import BackupProtocol
import TestSupport
import Testing

@testable import BackupService

@Suite("The remedy of a file that is refused")
struct RemedyTests {
  private static let head = "BEGIN; CREATE TABLE t(a INTEGER CHECK (a < 9), b);"

  @Test(
    "is another copy only if the file is damaged",
    arguments: [
      ("cut.sql", head + "INSERT INTO t VALUES (1, 2);", "another copy"),
      ("row.sql", head + "INSERT INTO t VALUES (1, 'x", "another copy"),
      ("rule.sql", head + "INSERT INTO t VALUES (10, 2); COMMIT;", "Correct the row"),
      (
        "function.sql", head + "CREATE INDEX i ON t(shopwise(a)); COMMIT;",
        "Correct the statement"
      ),
      ("drop.sql", head + "DROP TABLE u; COMMIT;", "Remove the statement"),
      (
        "module.sql", head + "CREATE VIRTUAL TABLE f USING fts5(a, nonsense='x'); COMMIT;",
        "Correct the definition"
      ),
      ("attach.sql", head + "ATTACH 'x' AS y; COMMIT;", "Remove what is refused"),
      (
        "value.json", #"{"data": {"bill": [{"id": {"a": 1}, "amount": "much"}]}}"#,
        "Correct this value"
      ),
      ("syntax.json", #"{"data": {"bill": [{"id": 1,, }]}}"#, "another copy"),
    ])
  func remedy(name: String, content: String, hint: String) throws {
    let fixture = try ServiceFixture()
    let path = fixture.folder[name]
    try FileContent.write(Array(content.utf8), to: path)
    let failure = serviceFailure { try fixture.operations().importing(path) }
    #expect(failure?.data.hint?.contains(hint) == true, "\(String(describing: failure))")
  }
}
