import Foundation
import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

/// Holds our validator against the `jsonschema` package of Python, where that is installed.
struct ReferenceValidatorTests {
  static let script = """
    import json, sys, jsonschema
    document, cases = json.load(sys.stdin)
    validator = lambda schema: jsonschema.Draft7Validator({**document, "allOf": [schema]})
    verdicts = [validator(schema).is_valid(value) for schema, value in cases]
    json.dump(verdicts, sys.stdout)
    """

  static let isInstalled = (try? run("import jsonschema", input: [])) != nil

  @Test(
    "our verdicts are those of the reference, on examples and on damaged copies of them",
    .enabled(if: isInstalled, "python3 has no package jsonschema"))
  func agrees() throws {
    let document = try Self.document()
    let cases = try Self.keywordCases() + Self.exampleCases()
    let input: JSONValue = [document, .array(cases.map { [$0.schema, $0.value] })]
    let output = try Self.run(Self.script, input: input.serialized)
    let verdicts = try JSONValue(parsing: output).arrayValue ?? []
    try #require(verdicts.count == cases.count)
    let validator = SchemaValidator(document: SchemaDocument(document))
    var disagreements: [String] = []
    for (example, verdict) in zip(cases, verdicts) {
      let found = try validator.problems(of: example.value, against: example.schema, at: "it")
      if verdict != .bool(found.isEmpty) { disagreements.append("\(found) \(verdict)") }
    }
    #expect(disagreements.isEmpty)
    #expect(verdicts.contains(true) && verdicts.contains(false))
  }

  private typealias Case = (schema: JSONValue, value: JSONValue)

  /// What `$ref` in any of the cases can lead to.
  private static func document() throws -> JSONValue {
    let components = try SchemaFiles.openRPC()["components"] ?? .null
    return ["$defs": SchemaValidatorTests.document["$defs"] ?? .null, "components": components]
  }

  private static func keywordCases() -> [Case] {
    SchemaValidatorTests.cases.map { ($0.schema, $0.value) }
  }

  private static func exampleCases() throws -> [Case] {
    let methods = try OpenRPCDocument(SchemaFiles.openRPC()).methods()
    let results = Dictionary(methods.map { ($0.name, $0.result) }, uniquingKeysWith: { $1 })
    let cases = try SchemaFiles.examples().flatMap { path in
      try ExampleFile(SchemaFiles.read(path)).steps.flatMap { step -> [Case] in
        guard let result = step.reply?["result"],
          let schema = results[step.request["method"]?.stringValue ?? ""] ?? nil
        else { return [] }
        let value = try ExamplePlaceholder.sampling(result)
        return ([value] + damagedCopies(of: value)).map { (schema, $0) }
      }
    }
    // One in thirteen keeps a large set of cases quick, and meets every member now and then.
    return stride(from: 0, to: cases.count, by: 13).map { cases[$0] }
  }

  /// Copies of a value, each with one member taken out or of another type.
  private static func damagedCopies(of value: JSONValue) -> [JSONValue] {
    switch value {
    case .object(let object):
      object.keys.flatMap { key -> [JSONValue] in
        var without = object
        without[key] = nil
        let changed = damagedCopies(of: object[key] ?? .null).map { part -> JSONValue in
          var copy = object
          copy[key] = part
          return .object(copy)
        }
        return [.object(without)] + changed
      }
    case .array(let elements):
      damagedCopies(of: elements.first ?? .null).map { .array([$0]) }
    default:
      [.null, "other", -1, true].filter { $0 != value }
    }
  }

  /// Runs a script of Python. Throws if it cannot be started or does not succeed.
  private static func run(_ script: String, input: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "input.json")
    try Data(input).write(to: file)
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw SchemaError("python3 failed") }
    return [UInt8](data)
  }
}
