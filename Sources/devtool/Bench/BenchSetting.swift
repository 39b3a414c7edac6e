import BackupProtocol
import FoundationEssentials
import GRDB
import Glibc
import SampleShop

/// Where the bench works, and the programs it runs. It measures on copies in a folder of its own.
struct BenchSetting {
  let strongroom: String
  let devtool: String
  /// The folder of the clients' sources.
  let clients: String
  let folder: URL
  let rounds: Int
  let writerSeconds: Int

  /// The copy that Strongroom backs up and restores.
  var database: String { path("app.db") }

  func path(_ name: String) -> String {
    folder.appending(path: name).path
  }

  func remove(_ names: String...) {
    for name in names { try? FileManager.default.removeItem(atPath: path(name)) }
  }

  func size(_ name: String) throws -> Double {
    var status = stat()
    guard stat(path(name), &status) == 0 else { throw BenchError("\(name) was not written.") }
    return Double(status.st_size)
  }

  // MARK: - Programs

  func run(_ program: String, _ arguments: String...) throws -> ChildProcess.Usage {
    try ChildProcess.run(program, arguments, errorLog: path("stderr.log")).usage
  }

  /// Runs a line of the shell, in which a failure of any part of a pipe counts.
  ///
  /// - Parameter arguments: what the line knows as `$1` and so on.
  func shell(_ line: String, _ arguments: String...) throws -> ChildProcess.Usage {
    try ChildProcess.run(
      "bash", ["-o", "pipefail", "-c", line, "bash"] + arguments, errorLog: path("stderr.log")
    ).usage
  }

  /// Runs a command of Strongroom on `database` and decodes what it prints.
  func strongroom<Reply: Decodable>(
    _ arguments: String..., as type: Reply.Type
  ) throws -> (usage: ChildProcess.Usage, reply: Reply) {
    let (usage, output) = try ChildProcess.run(
      strongroom, arguments + ["--database", database, "--json"], errorLog: path("stderr.log"))
    do {
      return (usage, try JSONDecoder().decode(type, from: Data(output)))
    } catch {
      let text = String(decoding: output.prefix(200), as: UTF8.self)
      throw BenchError("strongroom \(arguments.joined(separator: " ")) printed \(text)")
    }
  }

  func serve() throws -> LineClient {
    try LineClient(
      ChildProcess(
        strongroom, ["serve", "--database", database], errorLog: path("serve.log")))
  }

  // MARK: - Backups

  struct Created: Decodable {
    struct Backup: Decodable {
      let id: String
      let fileSize: Double
    }
    let backup: Backup
  }

  /// For replies of which only the measure counts.
  struct Ignored: Decodable {}

  func create(
    _ format: BackupFormat = .archive, verified: Bool
  ) throws -> (usage: ChildProcess.Usage, backup: Created.Backup) {
    let made = try strongroom(
      "create", "--format", format.rawValue, verified ? "--verify" : "--no-verify",
      as: Created.self)
    return (made.usage, made.reply.backup)
  }

  func delete(_ backup: Created.Backup) throws {
    _ = try strongroom("delete", backup.id, "--yes", "--force", as: Ignored.self)
  }

  /// Reads a file once, so that all find it in the page cache.
  func warm(_ path: String) throws {
    let child = try ChildProcess("cat", [path], errorLog: self.path("stderr.log"))
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while child.read(into: &buffer) > 0 {}
    _ = try child.wait()
  }

  /// Waits until the disk has what was written before, so that nobody pays for another's writes.
  func settle() {
    sync()
  }

  /// Some transactions, so that the live data differs from the backup.
  func work(on path: String, seed: UInt64) throws {
    let queue = try ShopActivity.connect(path: path)
    var activity = ShopActivity(seed: seed)
    try activity.run(transactions: 200, on: queue)
    try queue.close()
  }
}

extension ChildProcess.Usage {
  var milliseconds: Double { wall / .milliseconds(1) }
  var processorMilliseconds: Double { processor / .milliseconds(1) }
}
