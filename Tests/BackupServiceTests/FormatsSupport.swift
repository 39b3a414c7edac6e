import BackupProtocol
import Compression
import DatabaseSamples
import ObjectStorage
import Synchronization
import TestSupport
import Testing

@testable import BackupService

extension ServiceFixture {
  /// A live database that people know.
  convenience init(_ schema: SampleSchema, isLogged: Bool = true) throws {
    try self.init(nil as SampleDatabase?)
    try schema.make(at: databasePath)
    if isLogged { try change("PRAGMA journal_mode = wal") }
  }

  /// Runs statements as an application would that does not mind its foreign keys.
  func change(_ sql: String) throws { try RawConnection(databasePath).execute(sql) }

  /// A copy of the live database, byte by byte.
  func copy(as name: String) throws -> String {
    try change("PRAGMA wal_checkpoint(TRUNCATE)")
    try FileContent.write(FileContent.read(databasePath), to: folder[name])
    return folder[name]
  }

  /// Names beside the live database and its backups.
  var others: [String] {
    TemporaryFolder.names(in: folder.path).filter { !$0.hasPrefix("app.db") }
  }
}

func expectSame(_ a: String, _ b: String, _ comment: String = "") throws {
  let differences = try DatabaseEquality.differences(between: a, and: b)
  #expect(differences == [], Comment(rawValue: "\(comment) \(differences.prefix(3))"))
}

extension BackupFormat {
  /// Those that are files of their own.
  static let files: [BackupFormat] = [.archive, .sql, .json]
}

extension BackupOperations {
  @discardableResult
  func importing(
    _ path: String, control: OperationControl = OperationControl()
  ) throws -> Backup {
    try importBackup(.init(path: path), by: .owner, control: control).backup
  }

  /// - Returns: the path of the file.
  @discardableResult
  func exporting(
    _ backup: Backup, as format: ExportFormat? = nil, to name: String,
    control: OperationControl = OperationControl()
  ) throws -> String {
    try exportBackup(
      .init(id: backup.id, destination: name, format: format), by: .owner, control: control
    ).path
  }

  func preview(_ backup: Backup) throws -> RestorePreview {
    try previewRestore(.init(id: backup.id), by: .owner, control: OperationControl()).report
  }

  func undo(_ outcome: RestoreOutcome) async throws -> RestoreOutcome {
    let safetyBackup = try #require(outcome.safetyBackup)
    return try await rollbackRestore(
      .init(restoreId: outcome.restore.id, confirmationToken: try token(for: safetyBackup)),
      by: .owner, control: OperationControl())
  }
}

/// What the service's own compressors make of bytes.
enum Packed {
  static func pack(
    _ bytes: [UInt8], _ algorithm: Compression.CompressionAlgorithm = .gzip
  ) throws -> [UInt8] {
    let output = Mutex<[UInt8]>([])
    let compressor = try ParallelCompressor(algorithm: algorithm) { part in
      output.withLock { $0.append(contentsOf: part) }
    }
    try bytes.withUnsafeBytes { try compressor.write($0) }
    _ = try compressor.finish()
    return output.withLock { $0 }
  }

  static func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
    let stream = ContentStream(try ParallelDecompressor(source: Memory(bytes: bytes)))
    defer { stream.close() }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try buffer.withUnsafeMutableBytes({ try stream.read(into: $0) }),
      count > 0
    {
      content += buffer[..<count]
    }
    return content
  }

  /// The text in a file.
  static func text(_ path: String) throws -> String {
    String(decoding: try unpack(FileContent.read(path)), as: UTF8.self)
  }

  private struct Memory: RandomAccessSource {
    let bytes: [UInt8]
    var size: Int64 { Int64(bytes.count) }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let part = bytes.dropFirst(Int(offset)).prefix(buffer.count)
      buffer.copyBytes(from: part)
      return part.count
    }
  }
}
