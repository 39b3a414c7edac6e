import JSONCoding
import SchemaDocuments
import SchemaTools
import Testing

struct ContractCheckTests {
  @Test("the OpenRPC document says what the code does")
  func openRPC() throws {
    let found = try ContractCheck.differences(inOpenRPC: SchemaFiles.openRPC())
    #expect(found.isEmpty, "\(found)")
  }

  @Test("the schema of the manifest says what the code does")
  func manifest() throws {
    let found = try ContractCheck.differences(inManifest: SchemaFiles.manifest())
    #expect(found.isEmpty, "\(found)")
  }

  /// A change of a document, and the place where it has to be noticed.
  struct Mutation: Sendable, CustomTestStringConvertible {
    let name: String
    let path: [String]
    let change: @Sendable (JSONValue?) -> JSONValue?
    let noticedAt: String
    var testDescription: String { name }
  }

  static let backup = ["components", "schemas", "Backup"]

  static let openRPCMutations = [
    Mutation(
      name: "a property is dropped", path: backup + ["properties", "pinned"], change: { _ in nil },
      noticedAt: "required but not described"),
    Mutation(
      name: "an optional property is dropped",
      path: ["components", "schemas", "Failure", "properties", "hint"], change: { _ in nil },
      noticedAt: "createBackup.result.backup.error.hint: not in the document"),
    Mutation(
      name: "a property is added", path: backup + ["properties", "colour"],
      change: { _ in ["type": "string"] },
      noticedAt: "createBackup.result.backup.colour: not in the code"),
    Mutation(
      name: "a type is changed", path: backup + ["properties", "fileSize", "type"],
      change: { _ in "string" }, noticedAt: "createBackup.result.backup.fileSize: the code has"),
    Mutation(
      name: "null is no longer allowed", path: backup + ["properties", "label", "type"],
      change: { _ in "string" }, noticedAt: "createBackup.result.backup.label: the code has"),
    Mutation(
      name: "a required property becomes optional", path: backup + ["required"],
      change: { .array(($0?.arrayValue ?? []).filter { $0 != "id" }) },
      noticedAt: "createBackup.result.backup.id: required in the code"),
    Mutation(
      name: "a choice is added", path: ["components", "schemas", "BackupStatus", "enum"],
      change: { .array(($0?.arrayValue ?? []) + ["lost"]) },
      noticedAt: "createBackup.result.backup.status: the choice lost is not in the code"),
    Mutation(
      name: "a choice is dropped", path: ["components", "schemas", "SortOrder", "enum"],
      change: { _ in ["newest"] },
      noticedAt: "listBackups.params.order: the choice oldest is not in the document"),
    Mutation(
      name: "a param is renamed", path: ["methods", "4", "params", "0", "name"],
      change: { _ in "form" }, noticedAt: "createBackup.params.form: not in the code"),
    Mutation(
      name: "a param is no longer required", path: ["methods", "6", "params", "0", "required"],
      change: { _ in false }, noticedAt: "getBackup.params.id: required in the code"),
    Mutation(
      name: "a method is renamed", path: ["methods", "1", "name"], change: { _ in "pong" },
      noticedAt: "methods.ping: not in the document"),
    Mutation(
      name: "a method no longer takes auth", path: ["methods", "6", "params"],
      change: { .array(Array(($0?.arrayValue ?? []).prefix(1))) },
      noticedAt: "getBackup.params.auth: not in the document"),
    Mutation(
      name: "a permission is misspelt", path: ["methods", "6", "x-permission"],
      change: { _ in "read" }, noticedAt: "getBackup: has no x-permission"),
    Mutation(
      name: "an event is changed",
      path: ["components", "schemas", "ProgressValue", "properties", "unit"],
      change: { _ in ["type": "string"] }, noticedAt: "$/progress.params.value.unit"),
    Mutation(
      name: "a code is changed", path: ["components", "errors", "busy", "code"],
      change: { _ in 1005 }, noticedAt: "components.errors.busy.code"),
    Mutation(
      name: "a kind is dropped", path: ["components", "errors", "parseError"],
      change: { _ in nil }, noticedAt: "components.errors.parseError: not in the document"),
    Mutation(
      name: "a field of an error is changed",
      path: ["components", "errors", "rateLimited", "data", "properties", "retryAfter", "type"],
      change: { _ in "string" }, noticedAt: "retryAfter"),
  ]

  @Test("a change of the OpenRPC document is noticed", arguments: openRPCMutations)
  func openRPC(mutation: Mutation) throws {
    let changed = try SchemaFiles.openRPC().changing(mutation.path, mutation.change)
    #expect(notices(mutation) { try ContractCheck.differences(inOpenRPC: changed) })
  }

  static let manifestMutations = [
    Mutation(
      name: "a property is added", path: ["properties", "colour"],
      change: { _ in ["type": "string"] }, noticedAt: "manifest.colour: not in the code"),
    Mutation(
      name: "a nested type is changed",
      path: ["$defs", "ManifestDatabase", "properties", "pageSize", "type"],
      change: { _ in "string" }, noticedAt: "manifest.database.pageSize: the code has"),
    Mutation(
      name: "an optional property becomes required", path: ["required"],
      change: { .array(($0?.arrayValue ?? []) + ["label"]) },
      noticedAt: "manifest.label: optional in the code"),
  ]

  @Test("a change of the schema of the manifest is noticed", arguments: manifestMutations)
  func manifest(mutation: Mutation) throws {
    let changed = try SchemaFiles.manifest().changing(mutation.path, mutation.change)
    #expect(notices(mutation) { try ContractCheck.differences(inManifest: changed) })
  }

  private func notices(
    _ mutation: Mutation, by check: () throws -> [SchemaDifference]
  ) -> Bool {
    do {
      return try check().contains { $0.description.contains(mutation.noticedAt) }
    } catch {
      return "\(error)".contains(mutation.noticedAt)
    }
  }
}
