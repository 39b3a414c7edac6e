/// The two files of an archive, and nothing else.
enum ArchiveMember: String, CaseIterable {
  case image = "database.sqlite"
  case manifest = "manifest.json"

  /// What a manifest may take at most; it names each table once.
  static let manifestLimit: Int64 = 64 << 20
}
