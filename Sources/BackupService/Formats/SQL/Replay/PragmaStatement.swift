import DatabaseEngines

/// The settings that a dump may have.
enum PragmaStatement {
  /// Says nothing that a rebuilt database keeps.
  case ignored
  case pageSize(Int)
  case autoVacuum(Int)
  case encoding(TextEncoding)
  case applicationID(Int32)
  case userVersion(Int32)

  /// - Returns: nil for a setting that does not belong into a dump, or a value that it cannot have.
  init?(_ sql: String) {
    let words = sql.lowercased().split { "=();\"' \t\r\n".contains($0) }.map(String.init)
    guard words.count == 3, words[0] == "pragma" else { return nil }
    let number = Int(words[2])
    switch words[1] {
    case "foreign_keys", "writable_schema", "defer_foreign_keys", "legacy_alter_table":
      self = .ignored
    case "page_size":
      guard let number, number.nonzeroBitCount == 1, (512...65_536).contains(number) else {
        return nil
      }
      self = .pageSize(number)
    case "auto_vacuum":
      let names = ["none": 0, "full": 1, "incremental": 2]
      guard let mode = number ?? names[words[2]], (0...2).contains(mode) else { return nil }
      self = .autoVacuum(mode)
    case "encoding":
      let encodings: [String: TextEncoding] = [
        "utf-8": .utf8, "utf8": .utf8, "utf-16le": .utf16LittleEndian,
        "utf-16be": .utf16BigEndian, "utf-16": .utf16LittleEndian,
      ]
      guard let encoding = encodings[words[2]] else { return nil }
      self = .encoding(encoding)
    case "application_id":
      guard let number = Int32(words[2]) else { return nil }
      self = .applicationID(number)
    case "user_version":
      guard let number = Int32(words[2]) else { return nil }
      self = .userVersion(number)
    default: return nil
    }
  }
}
