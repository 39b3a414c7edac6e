import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

/// An application that is connected cannot go on with a database that stores text in another way.
@Suite("A restore that changes the text encoding")
struct EncodingChangeTests {
  private static let rows = "CREATE TABLE t(a); INSERT INTO t VALUES ('ä'), ('b');"

  private func fixture(_ format: BackupFormat) throws -> (ServiceFixture, Backup) {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change("PRAGMA encoding = 'UTF-16le';" + Self.rows + "PRAGMA journal_mode = wal")
    let backup = try fixture.operations().create(.init(format: format))
    for suffix in ["", "-wal", "-shm"] { unlink(fixture.databasePath + suffix) }
    try fixture.change(Self.rows + "INSERT INTO t VALUES ('c'); PRAGMA journal_mode = wal")
    return (fixture, backup)
  }

  @Test("is shown, and needs consent", arguments: [BackupFormat.archive, .sql])
  func consent(format: BackupFormat) async throws {
    let (fixture, backup) = try fixture(format)
    let operations = fixture.operations()
    let report = try operations.preview(backup)
    #expect(!report.schema.same && report.requiresSchemaChange)
    #expect(report.schema.differences.map(\.kind) == [.changedSetting])
    #expect(report.schema.differences.map(\.name) == ["encoding"])
    do {
      _ = try await operations.restore(backup)
      Issue.record("it was restored without consent")
    } catch {
      let failure = ContractError(error)
      #expect(failure.kind == .incompatible && failure.data.reason == "encoding")
      #expect(failure.data.path == "params.allowSchemaChange")
      #expect(failure.data.expected == "UTF-16le" && failure.data.found == "UTF-8")
    }
    #expect(try fixture.encoding() == "UTF-8")
    _ = try await operations.restore(backup, allowSchemaChange: true)
    #expect(try fixture.encoding() == "UTF-16le")
  }

  @Test("is not needed for the rows of a document")
  func document() async throws {
    let (fixture, backup) = try fixture(.json)
    let operations = fixture.operations()
    #expect(try !operations.preview(backup).requiresSchemaChange)
    _ = try await operations.restore(backup)
    #expect(try fixture.encoding() == "UTF-8")
    let rows = try RawConnection(fixture.databasePath).texts("SELECT a FROM t ORDER BY a")
    #expect(rows == ["b", "ä"])
    _ = try await operations.restore(backup, allowSchemaChange: true)
    #expect(try fixture.encoding() == "UTF-16le")
  }
}

extension ServiceFixture {
  fileprivate func encoding() throws -> String? {
    try RawConnection(databasePath).texts("PRAGMA encoding").first
  }
}
