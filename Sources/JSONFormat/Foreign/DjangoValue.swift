import SQLiteImages

/// Values that Django stores in SQLite otherwise than it writes them: UUIDs without their hyphens, and
/// durations in microseconds.
enum DjangoValue {
  /// - Parameters:
  ///   - json: the value, compact.
  ///   - column: where it is stored.
  static func stored(_ json: [UInt8], in column: OverlayColumn) -> [UInt8] {
    guard json.first == UInt8(ascii: "\""), json.count < 60 else { return json }
    let text = String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
    switch column.declaredType.lowercased() {
    case "char(32)": return uuid(text).map { Array("\"\($0)\"".utf8) } ?? json
    case "bigint": return microseconds(text).map { Array("\($0)".utf8) } ?? json
    default: return json
    }
  }

  private static func uuid(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [8, 4, 4, 4, 12], text.allSatisfy({ $0 == "-" || $0.isHexDigit })
    else { return nil }
    return parts.joined()
  }

  /// `-1 23:59:58.500000`: days, which may be negative, and a time that is added to them.
  private static func microseconds(_ text: String) -> Int64? {
    guard let match = text.wholeMatch(of: /(?:(-?\d{1,9}) )?(\d\d):(\d\d):(\d\d)(?:\.(\d{6}))?/)
    else { return nil }
    let (_, days, hours, minutes, seconds, fraction) = match.output
    func number(_ text: Substring?) -> Int64 { text.flatMap { Int64($0) } ?? 0 }
    let time = (number(hours) * 60 + number(minutes)) * 60 + number(seconds)
    return (number(days) * 86_400 + time) * 1_000_000 + number(fraction)
  }
}
