import DatabaseSamples
import Foundation
import Testing

@Suite("Sample schemas")
struct SampleSchemaTests {
  @Test("each can be made, is whole, and has rows in every table", arguments: SampleSchema.all)
  func whole(schema: SampleSchema) throws {
    let folder = try SampleFolder()
    let path = folder.file("sample.db")
    try schema.make(at: path)
    let connection = try RawConnection(path, isReadOnly: true)
    #expect(try connection.texts("PRAGMA integrity_check") == ["ok"])
    let tables = try connection.texts("SELECT name FROM sqlite_schema WHERE type = 'table'")
    for table in tables where table != "Order Audit" {
      #expect(try !connection.rows("SELECT 1 FROM \(quoted(table))").isEmpty, "\(table)")
    }
    #expect(try DatabaseEquality.differences(between: path, and: path) == [])
  }

  @Test("the host's foreign keys hold, those that go round in a circle too")
  func foreignKeys() throws {
    let folder = try SampleFolder()
    try SampleSchema.lpgNexus(customers: 20).make(at: folder.file("host.db"))
    let connection = try RawConnection(folder.file("host.db"), isReadOnly: true)
    #expect(try connection.rows("PRAGMA foreign_key_check").isEmpty)
  }

  @Test("the host's document is JSON with a list for every table")
  func document() throws {
    let text = try HostDocument.make(customers: 4)
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let data = try #require(json?["data"] as? [String: Any])
    #expect(json?["version"] as? String == "1.0")
    #expect(Set(data.keys) == Set(HostDocument.lists.map(\.name)))
    #expect((data["customers"] as? [Any])?.count == 4)
    #expect((data["otps"] as? [Any])?.count == 1)
    for part in [
      #""createdAt":"2025-01-01T00:00:00.000Z""#, #""createdAt":"2025-01-01T00:00:01.001Z""#,
      #""isVerified":true"#, #""securityDeposit":"100.25""#, #""sizeKg":15,"#, #""adminId":null"#,
      #""permissions":{"backup":"EDIT","customers":{"view":true,"edit":false}}"#,
      #""amount":"0.1""#, #""details":"just text""#, #"\nCOMMIT;"#, #""Ádmin \"A\"""#,
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }
}
