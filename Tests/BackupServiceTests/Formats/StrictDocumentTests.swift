import DatabaseSamples
import Foundation
import TestSupport
import Testing

@testable import BackupFiles
@testable import BackupService
@testable import JSONFormat
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Documents of ours that say something else")
struct StrictDocumentTests {
  struct Change: Sendable, CustomStringConvertible {
    let name: String
    let old: String
    let new: String
    let path: String

    var description: String { name }

    init(_ name: String, _ old: String, _ new: String, _ path: String) {
      (self.name, self.old, self.new, self.path) = (name, old, new, path)
    }
  }

  private static let sql = """
    CREATE TABLE T(id INTEGER PRIMARY KEY, name TEXT, "$x"); CREATE TABLE H(a);
    CREATE INDEX I ON T(name); CREATE VIEW V AS SELECT 1;
    INSERT INTO T VALUES (1, 'one', 1.5), (2, 'two', x'00ff');
    INSERT INTO H(rowid, a) VALUES (5, 9223372036854775807);
    """

  @Test("nothing but the order and the members of the format is taken", arguments: changes)
  func strict(change: Change) throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["a.db"]).execute(Self.sql)
    let text = String(decoding: try JSONFile.write(folder["a.db"]).text, as: UTF8.self)
    try #require(text.contains(change.old))
    let changed = text.replacing(change.old, with: change.new, maxReplacements: 1)
    let error = try #require(throws: DumpError.self) {
      try JSONFile.replay(Array(changed.utf8), to: folder["b.db"])
    }
    #expect(error.path == change.path, "\(error)")
    #expect(!FileManager.default.fileExists(atPath: folder["b.db"]))
  }

  @Test("a document of a newer format is refused as such")
  func version() throws {
    let text = Array(#"{"format":"strongroom-export","formatVersion":2,"new":{}}"#.utf8)
    let folder = try TemporaryFolder()
    let error = try #require(throws: ArchiveError.self) {
      try JSONFile.replay(text, to: folder["b.db"])
    }
    #expect(error.part == .version)
    #expect(throws: ArchiveError.self) { try DocumentKind(PieceSource(text, size: 9).read) }
  }

  @Test("members that are not known are passed over")
  func unknownMembers() throws {
    let folder = try TemporaryFolder()
    try RawConnection(folder["a.db"]).execute(Self.sql)
    let text = String(decoding: try JSONFile.write(folder["a.db"]).text, as: UTF8.self)
    let changed = text.replacing(" \"data\":{", with: " \"note\":[{\"data\":1}],\n \"data\":{")
    try JSONFile.replay(Array(changed.utf8), to: folder["b.db"])
    #expect(try DatabaseEquality.differences(between: folder["a.db"], and: folder["b.db"]) == [])
  }

  private static let changes: [Change] = [
    .init("another format", "strongroom-export", "other", "$.format"),
    .init("no format", #""format":"strongroom-export","#, "", "$.formatVersion"),
    .init("data before the schema", #" "schema":["#, #" "data":{}, "schema":["#, "$.data"),
    .init("no schema", #" "schema":["#, #" "other":["#, "$.data"),
    .init("no data", #" "data":{"#, #" "other":{"#, "$"),
    .init("a partial document", #""formatVersion":1,"#, #""formatVersion":1,"partial":true,"#, "$"),
    .init("a page of 1000 bytes", #""pageSize":4096"#, #""pageSize":1000"#, "$.database.pageSize"),
    .init("an unknown encoding", "UTF-8", "latin1", "$.database.encoding"),
    .init("a property too many", #""pageSize""#, #""x":1,"pageSize""#, "$.database.x"),
    .init("a property too few", #","userVersion":0"#, "", "$.database"),
    .init(
      "a large number", #""userVersion":0"#, #""userVersion":4294967296"#, "$.database.userVersion"),
    .init(
      "a definition of another kind", #""type":"index""#, #""type":"rule""#, "$.schema[2].type"),
    .init("SQL that defines nothing", "CREATE TABLE H(a)", "DELETE FROM T", "$.schema[1]"),
    .init("SQL of another kind", "CREATE TABLE H(a)", "CREATE VIEW H AS SELECT 1", "$.schema[1]"),
    .init(
      "SQL of two statements", "CREATE TABLE H(a)", "CREATE TABLE H(a); DROP TABLE T", "$.schema[1]"
    ),
    .init("SQL that reads", "CREATE TABLE H(a)", "CREATE TABLE H AS SELECT 1 AS a", "$.schema[1]"),
    .init(
      "SQL that is wrong", "CREATE INDEX I ON T(name)", "CREATE INDEX I ON T(nothing)",
      "$.schema[2]"),
    .init("a name that is another", #""name":"V","#, #""name":"W","#, "$.schema"),
    .init(
      "no SQL", #""name":"H","sql":"CREATE TABLE H(a)""#, #""name":"H","sql":null"#, "$.schema[1]"),
    .init("a table that is not there", "\"H\":[\n", "\"X\":[\n", "$.data.X"),
    .init("a table twice", "\"H\":[\n", "\"T\":[\n", "$.data.T"),
    .init("a table of SQLite's", "\"H\":[\n", "\"sqlite_schema\":[\n", "$.data.sqlite_schema"),
    .init("a view's rows", " \"data\":{", " \"data\":{\"V\":[],", "$.data.V"),
    .init("a column that is not there", #""name":"one""#, #""name":"one","x":1"#, "$.data.T[0].x"),
    .init("a column twice", #""name":"one""#, #""name":"one","name":"1""#, "$.data.T[0].name"),
    .init("a column in another case", #""name":"two""#, #""Name":"two""#, "$.data.T[1].Name"),
    .init("a column too few", #","name":"two""#, "", "$.data.T[1]"),
    .init(
      "a row id where there is none", #"{"id":1,"#, #"{"$rowid":1,"id":1,"#,
      #"$.data.T[0]["$rowid"]"#),
    .init("a row id of text", #""$rowid":5"#, #""$rowid":"5""#, #"$.data.H[0]["$rowid"]"#),
    .init("a row that is none", #"{"id":1,"#, #"1,{"id":1,"#, "$.data.T[0]"),
    .init("a list of rows that is none", "\"H\":[\n", "\"H\":{},\"Y\":[\n", "$.data.H"),
    .init("true", #""name":"one""#, #""name":true"#, "$.data.T[0].name"),
    .init("a list", #""name":"one""#, #""name":[]"#, "$.data.T[0].name"),
    .init("an object without a tag", #""name":"one""#, #""name":{}"#, "$.data.T[0].name"),
    .init("an unknown tag", #"{"$blob":"#, #"{"$bytes":"#, #"$.data.T[1]["$$x"]["$bytes"]"#),
    .init(
      "two tags", #"{"$blob":"#, #"{"$real":"Infinity","$blob":"#, #"$.data.T[1]["$$x"]["$blob"]"#),
    .init("Base64 that is none", #""AP8=""#, #""AP8""#, #"$.data.T[1]["$$x"]["$blob"]"#),
    .init("an integer that is none", "9223372036854775807", "1.0", #"$.data.H[0].a["$integer"]"#),
    .init(
      "an integer of 65 bits", "9223372036854775807", "9223372036854775808",
      #"$.data.H[0].a["$integer"]"#),
    .init(
      "a plain integer that is too large", #""name":"one""#, #""name":9007199254740992"#,
      "$.data.T[0].name"),
    .init("a real that is too large", "1.5", "1e999", #"$.data.T[0]["$$x"]"#),
    .init("a key twice", #"{"id":2"#, #"{"id":1"#, "$.data.T[1]"),
  ]
}
