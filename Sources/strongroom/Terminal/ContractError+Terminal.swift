import BackupProtocol
import BackupService

extension ContractError {
  /// The error in the words of the command line, where the contract's are about parameters.
  var atTerminal: ContractError {
    guard let path = data.path, let option = Self.options[path] else { return self }
    var data = data
    if let hint = Self.hints[path] { data.hint = hint }
    if path == "params.member", let names = data.allowed {
      data.hint = "Choose one: \(names.map { "--member \($0)" }.joined(separator: ", "))."
    }
    guard kind == .invalidParams, let expected = data.expected, data.reason == nil else {
      return ContractError(message, data)
    }
    let found = data.found.map { ", got \($0)" } ?? ""
    return ContractError("\(option) must be \(expected)\(found).", data)
  }

  /// What stands for a parameter on the command line.
  private static let options = [
    "params.limit": "--limit", "params.cursor": "--cursor", "params.label": "The label",
    "params.query": "--query", "params.allowSchemaChange": "--allow-schema-change",
    "params.format": "--format", "params.compression": "--compression",
    "params.path": "The path", "params.destination": "The destination", "params.id": "The id",
    "params.member": "--member", "params.code": "The code", "params.confirmation": "The phrase",
  ]

  private static let hints = [
    "params.allowSchemaChange":
      "Check the differences in the preview. To accept them, pass --allow-schema-change."
  ]
}
