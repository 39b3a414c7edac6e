package import Foundation
package import JSONCoding

/// The files of `schemas/`, as they are in the source tree.
package enum SchemaFiles {
  package static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "schemas")
  }

  /// The folder that `schemas/` is in.
  package static var root: URL { folder.deletingLastPathComponent() }

  package static func openRPC() throws -> JSONValue { try read("openrpc.json") }
  package static func manifest() throws -> JSONValue { try read("manifest.schema.json") }

  package static func read(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: folder.appending(path: path))))
  }

  /// The paths of all examples, sorted.
  package static func examples() throws -> [String] {
    let folder = folder.appending(path: "examples")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { $0.hasSuffix(".json") }.sorted().map { "examples/\($0)" }
  }
}

extension JSONValue {
  /// A copy in which the value at a path is another one, or gone.
  package func changing(
    _ path: some Collection<String>, _ change: (JSONValue?) -> JSONValue?
  ) -> JSONValue {
    guard let name = path.first else { return change(self) ?? .null }
    let rest = path.dropFirst()
    if case .array(var elements) = self, let index = Int(name), elements.indices.contains(index) {
      elements[index] = elements[index].changing(rest, change)
      return .array(elements)
    }
    guard case .object(var object) = self else { return self }
    object[name] =
      rest.isEmpty ? change(object[name]) : object[name]?.changing(rest, change)
    return .object(object)
  }
}
