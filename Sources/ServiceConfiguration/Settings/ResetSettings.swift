/// What a factory reset keeps, and how it is confirmed.
package struct ResetSettings: Sendable, Hashable {
  /// Tables that stay as they are; nil for the usual ones.
  package var keepTables: [String]?
  /// By table, the SQL condition of the rows that stay; nil for the usual ones.
  package var keepRows: [String: String]?
  package var codeDigits = 8
  /// How long a code can be used, in minutes.
  package var codeMinutes = 10
  /// Mail addresses that codes go to.
  package var recipients: [String] = []
  /// The SQL query whose first column is the mail addresses of the person whose id it is given.
  package var recipientQuery: String?

  package init() {}
}

extension ResetSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case keepTables, keepRows, codeDigits, codeMinutes, recipients, recipientQuery
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    keepTables = try container.list(.keepTables, of: .line)
    keepRows = try container.dictionary(.keepRows, of: .sql)
    codeDigits = try container.value(.codeDigits, .range(6...10)) ?? codeDigits
    codeMinutes = try container.value(.codeMinutes, .range(1...60)) ?? codeMinutes
    recipients = try container.list(.recipients, of: .address) ?? recipients
    recipientQuery = try container.value(.recipientQuery, .sql)
  }
}
