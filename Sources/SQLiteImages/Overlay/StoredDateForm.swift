import Concurrency

/// How a column of a database without a type for dates and times keeps them, as its rows show.
package enum StoredDateForm: Sendable, Equatable {
  /// The unit of a number that counts from 1970 in UTC.
  package enum Unit: Int, Sendable {
    case seconds = 0
    case milliseconds = 3
    case microseconds = 6
    case nanoseconds = 9

    /// The decimals of a second that the unit has.
    package var decimals: Int { rawValue }
  }

  /// Text with a time.
  package struct Text: Sendable, Equatable {
    package var separator: UInt8
    package var hasSeconds: Bool
    package var offset: DateText.OffsetStyle
    /// Whether every row has the offset 0, or none.
    package var isUTC: Bool
    /// Bit n is set where a row has n decimals of a second.
    package var fractions: UInt32
  }

  /// Whole numbers.
  case number(Unit)
  /// Numbers of seconds of which some have a fraction, as Python's `time.time()` gives them.
  case fractionalSeconds
  /// Julian day numbers.
  case julianDay
  /// `YYYY-MM-DD`.
  case day
  case text(Text)

  /// In words for a person.
  package var description: String {
    switch self {
    case .number(let unit): "\(unit) since 1970"
    case .fractionalSeconds: "seconds since 1970 with a fraction"
    case .julianDay: "Julian day numbers"
    case .day: "days, such as 2020-05-31"
    case .text(let text): "text, such as \(text.example)"
    }
  }
}

extension StoredDateForm.Text {
  init(_ text: DateText) {
    separator = text.separator ?? 32
    hasSeconds = text.second != nil
    offset = text.offset
    isUTC = text.offsetMinutes == 0
    fractions = 1 << UInt32(min(text.fraction.count, 31))
  }

  fileprivate var example: String {
    let time = separator == UInt8(ascii: "T") ? "2020-05-31T21:11" : "2020-05-31 21:11"
    let decimals = (fractions & ~1).trailingZeroBitCount % 32
    let digits = String(repeating: "1234567890", count: 4).prefix(decimals)
    let offsets: [DateText.OffsetStyle.Kind: String] = [
      .zulu: "Z", .hours: "+00", .digits: "+0000", .colon: "+00:00",
    ]
    return time + (hasSeconds ? ":22" : "") + (decimals > 0 ? "." + digits : "")
      + (offset.isSpaced ? " " : "") + (offsets[offset.kind] ?? "")
  }
}
