/// Commands to run, each a program and its arguments; none when empty. No shell reads them.
package struct HookSettings: Sendable, Hashable {
  package var afterRestore: [String] = []
  package var afterReset: [String] = []

  package init() {}
}

extension HookSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case afterRestore, afterReset
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    afterRestore = try container.command(.afterRestore) ?? []
    afterReset = try container.command(.afterReset) ?? []
  }
}

extension KeyedDecodingContainer {
  fileprivate func command(_ key: Key) throws -> [String]? {
    let command = try list(key, of: .argument)
    guard command?.first != "" else {
      throw mismatch(key, index: 0, expected: "the program to run", "an empty string")
    }
    return command
  }
}
