import BackupProtocol
package import Concurrency
package import Databases
package import JSONCoding
package import SQLiteImages

/// What `manage.py dumpdata` of Django writes: a list of objects, each with its model, its key and its
/// fields (https://docs.djangoproject.com/en/5.2/topics/serialization/#serialization-formats-json).
///
///     [{"model":"shop.customer","pk":1,"fields":{"name":"Ana","city":3,"tags":[1,2]}}]
///
/// The model `shop.customer` has the table `shop_customer`, a foreign key `city` the column `city_id`,
/// and a field of many the table `shop_customer_tags`. What the database does not have is an error.
package struct DjangoDump {
  /// Models of Django itself that name their tables.
  static let builtIn = [
    "admin.logentry": "django_admin_log", "contenttypes.contenttype": "django_content_type",
    "flatpages.flatpage": "django_flatpage", "redirects.redirect": "django_redirect",
    "sessions.session": "django_session", "sites.site": "django_site",
  ]

  let tables: [OverlayTable]
  /// Which table a model has whose name Django was told: `{"shop.customer": "clients"}`.
  let importTables: [String: String]
  let cancellation: Cancellation

  /// Whether a list begins as one.
  package static func isBeginning(_ source: @escaping JSONStreamReader.Source) -> Bool {
    let reader = JSONStreamReader(source: source)
    do {
      try reader.beginArray()
      guard try reader.nextElement(), try reader.peekKind() == .object else { return false }
      try reader.beginObject()
      guard try reader.nextKeyText() == "model", try reader.peekKind() == .string else {
        return false
      }
      return try reader.readText().contains(".")
    } catch { return false }
  }

  /// Reads the document from start to end, and finds a place for all of it.
  ///
  /// - Returns: the tables that it has rows for, in its order.
  /// - Throws: ``DumpError`` for a document that is not right, `incompatible` for what the database has
  ///   no place for.
  package func examine(_ source: @escaping JSONStreamReader.Source) throws -> [TableRows] {
    let run = DjangoDumpRun(self, source)
    try run.read()
    return run.found
  }

  /// Writes the rows as a partial document, all but the last line. Each table takes one pass over the dump.
  ///
  /// - Parameters:
  ///   - found: the tables that the dump has rows for.
  ///   - open: begins the dump once more.
  package func rewrite(
    _ found: [TableRows], as header: ExportHeader, to writer: PartialDocumentWriter,
    open: () throws -> JSONStreamReader.Source
  ) throws -> ForeignDocument.Summary {
    try writer.begin(header)
    for table in found {
      try writer.beginTable(table.name)
      try DjangoDumpRun(self, try open(), target: (table.name, writer.output)).read()
      try writer.endTable(isEmpty: table.rows == 0)
    }
    return ForeignDocument.Summary(
      tables: found.sorted { $0.name < $1.name }, checksum: try writer.end())
  }

  package init(
    tables: [OverlayTable], importTables: [String: String], cancellation: Cancellation
  ) {
    self.tables = tables
    self.importTables = importTables
    self.cancellation = cancellation
  }
}
