import BackupProtocol
import Compression
import Concurrency
import Crypto
import Databases
import Files
import GRDB
import JSONCoding
import ObjectStorage
import Synchronization
import TestSupport

@testable import ArchiveFormat
@testable import BackupCatalog
@testable import BackupService
@testable import SQLiteEngine

/// An archive put together by hand, as only an attacker or an accident would make it.
struct ForeignArchive {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ name: String, _ content: [UInt8], kind: Character = "0") {
    addHeader(name, size: Int64(content.count), kind: kind)
    bytes += content
    bytes += [UInt8](repeating: 0, count: TarHeader.padding(after: Int64(content.count)))
  }

  mutating func addHeader(_ name: String, size: Int64, kind: Character = "0") {
    var header = TarHeader(name: name, size: size, modified: 0).encoded
    header[156] = kind.asciiValue ?? 0
    if kind != "0" { header.replaceSubrange(157..<168, with: "/etc/passwd".utf8) }
    header.replaceSubrange(148..<156, with: "        ".utf8)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    header.replaceSubrange(
      148..<156, with: (String(repeating: "0", count: 6 - sum.utf8.count) + sum + "\0 ").utf8)
    bytes += header
  }

  mutating func addBytes(_ more: [UInt8]) { bytes += more }

  mutating func end() { bytes += [UInt8](repeating: 0, count: 1024) }

  /// As the service itself compresses, in blocks with an index.
  func compressed(_ algorithm: Compression.CompressionAlgorithm = .zstd) throws -> [UInt8] {
    let output = Output()
    let compressor = try ParallelCompressor(algorithm: algorithm) { output.take($0) }
    try bytes.withUnsafeBytes { try compressor.write($0) }
    _ = try compressor.finish()
    return output.bytes
  }

  private final class Output: Sendable {
    private let taken = Mutex<[UInt8]>([])
    var bytes: [UInt8] { taken.withLock { $0 } }
    func take(_ more: UnsafeRawBufferPointer) { taken.withLock { $0.append(contentsOf: more) } }
  }
}

/// A backup whose file can be exchanged.
struct TamperedBackup {
  let fixture: ServiceFixture
  let backup: Backup
  let image: [UInt8]
  let manifest: Manifest
  let dump: [String]

  init(_ database: SampleDatabase = .tiny, _ params: CreateBackup.Params = .init()) throws {
    fixture = try ServiceFixture(database)
    let operations = fixture.operations()
    backup = try operations.create(params)
    let path = fixture.folder["image.sqlite"]
    manifest = try ArchiveReader(operations.requireStored(backup).open())
      .extractImage(
        to: path, expectedSize: nil, freeBytes: nil, cancellation: Cancellation()
      ) { _, _ in }
    image = try FileContent.read(path)
    dump = try fixture.dump()
  }

  var manifestBytes: [UInt8] { get throws { try JSONValueEncoder().encode(manifest).serialized } }

  /// Another manifest that fits another image.
  func manifest(
    fitting image: [UInt8], _ change: (inout Manifest) -> Void = { _ in }
  ) throws -> [UInt8] {
    var manifest = manifest
    manifest.image?.size = image.count
    manifest.image?.checksum = Checksum(
      algorithm: .sha256, value: hexadecimal(SHA256.hash(data: image)))
    change(&manifest)
    return try JSONValueEncoder().encode(manifest).serialized
  }

  /// Puts another file in the place of the backup's, and tries everything with it.
  ///
  /// - Parameter isKnown: whether the catalog remembers the backup, or was made from the file.
  /// - Returns: the failure of the preview; nil where it succeeds.
  func preview(_ file: [UInt8], isKnown: Bool = true) throws -> ContractError? {
    try FileContent.write(file, to: fixture.path(of: backup))
    let operations = fixture.operations()
    if !isKnown {
      try operations.catalog().write { db in try db.execute(sql: "DELETE FROM manifest") }
    }
    return serviceFailure { _ = try operations.token(for: backup) }
  }

  /// Nothing that happened to the file may be seen anywhere else.
  var isUntouched: Bool {
    get throws { try fixture.dump() == dump && fixture.archives == [backup.fileName] }
  }
}
