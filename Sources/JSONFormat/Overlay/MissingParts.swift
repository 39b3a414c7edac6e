import BackupProtocol

/// What a document has and the database lacks, collected so that a person sees all of it at once.
struct MissingParts {
  private static let limit = 200

  private var names: [String] = []
  private var known: Set<String> = []
  private var firstPath: String?
  private var hasMore = false

  var isEmpty: Bool { names.isEmpty }

  /// - Parameters:
  ///   - name: `Customer.balance`, or a table.
  ///   - path: where the document has it.
  mutating func add(_ name: String, at path: @autoclosure () -> String) {
    guard !known.contains(name) else { return }
    guard names.count < Self.limit else {
      hasMore = true
      return
    }
    if firstPath == nil { firstPath = path() }
    known.insert(name)
    names.append(name)
  }

  /// - Throws: `incompatible` with all of them, if there are any.
  func check() throws {
    guard let first = names.first else { return }
    let others =
      names.count == 1 ? "" : ", and \(names.count - 1)\(hasMore ? " or more" : "") others"
    throw ContractError(
      "The database does not have these parts of the document: \(first)\(others).",
      ErrorData(
        kind: .incompatible,
        hint: "Update the application to the version that made the document, or remove these parts"
          + " from the document.",
        path: firstPath, part: "content", columns: names))
  }
}
