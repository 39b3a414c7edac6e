import BackupProtocol
import JSONCoding
import Testing

struct TimestampTests {
  @Test(
    "a moment is written as ISO 8601 in UTC with milliseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_772_357_400_007, "2026-03-01T09:30:00.007Z"),
      (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (-1, "1969-12-31T23:59:59.999Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func text(milliseconds: Int64, text: String) {
    #expect(Timestamp(millisecondsSince1970: milliseconds).description == text)
    #expect(Timestamp(text)?.millisecondsSince1970 == milliseconds)
  }

  @Test("every day of four centuries comes back from its text, one after the other")
  func days() {
    var previous = ""
    for day in stride(from: Int64(-10_957), to: 135_140, by: 1) {
      let moment = Timestamp(millisecondsSince1970: day * 86_400_000 + 43_200_000)
      let text = moment.description
      #expect(Timestamp(text) == moment)
      #expect(previous < text)
      previous = text
    }
  }

  @Test(
    "an offset, other decimals and small letters are understood",
    arguments: [
      ("2026-03-01T14:30:00+05:00", "2026-03-01T09:30:00.000Z"),
      ("2026-02-28T23:30:00.5-02:15", "2026-03-01T01:45:00.500Z"),
      ("2026-03-01t09:30:00.1239999z", "2026-03-01T09:30:00.123Z"),
      ("2026-03-01 09:30:00Z", "2026-03-01T09:30:00.000Z"),
      ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
    ])
  func understood(text: String, moment: String) {
    #expect(Timestamp(text)?.description == moment)
  }

  @Test(
    "what is no date and time is refused",
    arguments: [
      "", "2026", "2026-03-01", "2026-03-01T09:30:00", "2026-03-01T09:30Z",
      "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
      "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z", "2026-03-01T09:30:61Z",
      "2026-03-01T09:30:00.Z", "2026-03-01T09:30:00+24:00", "2026-03-01T09:30:00+0500",
      "2026-03-01T09:30:00Z ", " 2026-03-01T09:30:00Z", "２026-03-01T09:30:00Z",
    ])
  func refused(text: String) {
    #expect(Timestamp(text) == nil)
    let error = #expect(throws: JSONDecodingError.self) {
      try JSONValueDecoder(root: "since").decode(Timestamp.self, from: .string(text))
    }
    #expect(
      error?.description
        == "since must be a date and time such as 2026-03-01T09:30:00.000Z, got a string.")
  }

  @Test(
    "a year beyond what four digits hold is written as the last or the first that they do",
    arguments: [(Int64.max, "9999-"), (Int64.min, "0000-")])
  func extremes(milliseconds: Int64, year: String) {
    let text = Timestamp(millisecondsSince1970: milliseconds).description
    #expect(text.hasPrefix(year))
    #expect(text.utf8.count == 24)
  }

  @Test("moments are ordered by time")
  func order() {
    #expect(Timestamp(millisecondsSince1970: -1) < Timestamp(millisecondsSince1970: 0))
  }
}
