import ArgumentParser
import BackupProtocol
import BackupService
import Foundation
import Logging
import SampleShop
import ServiceConfiguration

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Back up a generated shop database, damage it, restore it, and prove it.")

  @Option(name: .long, help: "Size of the shop's database in MB.")
  var megabytes: Int = 20

  @Option(name: .long, help: "Folder to work in. It is kept. By default a temporary folder.")
  var folder: String?

  func validate() throws {
    guard (1...100_000).contains(megabytes) else {
      throw ValidationError("--megabytes must be from 1 to 100000.")
    }
  }

  func run() async throws {
    let folder =
      folder ?? FileManager.default.temporaryDirectory.path + "/strongroom-demo-\(getpid())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { if self.folder == nil { try? FileManager.default.removeItem(atPath: folder) } }
    do {
      try await DemoStory(database: folder + "/shop.db", megabytes: megabytes).tell()
    } catch let failure as CommandFailure {
      throw failure.report(json: false)
    }
    if self.folder != nil { Terminal.print("\nEverything is in \(folder).") }
  }
}
