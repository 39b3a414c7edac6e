import ArgumentParser
import ClientGenerator
import FoundationEssentials
import JSONCoding

struct Clients: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look after what the clients have from schemas/openrpc.json.",
    subcommands: [Generate.self, Check.self])

  struct Folder: ParsableArguments {
    @Option(help: "The folder of the package.")
    var folder = "."

    func files() throws -> [(url: URL, path: String, text: String)] {
      let root = URL(filePath: folder)
      let document = try JSONValue(
        parsing: [UInt8](Data(contentsOf: root.appending(path: "schemas/openrpc.json"))))
      return try ClientFiles.all(of: document)
        .map { (root.appending(path: $0.key), $0.key, $0.value) }
        .sorted { $0.path < $1.path }
    }
  }

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the generated files of the clients.")

    @OptionGroup var folder: Folder

    func run() throws {
      for file in try folder.files() {
        try FileManager.default.createDirectory(
          at: file.url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: file.url)
      }
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold the generated files of the clients against the schema.")

    @OptionGroup var folder: Folder

    func run() throws {
      let stale = try folder.files().filter { file in
        (try? Data(contentsOf: file.url)) != Data(file.text.utf8)
      }
      for file in stale {
        print("\(file.path) is not what the schema gives; run `devtool clients generate`.")
      }
      guard stale.isEmpty else { throw ExitCode(1) }
    }
  }
}
