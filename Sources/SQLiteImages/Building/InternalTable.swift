/// Tables of SQLite's own that a dump may have rows of
/// (https://www.sqlite.org/fileformat2.html#internal_schema_objects).
package enum InternalTable {
  package static let sequences = "sqlite_sequence"
  /// Statistics of `ANALYZE`. Which of them SQLite writes, and reads, depends on how it was built.
  package static let statistics = ["sqlite_stat1", "sqlite_stat2", "sqlite_stat3", "sqlite_stat4"]

  /// - Parameter name: in lower case.
  /// - Returns: nil for any other table.
  package static func columns(of name: String) -> [String]? {
    switch name {
    case sequences: ["name", "seq"]
    case "sqlite_stat1": ["tbl", "idx", "stat"]
    case "sqlite_stat2": ["tbl", "idx", "sampleno", "sample"]
    case "sqlite_stat3", "sqlite_stat4": ["tbl", "idx", "neq", "nlt", "ndlt", "sample"]
    default: nil
    }
  }

  /// As SQLite writes it itself.
  package static func definition(of name: String) -> String? {
    columns(of: name).map { "CREATE TABLE \(name)(\($0.joined(separator: ",")))" }
  }
}
