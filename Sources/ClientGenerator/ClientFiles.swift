/// The generated files of the clients.
package enum ClientFiles {
  /// The content of each, by its path from the root of the package.
  package static func all(of contract: ClientContract) -> [String: String] {
    typeScript(contract)
      .merging(python(contract)) { first, _ in first }
      .merging(swift(contract)) { first, _ in first }
  }
}
