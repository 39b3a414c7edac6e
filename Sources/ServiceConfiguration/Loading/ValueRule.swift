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
  /// A rule for a text on one line.
  private static func line(_ expected: String, _ accepts: @escaping (String) -> Bool) -> Self {
    Self(expected: expected) { $0.isLine && accepts($0) }
  }

  static var line: Self { Self(expected: "a line of text that is not empty", accepts: \.isLine) }

  static var displayName: Self {
    line("a line of 1 to 200 characters") { $0.unicodeScalars.count <= 200 }
  }

  static var path: Self { Self(expected: "a path", accepts: \.isLine) }

  /// An argument of a command; an empty one is fine.
  static var argument: Self {
    Self(expected: "a string without a NUL") { !$0.utf8.contains(0) }
  }

  static var sql: Self {
    Self(expected: "a piece of SQL that is not empty") { text in
      !text.utf8.contains(0) && !text.allSatisfy(\.isWhitespace)
    }
  }

  static var storageName: Self {
    line(
      "1 to 64 letters, digits, \".\", \"_\" or \"-\", the first a letter or a digit",
      { $0.isLabel(lengths: 1...64) })
  }

  static var bucket: Self { line("the name of a bucket", { $0.isLabel(lengths: 2...63) }) }

  static var keyPrefix: Self {
    Self(expected: "a prefix without a slash at either end") { text in
      text.isEmpty || text.isLine && !text.hasPrefix("/") && !text.hasSuffix("/")
    }
  }

  static var httpURL: Self {
    line("an http:// or https:// URL without a user name or a password", \.isHTTPURL)
  }

  static var smtpURL: Self {
    line(
      "smtp:// or smtps://, a host and maybe a port, without a user name or a password",
      \.isSMTPURL)
  }

  /// One of the roles that the contract has.
  static var role: Self {
    let names = ["SUPER_ADMIN", "ADMIN", "BRANCH_MANAGER", "STAFF", "VIEWER"]
    return line("one of \(names.joined(separator: ", "))", names.contains)
  }

  static var address: Self { line("a mail address", \.isAddress) }

  static var mailbox: Self {
    line("a mail address, or a name and an address in \"<\" and \">\"", \.isMailbox)
  }

  static var timeOfDay: Self { line("a time of day, \"HH:MM\"", \.isTimeOfDay) }

  static var cron: Self { line("five fields of a crontab line", \.isCrontabLine) }

  static var timeZone: Self { line("a name of the IANA time zone database", \.isTimeZoneName) }

  static var duration: Self { line("an ISO 8601 duration such as \"P7D\"", \.isDuration) }

  static var ageRecipient: Self { line("an age recipient, \"age1…\"", \.isAgeRecipient) }
}
