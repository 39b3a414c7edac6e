/// Finds a name among those of a database, however its words are joined: `createdAt` is
/// `created_at`.
struct NameIndex {
  private let byLowercase: [String: Int]
  /// Nil where two names are the same words.
  private let byWords: [String: Int?]

  /// - Parameter words: what stands for a name when its words are compared.
  init(_ names: [String], words: (String) -> String = { $0 }) {
    byLowercase = Dictionary(
      names.enumerated().map { ($0.element.lowercased(), $0.offset) }
    ) { first, _ in first }
    byWords = Dictionary(
      names.enumerated().map { (Self.joined(words($0.element)), $0.offset as Int?) }
    ) { _, _ in nil }
  }

  /// The position of the name itself in any case, or else of the only one of the same words.
  func position(of name: String) -> Int? {
    position(ofName: name) ?? position(ofWords: name)
  }

  /// The position of the name itself, in any case.
  func position(ofName name: String) -> Int? { byLowercase[name.lowercased()] }

  /// The position of the only name of these words.
  func position(ofWords name: String) -> Int? {
    (byWords[Self.joined(name)] ?? nil)
  }

  /// The letters and digits, in lower case.
  private static func joined(_ name: String) -> String {
    String(name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
  }
}
