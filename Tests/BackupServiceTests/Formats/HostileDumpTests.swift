import Concurrency
import DatabaseSamples
import Databases
import Glibc
import TestSupport
import Testing

@testable import BackupService
@testable import SQLiteEngine
@testable import SQLiteImages

@Suite("Hostile SQL dumps")
struct HostileDumpTests {
  /// Larger ones take minutes.
  private static let largest = 4 << 20

  private static let limits: BuildLimits = {
    var limits = BuildLimits(imageBytes: 64 << 20)
    limits.statementSeconds = 5
    limits.memoryBytes = 256 << 20
    return limits
  }()

  private static let dumps = HostileDump.all.filter {
    $0.content(folder: "/nowhere").size <= largest
  }

  @Test("a dump that does harm is refused, and nothing of it is kept", arguments: dumps)
  func hostile(dump: HostileDump) throws {
    // Pieces of one byte cut every token; larger dumps would take too long that way.
    let isSmall = dump.content(folder: "/nowhere").size < 64 << 10
    let sizes = isSmall ? [1, 4096] : [1 << 20]
    let outcomes = try sizes.map { try outcome(of: dump, pieces: $0) }
    #expect(Set(outcomes).count == 1, "\(dump): \(outcomes)")
    if dump.verdict == .refused { #expect(outcomes[0] != nil, "\(dump) is taken") }
  }

  /// - Returns: why the dump is refused; nil where it is taken.
  private func outcome(of dump: HostileDump, pieces: Int) throws -> String? {
    let folder = try TemporaryFolder()
    let path = folder["image.db"]
    let source = PieceSource(dump.content(folder: folder.path).bytes, size: pieces)
    var message: String?
    do {
      try DumpFile.replay(source, to: path, limits: Self.limits)
      try expectSound(path, dump)
    } catch let error as DumpError {
      message = error.description.replacing(folder.path, with: "")
    } catch let error as BuildError {
      message = error.description.replacing(folder.path, with: "")
    }
    let names = TemporaryFolder.names(in: folder.path)
    #expect(names == (message == nil ? ["image.db"] : []), "\(dump) leaves \(names)")
    if let message { #expect(isPlain(message), "\(dump): \(message)") }
    return message
  }

  /// What is taken must be a database that can be backed up again.
  private func expectSound(_ path: String, _ dump: HostileDump) throws {
    let report = try SQLiteDatabase(path: path).check(
      image: path, depth: .quick, cancellation: Cancellation())
    #expect(report.faults == [], "\(dump)")
  }

  private func isPlain(_ message: String) -> Bool {
    message.utf8.count < 500 && message.hasSuffix(".") && !message.contains("\n")
      && !message.contains("BuildError") && !message.contains("SQLITE_")
  }
}
