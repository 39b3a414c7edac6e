import SQLiteImages

/// The settings that a dump may have. They are read, and never given to SQLite.
enum PragmaStatement {
  /// Says how the dump is to be replayed, which the builder does in its own way.
  case replay
  /// Says nothing that a rebuilt database keeps.
  case passedOver(String)
  /// Whether rows may break a CHECK.
  case ignoresChecks(Bool)
  /// Whether rows of the schema may follow.
  case writableSchema(Bool)
  case pageSize(Int)
  case autoVacuum(Int)
  case encoding(TextEncoding)
  case applicationID(Int32)
  case userVersion(Int32)

  /// - Returns: nil for a setting that does not belong into a dump, or a value that it cannot have.
  init?(_ tokens: StatementTokens) {
    var tokens = tokens
    guard let setting = tokens.qualifiedName(), setting.isMain else { return nil }
    let name = setting.name.lowercased()
    guard let argument = Self.argument(&tokens), tokens.isAtEnd else { return nil }
    switch name {
    case "foreign_keys", "defer_foreign_keys", "legacy_alter_table": self = .replay
    case _ where Self.harmless.contains(name): self = .passedOver(name)
    case "writable_schema": self = .writableSchema(Self.isOn(argument))
    case "ignore_check_constraints": self = .ignoresChecks(Self.isOn(argument))
    case _ where argument.isEmpty: self = .passedOver(name)
    default: self.init(name, argument)
    }
  }

  private static func isOn(_ argument: String) -> Bool {
    ["on", "1", "true", "yes"].contains(argument)
  }

  private init?(_ name: String, _ argument: String) {
    let number = Int(argument)
    switch name {
    case "page_size":
      guard let number, number.nonzeroBitCount == 1, (512...65_536).contains(number) else {
        return nil
      }
      self = .pageSize(number)
    case "auto_vacuum":
      let names = ["none": 0, "full": 1, "incremental": 2]
      guard let mode = number ?? names[argument], (0...2).contains(mode) else { return nil }
      self = .autoVacuum(mode)
    case "encoding":
      let encodings: [String: TextEncoding] = [
        "utf-8": .utf8, "utf8": .utf8, "utf-16le": .utf16LittleEndian,
        "utf16le": .utf16LittleEndian,
        "utf-16be": .utf16BigEndian, "utf16be": .utf16BigEndian, "utf-16": .utf16LittleEndian,
        "utf16": .utf16LittleEndian,
      ]
      guard let encoding = encodings[argument] else { return nil }
      self = .encoding(encoding)
    case "application_id":
      guard let number = Int32(argument) else { return nil }
      self = .applicationID(number)
    case "user_version":
      guard let number = Int32(argument) else { return nil }
      self = .userVersion(number)
    default: return nil
    }
  }

  /// `= value` or `(value)` in lower case, empty where there is none; nil for anything else.
  private static func argument(_ tokens: inout StatementTokens) -> String? {
    let isCall = tokens.take("(")
    guard isCall || tokens.take("=") else { return "" }
    var text = ""
    while true {
      switch tokens.next() {
      case .sign(";"): return isCall ? nil : text
      case .sign(")") where isCall: return text
      case .sign(let sign) where sign == "-" || sign == "+":
        // In names of encodings, or before a number.
        if !(sign == "+" && text.isEmpty) { text.append(sign) }
      case .word(let word), .name(let word), .text(let word): text += word.lowercased()
      case .sign: return nil
      case nil: return isCall ? nil : text
      }
    }
  }

  /// Of a connection, of a moment, or of a log.
  private static let harmless: Set<String> = [
    "analysis_limit", "automatic_index", "busy_timeout", "cache_size", "cache_spill",
    "cell_size_check", "checkpoint_fullfsync", "count_changes", "default_cache_size",
    "empty_result_callbacks", "foreign_key_check", "foreign_key_list", "full_column_names",
    "fullfsync", "incremental_vacuum", "integrity_check", "journal_mode", "journal_size_limit",
    "legacy_file_format", "locking_mode", "mmap_size", "optimize", "query_only", "quick_check",
    "read_uncommitted", "recursive_triggers", "reverse_unordered_selects", "schema_version",
    "secure_delete", "short_column_names", "shrink_memory", "synchronous", "table_info",
    "temp_store", "threads", "trusted_schema", "wal_autocheckpoint", "wal_checkpoint",
  ]
}
