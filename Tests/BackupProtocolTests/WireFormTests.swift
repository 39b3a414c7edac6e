import BackupProtocol
import JSONCoding
import Testing

struct WireFormTests {
  @Test("a backup without a value for a promised key says null")
  func nullable() throws {
    let backup = Backup(
      id: "b1", fileName: "shop.tar.zst", fileSize: 0, backupDate: .start, isAutomatic: false,
      createdAt: .start, type: .manual, status: .running, format: .archive, database: "shop",
      encrypted: false, pinned: false, locations: [])
    let value = try JSONValueEncoder().encode(backup)
    let keys = [
      "checksum", "verifiedAt", "label", "createdBy", "durationMs", "tableCount", "rowCount",
      "error",
    ]
    for key in keys { #expect(value[key] == .some(.null), "\(key)") }
    #expect(try JSONValueDecoder().decode(Backup.self, from: value) == backup)
  }

  @Test("what only some backups, errors and previews have is left out by the others")
  func absent() throws {
    let backup = Backup(
      id: "b1", fileName: "shop.sql.gz", fileSize: 1, backupDate: .start, isAutomatic: false,
      createdAt: .start, type: .manual, status: .completed, format: .sql, database: "shop",
      encrypted: false, pinned: false, locations: [])
    for key in ["importedFrom", "passedOver"] {
      #expect(try JSONValueEncoder().encode(backup)[key] == nil, "\(key)")
    }
    var imported = backup
    imported.importedFrom = "old-system.sql"
    imported.passedOver = [.init(what: "DROP TABLE", count: 2)]
    let value = try JSONValueEncoder().encode(imported)
    #expect(value["importedFrom"] == "old-system.sql")
    #expect(value["passedOver"] == [["what": "DROP TABLE", "count": 2]])
    #expect(try JSONValueDecoder().decode(Backup.self, from: value) == imported)
    let error = ErrorData(kind: .backupCorrupt, line: 7, columns: ["id", "name"])
    #expect(
      try JSONValueEncoder().encode(error)
        == ["kind": "backupCorrupt", "line": 7, "columns": ["id", "name"]])
    #expect(try JSONValueEncoder().encode(ErrorData(kind: .busy)) == ["kind": "busy"])
  }

  @Test("a manifest describes an image or rows, and says so only where it does")
  func manifest() throws {
    let hash = Checksum(algorithm: .sha256, value: String(repeating: "0", count: 64))
    var manifest = Manifest(
      formatVersion: 1, id: "b1", createdAt: .start, type: .manual, format: .json,
      generator: .init(name: "strongroom", version: "1"), source: .init(name: "shop"),
      database: .init(
        engine: .sqlite, pageSize: 4096, pageCount: 1, encoding: .utf8, autoVacuum: .none,
        journalMode: .wal, applicationId: 0, userVersion: 0, sqliteVersion: "3"),
      schema: .init(fingerprint: "sha256:0"), tables: [], tableCount: 0, rowCount: 0,
      content: .init(checksum: hash), compression: .init(algorithm: .gzip, level: 6),
      importedFrom: "old.json", isPartial: true)
    let rows = try JSONValueEncoder().encode(manifest)
    #expect(rows["image"] == nil && rows["content"]?["checksum"]?["algorithm"] == "sha256")
    #expect(rows["importedFrom"] == "old.json" && rows["isPartial"] == true)
    #expect(try JSONValueDecoder().decode(Manifest.self, from: rows) == manifest)
    manifest.image = .init(fileName: "database.sqlite", size: 4096, checksum: hash)
    manifest.content = nil
    manifest.importedFrom = nil
    manifest.isPartial = nil
    let image = try JSONValueEncoder().encode(manifest)
    for key in ["content", "importedFrom", "isPartial"] { #expect(image[key] == nil, "\(key)") }
    #expect(try JSONValueDecoder().decode(Manifest.self, from: image) == manifest)
  }

  @Test(
    "an export says its format only where one is wanted, and knows four",
    arguments: [
      (["id": "b", "destination": "a"], nil),
      (["id": "b", "destination": "a", "format": "archive"], .archive),
      (["id": "b", "destination": "a", "format": "sql"], .sql),
      (["id": "b", "destination": "a", "format": "json"], .json),
      (["id": "b", "destination": "a", "format": "sqlite"], .sqlite),
    ] as [(JSONValue, ExportFormat?)])
  func exportFormat(json: JSONValue, format: ExportFormat?) throws {
    let params = try JSONValueDecoder(unknownKeys: .refuse).decode(
      ExportBackup.Params.self, from: json)
    #expect(params == ExportBackup.Params(id: "b", destination: "a", format: format))
    #expect(try JSONValueEncoder().encode(params) == json)
  }

  @Test("a promised key that is missing is refused")
  func missing() {
    #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(
        ListBackups.Result.self, from: ["backups": [], "total": 0])
    }
  }

  @Test("an optional param that is null counts as absent")
  func nullParam() throws {
    let params = try JSONValueDecoder(unknownKeys: .refuse).decode(
      CreateBackup.Params.self, from: ["label": nil, "verify": nil])
    #expect(params == CreateBackup.Params())
    #expect(try JSONValueEncoder().encode(params) == [:])
  }

  @Test(
    "updateBackup tells a label that is absent from one that is null",
    arguments: [
      (["id": "b1"], .unchanged), (["id": "b1", "label": nil], .cleared),
      (["id": "b1", "label": "before the move"], .set("before the move")),
    ] as [(JSONValue, Change<String>)])
  func label(json: JSONValue, label: Change<String>) throws {
    let params = try JSONValueDecoder(unknownKeys: .refuse).decode(
      UpdateBackup.Params.self, from: json)
    #expect(params.label == label)
    #expect(try JSONValueEncoder().encode(params) == json)
  }

  @Test("params and context share one object")
  func callParams() throws {
    let json: JSONValue = [
      "id": "b1", "auth": ["actor": ["id": "u1", "role": "ADMIN"]], "progressToken": 7,
    ]
    let call = try JSONValueDecoder(unknownKeys: .refuse).decode(
      CallParams<GetBackup.Params>.self, from: json)
    #expect(call.params.id == "b1")
    #expect(call.context.auth == .actor(Actor(id: "u1", role: "ADMIN")))
    #expect(call.context.progressToken == 7)
    #expect(try JSONValueEncoder().encode(call) == json)
  }

  @Test(
    "an identity is exactly one of an actor and a token",
    arguments: [
      [:], ["token": "a.b.c", "actor": ["id": "u1", "role": "ADMIN"]], ["token": 1], "a.b.c",
    ] as [JSONValue])
  func auth(json: JSONValue) {
    #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(Auth.self, from: json)
    }
  }

  @Test("a token is not shown in a description")
  func secrecy() {
    #expect("\(Auth.token("a.b.c"))" == "token")
    #expect("\(CallContext(auth: .token("a.b.c")))".contains("a.b.c") == false)
  }

  @Test(
    "the id of a request is a string or an integer",
    arguments: [("abc", "abc"), (7, 7), (-1, -1), ("7", "7")] as [(JSONValue, StringOrInteger)])
  func identifier(json: JSONValue, value: StringOrInteger) throws {
    #expect(try JSONValueDecoder().decode(StringOrInteger.self, from: json) == value)
    #expect(try JSONValueEncoder().encode(value) == json)
  }

  @Test("the id of a request is nothing else", arguments: [nil, true, [], [:]] as [JSONValue])
  func noIdentifier(json: JSONValue) {
    #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(StringOrInteger.self, from: json)
    }
  }

  @Test("the result of shutdown is null, and that of ping an empty object")
  func emptyResults() throws {
    #expect(try JSONValueEncoder().encode(NullResult()) == .null)
    #expect(try JSONValueEncoder().encode(EmptyObject()) == [:])
    #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(NullResult.self, from: [:])
    }
  }

  @Test("params that are not an object are refused", arguments: [nil, [], "x"] as [JSONValue])
  func notAnObject(json: JSONValue) {
    #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(Ping.Params.self, from: json)
    }
  }

  @Test("a value that is no choice is refused with the choices")
  func choice() throws {
    let error = #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder().decode(CreateBackup.Params.self, from: ["compression": "lz4"])
    }
    #expect(error?.path == "params.compression")
    #expect(error?.allowed == ["zstd", "gzip"])
  }
}

extension Timestamp {
  fileprivate static var start: Self { Self(millisecondsSince1970: 0) }
}
