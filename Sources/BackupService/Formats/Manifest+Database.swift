import ArchiveFormat
import BackupFiles
import BackupProtocol
import Databases
import Glibc
import SQLiteImages

extension Manifest {
  /// Describes a database file in an archive.
  init(
    _ entry: Backup, at date: Timestamp, _ database: DatabaseDescription, tables: [TableRows],
    imageChecksum: String, algorithm: BackupProtocol.CompressionAlgorithm, level: Int,
    parts: BackupOperations.Parts
  ) {
    self.init(
      entry, at: date, database, tables: tables,
      compression: Compression(algorithm: algorithm, level: level), parts: parts)
    image = Image(
      fileName: ArchiveMember.image.rawValue, size: Int(database.size),
      checksum: Checksum(algorithm: .sha256, value: imageChecksum))
  }

  /// Describes rows that were written out.
  init(
    _ entry: Backup, at date: Timestamp, _ database: DatabaseDescription, _ rows: RowsSummary,
    parts: BackupOperations.Parts
  ) {
    self.init(
      entry, at: date, database, tables: rows.tables,
      compression: Compression(algorithm: .gzip, level: GzipFile.level), parts: parts)
    content = Content(checksum: Checksum(algorithm: .sha256, value: rows.checksum))
  }

  private init(
    _ entry: Backup, at date: Timestamp, _ database: DatabaseDescription, tables: [TableRows],
    compression: Compression, parts: BackupOperations.Parts
  ) {
    self.init(
      formatVersion: Manifest.currentFormatVersion, id: entry.id, createdAt: date,
      label: entry.label, type: entry.type, format: entry.format,
      generator: Generator(parts), source: Source(parts),
      database: Database(database, sqliteVersion: parts.engine.product.version),
      schema: Schema(fingerprint: database.schema.fingerprint),
      migrations: database.migrations.map(Migrations.init),
      tables: tables.map { Table(name: $0.name, rows: $0.rows) }, tableCount: tables.count,
      rowCount: tables.reduce(0) { $0 + $1.rows }, compression: compression,
      createdBy: entry.createdBy)
    importedFrom = entry.importedFrom
    passedOver = entry.passedOver
    let uncounted = database.schema.unreadableTables
    if !uncounted.isEmpty { uncountedTables = uncounted }
  }

  /// Describes a document whose rows are meant for tables of a database that is there.
  init(
    partial entry: Backup, at date: Timestamp, over database: DatabaseDescription,
    tables: [TableRows], checksum: String, parts: BackupOperations.Parts
  ) {
    self.init(
      entry, at: date, database,
      RowsSummary(checksum: checksum, tables: tables), parts: parts)
    isPartial = true
  }
}

extension Manifest.Generator {
  init(_ parts: BackupOperations.Parts) { self.init(name: "strongroom", version: parts.version) }
}

extension Manifest.Source {
  init(_ parts: BackupOperations.Parts) {
    self.init(
      name: parts.databaseName,
      fileName: parts.databasePath.split(separator: "/").last.map(String.init),
      host: Self.hostName())
  }

  private static func hostName() -> String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    return String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension Manifest.Database {
  init(_ database: DatabaseDescription, sqliteVersion: String) {
    self.init(
      engine: .sqlite, pageSize: database.pageSize, pageCount: database.pageCount,
      encoding: Manifest.TextEncoding(rawValue: database.encoding) ?? .utf8,
      autoVacuum: Manifest.AutoVacuum(rawValue: database.autoVacuum) ?? .none,
      journalMode: JournalMode(rawValue: database.journalMode) ?? .delete,
      applicationId: database.applicationID, userVersion: database.userVersion,
      sqliteVersion: sqliteVersion)
  }
}

extension Manifest.Migrations {
  init(_ state: MigrationState) {
    self.init(
      table: MigrationState.tableName,
      applied: state.applied.map {
        Manifest.Migration(
          name: $0.name, checksum: $0.checksum, finishedAt: $0.finishedAt.flatMap(Self.time))
      }, pending: state.pending)
  }

  /// Prisma writes a time as text or as milliseconds since 1970.
  private static func time(_ text: String) -> Timestamp? {
    Int64(text).map { Timestamp(millisecondsSince1970: $0) } ?? Timestamp(text)
  }
}
