import BackupProtocol
import GRDB
import JSONCoding
package import StateFolder

/// An entry of the contract, as the catalog keeps it.
package protocol CatalogEntry: ListedEntry, Codable {
  static var noun: String { get }
  var id: String { get }
  /// The columns that lists are filtered by, beside the document itself.
  var columns: CatalogColumns { get }
  /// Members that are null in entries of earlier versions, which do not have them.
  static var laterMembers: [String] { get }
}

extension CatalogEntry {
  static var laterMembers: [String] { [] }

  static var content: String { "entry" }
  static var isIDTheTime: Bool { true }

  static func stored(_ time: Timestamp) -> any DatabaseValueConvertible {
    time.millisecondsSince1970
  }

  init(listed row: Row) throws { self = try Catalog.decode(row[0]) }
}

package struct CatalogColumns {
  let createdAt: Timestamp
  let status: String
  var type: String?
  var format: String?
  var backupID: String?
  let database: String
  /// What a text query looks in.
  let search: [String?]
}

extension Backup: CatalogEntry {
  static var table: String { "backup" }
  static var noun: String { "backup" }
  static var laterMembers: [String] { ["proof"] }

  var columns: CatalogColumns {
    CatalogColumns(
      createdAt: createdAt, status: status.rawValue, type: type.rawValue, format: format.rawValue,
      database: database, search: [label, fileName, id])
  }
}

extension Restore: CatalogEntry {
  static var table: String { "restore" }
  static var noun: String { "restore" }

  var columns: CatalogColumns {
    CatalogColumns(
      createdAt: createdAt, status: status.rawValue, backupID: backupId, database: database,
      search: [fileName, id, backupId])
  }
}

extension Catalog {
  /// Writes an entry, new or known.
  package func save(_ entry: some CatalogEntry) throws {
    try write { db in try Self.save(entry, db) }
  }

  static func save<Entry: CatalogEntry>(_ entry: Entry, _ db: Database) throws {
    let columns = entry.columns
    let document = try JSONValueEncoder().encode(entry).serialized
    let search = columns.search.compactMap { $0?.lowercased() }.joined(separator: "\n")
    try db.execute(
      sql: """
        INSERT INTO \(Entry.table)
          (id, createdAt, status, type, format, backupId, database, search, entry)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET createdAt = excluded.createdAt, status = excluded.status,
          type = excluded.type, format = excluded.format, backupId = excluded.backupId,
          database = excluded.database, search = excluded.search, entry = excluded.entry
        """,
      arguments: [
        entry.id, columns.createdAt.millisecondsSince1970, columns.status, columns.type,
        columns.format, columns.backupID, columns.database, search,
        String(decoding: document, as: UTF8.self),
      ])
  }

  /// - Throws: `notFound`.
  package func find<Entry: CatalogEntry>(_ type: Entry.Type, id: String) throws -> Entry {
    try read { db in try Self.find(type, id: id, db) }
  }

  /// Changes an entry in one transaction.
  package func update<Entry: CatalogEntry>(
    _ type: Entry.Type, id: String, _ change: (inout Entry) -> Void
  ) throws -> Entry {
    try write { db in
      var entry = try Self.find(type, id: id, db)
      change(&entry)
      try Self.save(entry, db)
      return entry
    }
  }

  private static func find<Entry: CatalogEntry>(
    _ type: Entry.Type, id: String, _ db: Database
  ) throws -> Entry {
    guard EntryID.isValid(id),
      let text = try String.fetchOne(
        db, sql: "SELECT entry FROM \(Entry.table) WHERE id = ?", arguments: [id])
    else { throw ContractError.notFound(Entry.noun, id: id) }
    return try decode(text)
  }

  /// All entries of a status, oldest first.
  package func entries<Entry: CatalogEntry>(_ type: Entry.Type, status: String) throws -> [Entry] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT entry FROM \(Entry.table) WHERE status = ? ORDER BY id",
        arguments: [status])
    }.map(Self.decode)
  }

  static func decode<Entry: Decodable>(_ text: String) throws -> Entry {
    do {
      var entry = try JSONValue(parsing: text)
      if let members = (Entry.self as? any CatalogEntry.Type)?.laterMembers,
        var object = entry.objectValue
      {
        for name in members where object[name] == nil { object[name] = .null }
        entry = .object(object)
      }
      return try JSONValueDecoder(root: "entry").decode(from: entry)
    } catch {
      throw ContractError(
        .storageUnavailable, "An entry of the catalog cannot be read.",
        hint: "Run: strongroom catalog rebuild")
    }
  }
}
