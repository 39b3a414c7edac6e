import ClientGenerator
import Foundation
import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

struct ClientFilesTests {
  private static let paths = Result {
    try ClientFiles.all(of: SchemaFiles.openRPC())
  }

  @Test("the generated files of the clients are what the schema gives")
  func current() throws {
    for (path, text) in try Self.paths.get() {
      let found = try? String(contentsOf: SchemaFiles.root.appending(path: path), encoding: .utf8)
      #expect(found == text, "\(path): run `devtool clients generate`")
    }
  }

  @Test("the package for Node has the version of the contract")
  func packageVersion() throws {
    let package = try SchemaFiles.read("../clients/typescript/package.json")
    #expect(try package["version"] == SchemaFiles.openRPC()["info"]?["version"])
  }

  @Test("nothing else is in the folders of the generated files")
  func complete() throws {
    let expected = try Self.paths.get().keys
    let folders = Set(expected.map { ($0 as NSString).deletingLastPathComponent })
    for folder in folders where folder != "schemas" {
      let found = try FileManager.default.contentsOfDirectory(
        atPath: SchemaFiles.root.appending(path: folder).path)
      let strays = found.filter { name in
        !name.hasPrefix("__pycache__") && !expected.contains("\(folder)/\(name)")
          && !folders.contains("\(folder)/\(name)")
      }
      #expect(strays.isEmpty, "\(folder)")
    }
  }

  @Test("a new method reaches every client from the schema alone")
  func newMethod() throws {
    let method: JSONValue = [
      "name": "pruneBackups", "summary": "Deletes what the policy does not keep.",
      "description": "Needs the permission to edit.", "paramStructure": "by-name",
      "params": [
        ["name": "dryRun", "description": "Only say what.", "schema": ["type": "boolean"]],
        ["$ref": "#/components/contentDescriptors/auth"],
        ["$ref": "#/components/contentDescriptors/progressToken"],
      ],
      "result": [
        "name": "pruneBackupsResult",
        "schema": [
          "type": "object", "required": ["removedIds"],
          "properties": [
            "removedIds": [
              "description": "What went.", "type": "array", "items": ["type": "string"],
            ]
          ],
        ],
      ],
      "errors": [], "x-permission": "edit",
    ]
    let document = try SchemaFiles.openRPC().changing(["methods"]) { methods in
      .array((methods?.arrayValue ?? []) + [method])
    }
    let files = try ClientFiles.all(of: document)
    let typeScript = try #require(files["clients/typescript/src/generated/methods.ts"])
    #expect(typeScript.contains("pruneBackups(\n    params?: PruneBackupsParams & Also,"))
    #expect(typeScript.contains("dryRun?: boolean | undefined;"))
    #expect(typeScript.contains("removedIds: string[];"))
    let python = try #require(files["clients/python/src/strongroom/_generated/methods.py"])
    #expect(python.contains("dry_run: Optional[bool] = None,"))
    #expect(python.contains("\"dryRun\": dry_run,"))
    #expect(python.contains("removed_ids: List[str]"))
    for type in [
      "Call[PruneBackupsResult]", "PruneBackupsResult", "BlockingCall[PruneBackupsResult]",
    ] {
      #expect(python.contains(") -> \(type):"))
    }
    let folder = "Sources/BackupClient/Generated/"
    let swift = try #require(files[folder + "StrongroomClient+Methods.swift"])
    #expect(swift.contains("public func pruneBackups("))
    #expect(swift.contains("_ params: PruneBackups.Params = .init(), as auth: Auth? = nil,"))
    #expect(files[folder + "MethodTraits.swift"]?.contains("\"pruneBackups\"") == true)
    let types = try #require(
      files["Sources/BackupProtocol/Generated/Methods/PruneBackups.swift"])
    #expect(types.contains("public enum PruneBackups: BackupMethod {"))
    #expect(types.contains("public init(dryRun: Bool? = nil) {"))
    #expect(types.contains("public var removedIds: [String]"))
  }

  /// A change of the document that no client could be made of.
  struct Mutation: Sendable, CustomTestStringConvertible {
    let name: String
    let path: [String]
    let change: @Sendable (JSONValue?) -> JSONValue?
    let reason: String
    var testDescription: String { name }
  }

  @Test(
    "a contract that contradicts itself is refused",
    arguments: [
      Mutation(
        name: "a required property is not described",
        path: ["components", "schemas", "Backup", "properties", "pinned"], change: { _ in nil },
        reason: "pinned is required but not described"),
      Mutation(
        name: "a method no longer takes auth", path: ["methods", "6", "params"],
        change: { .array(Array(($0?.arrayValue ?? []).prefix(1))) },
        reason: "getBackup: auth goes with every method"),
      Mutation(
        name: "a permission is misspelt", path: ["methods", "6", "x-permission"],
        change: { _ in "read" }, reason: "getBackup: there is no permission read"),
      Mutation(
        name: "a kind of error has no code", path: ["components", "errors", "parseError"],
        change: { _ in nil }, reason: "ErrorKind is not"),
      Mutation(
        name: "a kind of error has no name", path: ["components", "schemas", "ErrorKind", "enum"],
        change: { .array(Array(($0?.arrayValue ?? []).dropLast())) }, reason: "ErrorKind is not"),
      Mutation(
        name: "a value of an error has two types",
        path: ["components", "errors", "rateLimited", "data", "properties", "hint", "type"],
        change: { _ in "integer" }, reason: "hint of rateLimited has another type"),
      Mutation(
        name: "progress is gone", path: ["x-events"],
        change: { .array(Array(($0?.arrayValue ?? []).dropFirst())) }, reason: "$/progress"),
    ])
  func contradictions(mutation: Mutation) throws {
    let document = try SchemaFiles.openRPC().changing(mutation.path, mutation.change)
    let error = #expect(throws: SchemaError.self) { try ClientFiles.all(of: document) }
    let message = error?.description ?? ""
    #expect(message.contains(mutation.reason), "\(message)")
  }

  @Test("a secret is not in what Python prints of a value")
  func secrets() throws {
    let files = try ClientFiles.all(of: SchemaFiles.openRPC())
    let folder = "clients/python/src/strongroom/_generated/"
    #expect(files[folder + "types.py"]?.contains("    token: str = field(repr=False)") == true)
    for name in ["confirmation_token", "reset_token"] {
      #expect(
        files[folder + "methods.py"]?.contains("    \(name): str = field(repr=False)") == true)
    }
  }

  @Test("a new kind of error, event and version reach the clients, too")
  func others() throws {
    let document = try SchemaFiles.openRPC()
      .changing(["info", "version"]) { _ in "1.7.0" }
      .changing(["components", "schemas", "ErrorKind", "enum"]) { kinds in
        .array((kinds?.arrayValue ?? []) + ["leaseLost"])
      }
      .changing(["components", "errors", "leaseLost"]) { _ in
        [
          "code": 1099, "message": "The lease is lost.",
          "data": [
            "type": "object", "required": ["kind"],
            "properties": ["kind": ["const": "leaseLost"], "lostAt": ["type": "integer"]],
          ],
        ]
      }
      .changing(["x-events"]) { events in
        .array(
          (events?.arrayValue ?? []) + [
            [
              "name": "lease/lost", "summary": "The lease is lost.", "paramStructure": "by-name",
              "params": [["name": "reason", "required": true, "schema": ["type": "string"]]],
            ]
          ])
      }
    let text = try ClientFiles.all(of: document).values.joined()
    for expected in [
      "export class LeaseLostError extends ServiceError<LeaseLostErrorData>", "lostAt?: number;",
      "leaseLost: LeaseLostError,", "class LeaseLostError(ServiceError):",
      "lost_at: Optional[int] = None", "\"lease/lost\": {", "\"lease/lost\": LeaseLostEvent,",
      "case leaseLost",
      "case .leaseLost: 1099", "public var lostAt: Int?",
      "public enum LeaseLost: BackupNotification {", "contractVersion = \"1.7.0\"",
      "CONTRACT_VERSION = \"1.7.0\"", "static let text = \"1.7.0\"",
    ] {
      #expect(text.contains(expected))
    }
  }
}
