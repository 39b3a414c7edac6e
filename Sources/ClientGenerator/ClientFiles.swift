package import JSONCoding
package import SchemaTools

/// The generated files of the contract: its types in Swift, the clients, and the schema of the
/// manifest.
package enum ClientFiles {
  /// The content of each, by its path from the root of the package.
  ///
  /// - Parameter openRPC: the content of `schemas/openrpc.json`.
  package static func all(of openRPC: JSONValue) throws(SchemaError) -> [String: String] {
    let contract = try ClientContract(openRPC: openRPC)
    return try SwiftProtocolFiles.all(of: contract)
      .merging(typeScript(contract)) { first, _ in first }
      .merging(python(contract)) { first, _ in first }
      .merging(swift(contract)) { first, _ in first }
      .merging(["schemas/manifest.schema.json": ManifestSchema.text(from: openRPC)]) { first, _ in
        first
      }
  }
}
