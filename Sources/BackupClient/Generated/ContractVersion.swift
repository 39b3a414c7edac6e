// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

enum ContractVersion {
  /// The version of the contract, which a program has to have at least.
  static let text = "1.1.0"
}
