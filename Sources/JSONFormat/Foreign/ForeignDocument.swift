package import BackupProtocol
package import Concurrency
package import Databases
package import JSONCoding
package import SQLiteImages

/// An application's own backup: an object whose member `data` holds a list of rows for each table.
///
///     {"version":"1.0","backupDate":"2025-12-19T21:39:00.000Z","data":{"customers":[{…}]}}
///
/// The other members may come in any order and may be missing. It is read once to see whether it
/// fits the database, and once more to be rewritten as a partial document of ours.
package struct ForeignDocument {
  /// What a document turned out to hold.
  package struct Summary: Equatable {
    /// When the application made it, if it says so.
    package var backupDate: Timestamp?
    /// The label of a document of ours.
    package var label: String?
    /// The tables that it has rows for, sorted by name.
    package var tables: [TableRows] = []
    /// Of the rows as they were written; nil where nothing was.
    package var checksum: String?

    package init(
      backupDate: Timestamp? = nil, label: String? = nil, tables: [TableRows] = [],
      checksum: String? = nil
    ) {
      self.backupDate = backupDate
      self.label = label
      self.tables = tables
      self.checksum = checksum
    }
  }

  /// Of the database that the document is meant for.
  let tables: [OverlayTable]
  /// See ``TableNameMap``.
  let importTables: [String: String]
  /// Whether it is a partial document of ours, as it was exported.
  var isOurs = false
  let cancellation: Cancellation
  var limits = JSONStreamReader.Limits()

  /// Reads the document from start to end.
  ///
  /// - Throws: ``DumpError`` for a document that is not right, ``ContractError`` of the kind
  ///   `incompatible` for all lists, or all columns, that the database has no place for.
  package func examine(_ source: @escaping JSONStreamReader.Source) throws -> Summary {
    try read(source, into: nil)
  }

  /// Writes it as a partial document, all but the last line.
  package func rewrite(
    _ source: @escaping JSONStreamReader.Source, as header: ExportHeader,
    to writer: PartialDocumentWriter
  ) throws -> Summary {
    try writer.begin(header)
    var summary = try read(source, into: writer)
    summary.checksum = try writer.end()
    return summary
  }

  private func read(
    _ source: @escaping JSONStreamReader.Source, into writer: PartialDocumentWriter?
  ) throws -> Summary {
    let reader = JSONStreamReader(limits: limits, bufferSize: 256 << 10, source: source)
    let run = ForeignDocumentRun(document: self, reader: reader, writer: writer)
    do {
      try run.read()
    } catch let error as JSONStreamError {
      throw DumpError(error)
    }
    return run.summary
  }

  package init(
    tables: [OverlayTable], importTables: [String: String], isOurs: Bool = false,
    cancellation: Cancellation, limits: JSONStreamReader.Limits = JSONStreamReader.Limits()
  ) {
    self.tables = tables
    self.importTables = importTables
    self.isOurs = isOurs
    self.cancellation = cancellation
    self.limits = limits
  }
}
