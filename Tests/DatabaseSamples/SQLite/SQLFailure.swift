/// What SQLite refused.
package struct SQLFailure: Error, CustomStringConvertible {
  package let message: String
  /// The extended result code.
  package let code: Int32
  package let sql: String

  package var description: String { "\(message) (\(code)) in: \(sql.prefix(2000))" }
}
