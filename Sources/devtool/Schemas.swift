import ArgumentParser
import FoundationEssentials
import JSONCoding
import SchemaTools

struct Schemas: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schemas", abstract: "Look after the documents of schemas/.",
    subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hold the OpenRPC document and the manifest's schema against the code.")

    @Option(help: "The folder of the documents.")
    var folder = "schemas"

    func run() throws {
      let found =
        try ContractCheck.differences(inOpenRPC: read("openrpc.json"))
        + ContractCheck.differences(inManifest: read("manifest.schema.json"))
      for difference in found { print(difference) }
      guard found.isEmpty else { throw ExitCode(1) }
    }

    private func read(_ name: String) throws -> JSONValue {
      let path = URL(filePath: folder).appending(path: name)
      return try JSONValue(parsing: [UInt8](Data(contentsOf: path)))
    }
  }
}
