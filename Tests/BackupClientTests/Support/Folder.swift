import BackupClient
import BackupProtocol
import BuiltPrograms
import Foundation
import Glibc
import SampleShop

/// A folder for one test, gone with this object.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/strongroom-client-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  ///
  /// A program cannot be run while anybody has it open for writing, and what another test spawns just
  /// now would have it so. So a process of its own writes it.
  func write(_ text: String, to name: String, mode: mode_t = 0o755) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(filePath: file + ".text"))
    let copy = Process()
    copy.executableURL = URL(filePath: "/bin/cp")
    copy.arguments = ["--remove-destination", file + ".text", file]
    try copy.run()
    copy.waitUntilExit()
    guard copy.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    chmod(file, mode)
    return file
  }

  /// Adds to a file that is there.
  func append(_ text: String, to name: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path + "/" + name))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  /// The lines of a file; none if it is not there.
  func lines(of name: String) -> [String] {
    let text = try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  /// Returns once a file is there and holds a whole line.
  func wait(for name: String) async throws {
    while lines(of: name).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// A client of the real program, with a database of a small shop.
  func client(_ framing: MessageFraming = .newline) throws -> StrongroomClient {
    StrongroomClient(try options(framing))
  }

  func options(_ framing: MessageFraming = .newline) throws -> StrongroomClient.Options {
    let database = path + "/shop.db"
    try ShopGenerator(path: database, targetBytes: 400_000, journalMode: .wal, seed: 1).generate()
    var options = StrongroomClient.Options(program: Program.strongroom, database: database)
    options.framing = framing
    return options
  }

  /// The options for a program that misbehaves. It may use what `Fake.library` has.
  func fake(
    _ python: String, framing: MessageFraming = .newline
  ) throws -> StrongroomClient.Options {
    let program = try write(Fake.library + python, to: "fake.py")
    var options = StrongroomClient.Options(program: program, database: "app.db")
    options.framing = framing
    options.environment["FAKE_FOLDER"] = path
    options.closeTimeout = .seconds(2)
    return options
  }
}

extension Auth {
  static let admin = Auth.actor(Actor(id: "1", role: "SUPER_ADMIN"))
  static let viewer = Auth.actor(Actor(id: "2", role: "VIEWER"))
}
