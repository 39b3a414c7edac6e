extension HostileDocument {
  /// The host's own backup of ``SampleSchema/lpgNexus``, each time with one thing wrong in it.
  ///
  /// - Throws: ``SQLFailure`` where the sample cannot be made.
  package static func ofHost() throws -> [HostileDocument] {
    let document = try HostDocument.make()
    return damaged(document)
      + changes.map { change in
        HostileDocument(
          change.name, change.hazard, change.verdict,
          text(document.replacingFirst(change.old, with: change.new)))
      }
  }

  private struct Change {
    let name: String
    let hazard: String
    let verdict: HostileDump.Verdict
    let old: String
    let new: String

    init(
      _ name: String, _ hazard: String, _ verdict: HostileDump.Verdict, _ old: String, _ new: String
    ) {
      (self.name, self.hazard, self.verdict) = (name, hazard, verdict)
      (self.old, self.new) = (old, new)
    }
  }

  private static let version = "\"version\":\"1.0\""
  private static let firstNote = "\"dailyNotes\":[{"
  private static let firstCylinder = "\"cylinders\":[{"

  private static let changes: [Change] = [
    .init("another version", "is not known", .refused, version, "\"version\":\"99.0\""),
    .init("a version as a number", "is the same version", .harmless, version, "\"version\":1"),
    .init("another version as a number", "is not known", .refused, version, "\"version\":2"),
    .init("a version of another type", "is not known", .refused, version, "\"version\":true"),
    .init("no version", "is what may be missing", .harmless, version + ",", ""),
    .init(
      "the version twice", "is two things", .refused, version, version + ",\"version\":\"2.0\""),
    .init(
      "a date that is none", "is not one", .harmless, "\"backupDate\":\"2026", "\"backupDate\":\"x"),
    .init("no data", "lacks everything", .refused, "\"data\":{", "\"other\":{"),
    .init("data twice", "is two things", .refused, "\"data\":{", "\"data\":{},\"data\":{"),
    .init("a list that is missing", "lacks a table", .refused, "\"otps\":[", "\"other\":["),
    .init("a list twice", "is two things", .refused, "\"otps\":[", "\"otps\":[],\"otps\":["),
    .init(
      "a list of no table", "has nowhere to go", .refused, "\"data\":{",
      "\"data\":{\"ghosts\":[{}],"),
    .init(
      "a list that is named as an own table", "reaches the database's own", .refused, "\"data\":{",
      "\"data\":{\"sqlite_schema\":[{\"type\":\"view\",\"sql\":\"x\"}],"),
    .init(
      "__proto__ as a list", "changes objects in other languages", .refused, "\"data\":{",
      "\"data\":{\"__proto__\":[{\"id\":1}],"),
    .init(
      "a list that is an object", "is no list", .refused, "\"otps\":[{",
      "\"otps\":{\"0\":[{}]},\"x\":[{"),
    .init("a list that is null", "is no list", .refused, "\"otps\":[", "\"otps\":null,\"x\":["),
    .init("a row that is null", "is no row", .refused, "\"otps\":[", "\"otps\":[null,"),
    .init("a row that is a list", "is no row", .refused, "\"otps\":[", "\"otps\":[[1,2],"),
    .init("a row without its key", "is no row", .refused, "\"otps\":[", "\"otps\":[{},"),
    .init(
      "a column that is not there", "has nowhere to go", .refused, firstNote,
      firstNote + "\"none\":1,"),
    .init(
      "a column that is SQL", "breaks out of its quotes", .refused, firstNote,
      firstNote + "\"x\\\") VALUES (1); DROP TABLE \\\"User\\\"; --\":1,"),
    .init("a column twice", "is two things", .refused, firstNote, firstNote + "\"id\":\"other\","),
    .init(
      "a column in another case", "is the same column to SQLite", .refused, firstNote,
      firstNote + "\"ID\":\"other\","),
    .init("rowid as a column", "is no column", .refused, firstNote, firstNote + "\"rowid\":5,"),
    .init(
      "__proto__ as a column", "is no column", .refused, firstNote, firstNote + "\"__proto__\":{},"),
    .init(
      "an object in a text column", "is JSON text", .harmless, "\"content\":\"\"",
      "\"content\":{\"a\":1}"),
    .init(
      "a number in a text column", "is another type", .harmless, "\"content\":\"\"", "\"content\":5"
    ),
    .init(
      "null where none may be", "breaks a constraint", .refused, "\"content\":\"\"",
      "\"content\":null"),
    .init(
      "text in a whole number", "is another type", .refused, "\"quantity\":12",
      "\"quantity\":\"a dozen\""),
    .init(
      "a fraction in a whole number", "is another type", .refused, "\"quantity\":12",
      "\"quantity\":1.5"),
    .init(
      "a whole number out of range", "is out of range", .refused, "\"quantity\":12",
      "\"quantity\":99999999999999999999"),
    .init(
      "a whole number beyond a double", "tempts to round it", .harmless, "\"quantity\":12",
      "\"quantity\":9007199254740993"),
    .init(
      "a real out of range", "is out of range", .refused, "\"gasPricePerKg\":250.5",
      "\"gasPricePerKg\":1e999"),
    .init(
      "a decimal that is none", "is no number", .refused, "\"amount\":\"0.1\"",
      "\"amount\":\"0.1; x\""),
    .init(
      "a decimal of many digits", "tempts to round it", .harmless, "\"amount\":\"0.1\"",
      "\"amount\":\"123456789012345678901234567890.123456789\""),
    .init("a boolean of text", "is another type", .refused, "\"used\":true", "\"used\":\"yes\""),
    .init("a boolean of a number", "is another type", .refused, "\"used\":true", "\"used\":7"),
    .init(
      "a time that is none", "is no time", .refused, "\"date\":\"2025-02-01T",
      "\"date\":\"2025-02-31T"),
    .init(
      "a time in another zone", "is the same moment", .harmless,
      "\"date\":\"2025-02-02T00:00:00.000Z\"", "\"date\":\"2025-02-02T05:00:00.000+05:00\""),
    .init(
      "a NUL in text", "is a character", .harmless, "\"content\":\"\"", "\"content\":\"a\\u0000b\""),
    .init("a key twice", "is not unique", .refused, "SN-2\"", "SN-1\""),
    .init(
      "a row of nobody", "refers to what is not there", .refused, "\"customerId\":1,",
      "\"customerId\":999,"),
    .init(
      "SQL in text", "is text", .harmless, "\"content\":\"\"",
      "\"content\":\"'); DROP TABLE \\\"User\\\"; --\""),
    .init(
      "an Otp that is not used up", "lets a code be used again", .harmless, "\"used\":true",
      "\"used\":false"),
  ]
}

extension String {
  /// Fails the tests rather than leaving the text as it was.
  fileprivate func replacingFirst(_ old: String, with new: String) -> String {
    precondition(contains(old), "the sample has no \(old)")
    return replacing(old, with: new, maxReplacements: 1)
  }
}
