/// Why a shop could not be made or used.
package enum ShopError: Error, Equatable, CustomStringConvertible {
  case fileExists(path: String)
  case cannotCreate(path: String, reason: String)
  case empty(table: String)

  package var description: String {
    switch self {
    case .fileExists(let path):
      "There is already a file at \(path); remove it or choose another path."
    case .cannotCreate(let path, let reason):
      "The file \(path) cannot be created: \(reason)."
    case .empty(let table):
      "The table \(table) has no rows; generate a sample shop first."
    }
  }
}
