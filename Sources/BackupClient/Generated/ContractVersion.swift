/// The version of the contract that this client was made from.
enum ContractVersion {
  static let text = "1.0.0"
}
