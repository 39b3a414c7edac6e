import SQLiteImages

/// A type of file that cannot be imported as it is, known by its first bytes.
struct ForeignFileType: Equatable {
  /// With its article, as it completes “This is …”.
  let name: String
  let remedy: String

  /// - Parameter bytes: the first 64 KiB, uncompressed.
  init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(64 << 10))
    guard let type = Self.byMagic(bytes) ?? Self.byText(bytes) else { return nil }
    self = type
  }

  private init(_ name: String, _ remedy: String) {
    self.name = name
    self.remedy = remedy
  }

  private static let unpack = "Unpack it, and import the SQLite database or the SQL dump in it."
  private static let decompress = "Decompress it first"
  private static let wrong =
    "Choose a backup, an SQLite database, a SQL dump of SQLite, or a JSON document."

  private static func byMagic(_ bytes: [UInt8]) -> ForeignFileType? {
    func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    func begins(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
    if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) {
      return .init("a ZIP file", unpack)
    }
    if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) { return .init("a 7z file", unpack) }
    if begins("Rar!\u{1A}\u{7}") { return .init("a RAR file", unpack) }
    if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) {
      return .init("a tar file", unpack)
    }
    if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
      return .init("a file compressed by xz", decompress + ": xz -d FILE.")
    }
    if begins("BZh"), bytes.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) {
      return .init("a file compressed by bzip2", decompress + ": bunzip2 FILE.")
    }
    if begins([4, 0x22, 0x4D, 0x18]) {
      return .init("a file compressed by lz4", decompress + ": lz4 -d FILE.")
    }
    if begins("age-encryption.org/") || begins("-----BEGIN AGE ENCRYPTED FILE-----") {
      return .init("a file encrypted by age", "Decrypt it first: age -d -i KEY FILE.")
    }
    if begins("-----BEGIN PGP MESSAGE-----") {
      return .init("a file encrypted by PGP", "Decrypt it first: gpg -d FILE.")
    }
    if begins("PGDMP") { return postgreSQL }
    if begins("** This file contains an SQLite 2") {
      return .init(
        "a database of SQLite 2", "Convert it first: sqlite OLD.db .dump | sqlite3 NEW.db.")
    }
    if begins([0x37, 0x7F, 6, 0x82]) || begins([0x37, 0x7F, 6, 0x83]) {
      return .init("the write-ahead log of an SQLite database", log)
    }
    if begins([0xD9, 0xD5, 5, 0xF9, 0x20, 0xA1, 0x63, 0xD7]) {
      return .init("the rollback journal of an SQLite database", log)
    }
    if bytes.dropFirst(8).starts(with: "DUCK".utf8) { return .init("a DuckDB database", wrong) }
    if begins("%PDF-") { return .init("a PDF file", wrong) }
    if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) {
      return .init(
        "a text file in UTF-16, as “>” of PowerShell writes it",
        "Let the shell write the file: sqlite3 app.db \".output dump.sql\" .dump")
    }
    return nil
  }

  private static let log = "Choose the database file. The log beside it is read with it."
  private static let postgreSQL = ForeignFileType(
    "a dump of PostgreSQL", "Strongroom takes SQLite databases only. Convert it to SQLite first.")
  private static let mySQL = ForeignFileType(
    "a dump of MySQL or MariaDB",
    "Strongroom takes SQLite databases only. Convert it to SQLite first.")

  private static func byText(_ bytes: [UInt8]) -> ForeignFileType? {
    var text = Substring(decoding: bytes.prefix(8 << 10), as: UTF8.self)
    if text.first == "\u{FEFF}" { text = text.dropFirst() }
    text = text.drop { $0.isWhitespace }
    let start = text.prefix(2000)
    // Before the first statement of SQLite: later, it may be text of a row.
    for line in start.split(whereSeparator: \.isNewline) {
      var tokens = StatementTokens(String(line))
      if let word = tokens.word(), statementWords.contains(word) { break }
      for mark in ["-- PostgreSQL database dump", "\\restrict ", "SET statement_timeout"]
      where line.hasPrefix(mark) { return postgreSQL }
      for mark in ["-- MySQL dump", "-- MariaDB dump", "-- phpMyAdmin SQL Dump", "/*!", "/*M!"]
      where line.hasPrefix(mark) { return mySQL }
    }
    let lower = start.lowercased()
    if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") {
      return .init("an HTML page", wrong)
    }
    if lower.hasPrefix("<?xml") { return .init("an XML file", wrong) }
    return isTable(text) ? .init("a CSV file", csv) : nil
  }

  private static let csv =
    "Import it into a table first: sqlite3 NEW.db \".import --csv FILE NAME\". Then import NEW.db."

  /// Whether the first lines have the same number of fields, and the first begins with no word of SQL.
  private static func isTable(_ text: Substring) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).prefix(4).map(String.init)
    guard let first = lines.first else { return false }
    var tokens = StatementTokens(first)
    if let word = tokens.word(), statementWords.contains(word) { return false }
    guard let lead = first.first, lead.isLetter || lead.isNumber || lead == "\"" else {
      return false
    }
    return [",", ";", "\t"].contains { (separator: Character) in
      let counts = lines.map { line in line.count { $0 == separator } }
      return (counts.first ?? 0) > 0 && (lines.count == 1 || counts[0] == counts[1])
    }
  }

  /// How statements of SQLite begin.
  static let statementWords: Set<String> = [
    "ALTER", "ANALYZE", "ATTACH", "BEGIN", "COMMIT", "CREATE", "DELETE", "DELIMITER", "DETACH",
    "DROP", "END", "EXPLAIN", "INSERT", "PRAGMA", "REINDEX", "RELEASE", "REPLACE", "ROLLBACK",
    "SAVEPOINT", "SELECT", "UPDATE", "VACUUM", "VALUES", "WITH",
  ]
}
