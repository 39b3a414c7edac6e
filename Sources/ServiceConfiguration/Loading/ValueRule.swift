/// What a value must be, beside its type.
struct ValueRule<Value> {
  /// Completes "must be …".
  let expected: String
  let accepts: (Value) -> Bool
}

extension ValueRule<Int> {
  static func range(_ range: ClosedRange<Int>) -> Self {
    Self(expected: "an integer from \(range.lowerBound) to \(range.upperBound)") {
      range.contains($0)
    }
  }
}

extension ValueRule<String> {
  private static func line(
    _ expected: String, _ pattern: Regex<Substring>
  ) -> Self {
    Self(expected: expected) { text in
      isLine(text) && text.wholeMatch(of: pattern) != nil
    }
  }

  /// A CR LF is one character to a regular expression, so control characters are looked for by scalar.
  private static func isLine(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }

  static var line: Self {
    Self(expected: "a line of text that is not empty", accepts: isLine)
  }

  static var displayName: Self {
    Self(expected: "a line of 1 to 200 characters") { isLine($0) && $0.unicodeScalars.count <= 200 }
  }

  static var path: Self { Self(expected: "a path", accepts: isLine) }

  /// An argument of a command; an empty one is fine.
  static var argument: Self {
    Self(expected: "a string without a NUL") { !$0.unicodeScalars.contains("\0") }
  }

  static var sql: Self {
    Self(expected: "a piece of SQL that is not empty") { text in
      !text.unicodeScalars.contains("\0") && !text.allSatisfy(\.isWhitespace)
    }
  }

  static var storageName: Self {
    line(
      "1 to 64 letters, digits, \".\", \"_\" or \"-\", the first a letter or a digit",
      /[A-Za-z0-9][A-Za-z0-9._\-]{0,63}/)
  }

  static var bucket: Self { line("the name of a bucket", /[A-Za-z0-9][A-Za-z0-9._\-]{1,62}/) }

  static var keyPrefix: Self {
    Self(expected: "a prefix without a slash at either end") { text in
      text.isEmpty || isLine(text) && !text.hasPrefix("/") && !text.hasSuffix("/")
    }
  }

  static var httpURL: Self {
    line(
      "an http:// or https:// URL without a user name or a password",
      /https?:\/\/[^ \/?#@]+(?:[\/?#][^ ]*)?/)
  }

  static var smtpURL: Self {
    line(
      "smtp:// or smtps://, a host and maybe a port, without a user name or a password",
      /smtps?:\/\/(?:\[[0-9A-Fa-f:.]+\]|[^ \/?#@:\[\]]+)(?::[0-9]{1,5})?\/?/)
  }

  static var address: Self { line("a mail address", /[^ @<>,;:"]+@[^ @<>,;:"]+/) }

  static var mailbox: Self {
    line(
      "a mail address, or a name and an address in \"<\" and \">\"",
      /[^ @<>,;:"]+@[^ @<>,;:"]+|(?:[^<>]* )?<[^ @<>,;:"]+@[^ @<>,;:"]+>/)
  }

  static var timeOfDay: Self {
    line("a time of day, \"HH:MM\"", /(?:[01][0-9]|2[0-3]):[0-5][0-9]/)
  }

  static var cron: Self {
    line("five fields of a crontab line", /[0-9A-Za-z*\/,\-]+(?: +[0-9A-Za-z*\/,\-]+){4}/)
  }

  static var timeZone: Self {
    line("a name of the IANA time zone database", /[A-Za-z0-9_+\-]+(?:\/[A-Za-z0-9_+\-]+)*/)
  }

  /// ISO 8601: `P`, then years, months, weeks and days, then after a `T` hours, minutes and seconds.
  static var duration: Self {
    line(
      "an ISO 8601 duration such as \"P7D\"",
      /P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?/
    )
  }

  static var ageRecipient: Self {
    line("an age recipient, \"age1…\"", /age1[02-9ac-hj-np-z]{58}/)
  }
}
