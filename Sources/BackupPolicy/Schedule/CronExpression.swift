import BackupProtocol

/// Reads the five fields of [crontab(5)](https://man7.org/linux/man-pages/man5/crontab.5.html): lists,
/// ranges, steps, and the English names of months and days of the week.
struct CronExpression {
  /// The path of the parameter or setting, for errors.
  let path: String

  /// - Throws: `invalidParams` that names the field, for anything that is not such an expression or
  ///   never matches.
  func rule(_ text: String) throws -> RunRule {
    let parts = text.split { $0 == " " || $0 == "\t" }
    guard parts.count == 5, text.utf8.count <= 1000 else {
      throw ContractError(
        "A cron expression must have five fields, got \(parts.count).",
        ErrorData(
          kind: .invalidParams,
          hint: "Give minute, hour, day of month, month and day of week, such as 30 2 * * 1-5.",
          path: path, expected: "five fields", found: printable(text)))
    }
    var rule = RunRule()
    rule.minutes = try values(parts[0], .minute)
    rule.hours = try values(parts[1], .hour)
    rule.daysOfMonth = try values(parts[2], .dayOfMonth)
    rule.months = try values(parts[3], .month)
    // Sunday is 0 or 7 in cron, and 7 in ISO 8601.
    rule.daysOfWeek = NumberSet(try values(parts[4], .dayOfWeek).numbers.map { $0 == 0 ? 7 : $0 })
    rule.dayMatch = parts[2].hasPrefix("*") || parts[4].hasPrefix("*") ? .both : .either
    guard rule.canMatch else {
      throw ContractError(
        "The cron expression never matches: no month in field 4 has a day in field 3.",
        ErrorData(
          kind: .invalidParams, hint: "Choose a day that the month has.", path: path,
          expected: "a date that exists", found: printable(text)))
    }
    return rule
  }

  private func values(_ text: Substring, _ field: RunRule.Field) throws -> NumberSet {
    var result = NumberSet([])
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      for number in try numbers(item, field) { result.insert(number) }
    }
    return result
  }

  /// The numbers of one item of a list: `*`, `5`, `5-9`, and with a step `*/2` or `5-9/2`.
  private func numbers(_ item: Substring, _ field: RunRule.Field) throws -> [Int] {
    let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let range: ClosedRange<Int>
    if parts[0] == "*" {
      range = field.range
    } else if ends.count == 2 {
      let low = try number(ends[0], field)
      let high = try number(ends[1], field)
      guard low <= high else {
        throw wrong(
          field, item, hint: "A range must not end before it begins. Write two ranges with a comma."
        )
      }
      range = low...high
    } else {
      let value = try number(parts[0], field)
      range = value...value
    }
    guard parts.count == 2 else { return Array(range) }
    guard range.count > 1 else {
      throw wrong(
        field, item, hint: "A step needs a range. Write \(ends[0])-\(field.range.upperBound)/n.")
    }
    guard let step = Self.decimal(parts[1]), step > 0 else {
      throw wrong(field, item, hint: "A step must be 1 or more.")
    }
    return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
  }

  private func number(_ text: Substring, _ field: RunRule.Field) throws -> Int {
    if let index = field.names.firstIndex(of: text.lowercased()) {
      return index + field.range.lowerBound
    }
    guard let value = Self.decimal(text), field.range.contains(value) else {
      throw wrong(field, text, hint: "Field \(field.rawValue) is the \(field.noun).")
    }
    return value
  }

  private static func decimal(_ text: Substring) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return Int(text)
  }

  private func wrong(_ field: RunRule.Field, _ found: Substring, hint: String) -> ContractError {
    let expected = "\(field.range.lowerBound)–\(field.range.upperBound)"
    let found = printable(String(found))
    return ContractError(
      "Field \(field.rawValue) must be \(expected), got \(found.isEmpty ? "nothing" : found).",
      ErrorData(
        kind: .invalidParams, hint: hint, path: path, expected: expected, found: found))
  }

  /// A piece of the caller's text that is short enough for a sentence.
  private func printable(_ text: String) -> String {
    text.count > 40 ? text.prefix(40) + "…" : text
  }
}
