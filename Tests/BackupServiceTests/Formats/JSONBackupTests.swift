import BackupProtocol
import CSchemas
import DatabaseSamples
import Foundation
import JSONCoding
import SchemaTools
import TestSupport
import Testing

@testable import BackupService

@Suite("Backups of the format json")
struct JSONBackupTests {
  @Test("a backup of the format json is made, verified, and describes itself")
  func create() throws {
    let fixture = try ServiceFixture(.shop)
    let operations = fixture.operations()
    let backup = try operations.create(.init(format: .json, label: "by hand"))
    #expect(backup.fileName.hasSuffix(".json.gz"))
    #expect(backup.verifiedAt != nil)
    let document = try Self.unpack(fixture.path(of: backup))
    #expect(try ExportSchema.problems(of: document) == [])
    #expect(try ManifestSchema.problems(of: #require(document["manifest"])) == [])
    for key in ["id", "createdAt", "label", "source", "generator"] {
      #expect(document[key] == document["manifest"]?[key], "\(key)")
    }
    let report = try operations.verifyBackup(
      .init(id: backup.id), by: .owner, control: OperationControl()
    ).report
    #expect(report.ok)
  }

  @Test("the manifest is read from the last block, and also where another program packed the file")
  func repacked() throws {
    let fixture = try ServiceFixture(.shop)
    let backup = try fixture.operations().create(.init(format: .json))
    let stored = try #require(fixture.operations().stored(backup))
    let manifest = try stored.reader().readManifest()
    #expect(manifest.id == backup.id)
    let path = fixture.path(of: backup)
    try Tool.gzip.run("-d", path)
    try Tool.gzip.run(path.replacing(".gz", with: ""))
    #expect(try stored.reader().readManifest() == manifest)
  }

  @Test("a document that was taken in from the host is one of ours by its schema")
  func partial() throws {
    let folder = try TemporaryFolder()
    try SampleSchema.lpgNexus.make(at: folder["a.db"])
    let bytes = try ForeignFile.rewrite(HostDocument.make(of: folder["a.db"]), for: folder["a.db"])
    let document = try JSONValue(parsing: bytes)
    #expect(try ExportSchema.problems(of: document) == [])
    #expect(document["manifest"]?["isPartial"] == true)
  }

  @Test("a full document with the marks of a partial one is neither")
  func neither() throws {
    let folder = try TemporaryFolder()
    try SampleSchema.lpgNexus.make(at: folder["a.db"])
    let text = String(decoding: try JSONFile.write(folder["a.db"]).text, as: UTF8.self)
    let marked = text.replacing(
      #""formatVersion":1,"#, with: #""formatVersion":1,"partial":true,"#, maxReplacements: 1)
    #expect(try ExportSchema.problems(of: JSONValue(parsing: Array(marked.utf8))) != [])
  }

  private static func unpack(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: Array(Tool.gzip.run("-dc", path).utf8))
  }
}

/// `schemas/export.schema.json`, as it was built into the program.
enum ExportSchema {
  static func problems(of document: JSONValue) throws -> [String] {
    var length = 0
    let bytes = strongroom_export_schema(&length)
    let schema = try JSONValue(parsing: Array(UnsafeBufferPointer(start: bytes, count: length)))
    return try SchemaValidator(document: SchemaDocument(schema))
      .problems(of: document, against: schema, at: "$").map(\.description)
  }
}
