/// The files of an archive, and nothing else.
package enum ArchiveMember: String, CaseIterable {
  case image = "database.sqlite"
  /// A write-ahead log of SQLite with what has changed since the image: in some, after the image.
  case log = "database.sqlite-wal"
  case manifest = "manifest.json"

  /// Whether every archive has it.
  var isRequired: Bool { self != .log }

  /// What a manifest may take at most; it names each table once.
  static let manifestLimit: Int64 = 64 << 20
}
