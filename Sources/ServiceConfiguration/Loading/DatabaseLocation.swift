/// The path of a database, as people write it: a path, or SQLite's `file:` URL, which Prisma takes as
/// well (https://www.sqlite.org/uri.html).
enum DatabaseLocation {
  /// - Parameter setting: how the error calls the setting.
  /// - Returns: the path. What stands after a `?` says how to connect, and is left out.
  static func path(_ text: String, setting: String) throws(ConfigurationError) -> String {
    guard text.hasPrefix("file:") else {
      if let scheme = scheme(of: text) {
        // The rest may hold a password.
        throw failure(setting, "a URL that begins with \(scheme)://")
      }
      if text == ":memory:" { throw failure(setting, "“:memory:”") }
      return text
    }
    var rest = text.dropFirst("file:".count).prefix { $0 != "?" && $0 != "#" }
    if rest.hasPrefix("//") {
      let authority = rest.dropFirst(2).prefix { $0 != "/" }
      guard authority.isEmpty || authority == "localhost" else {
        throw failure(setting, "the URL of a file on another machine")
      }
      rest = rest.dropFirst(2 + authority.count)
    }
    guard let path = decoded(rest), path.isLine, path != ":memory:" else {
      throw failure(setting, "a file: URL without a path")
    }
    return path
  }

  private static func failure(_ setting: String, _ found: String) -> ConfigurationError {
    ConfigurationError(
      .invalidValue, path: setting,
      "\"\(setting)\" must be the path of an SQLite database file, got \(found).",
      hint: "Write the path of the file, or a URL like file:./app.db.")
  }

  private static func scheme(of text: String) -> String? {
    guard let end = text.firstRange(of: "://")?.lowerBound else { return nil }
    let scheme = text[..<end]
    return scheme.isLabel(lengths: 2...20) ? String(scheme) : nil
  }

  /// With each `%` and two hexadecimal digits made the byte that they stand for.
  ///
  /// - Returns: nil where the bytes are not UTF-8.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
