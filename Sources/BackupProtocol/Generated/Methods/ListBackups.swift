// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Lists the backups of the catalog, a page at a time.
///
/// Needs the permission to view.
public enum ListBackups: BackupMethod {
  /// `listBackups`.
  public static let name = "listBackups"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// How many entries to return at most; 50 by default.
    public var limit: Int?
    /// Where to go on: the `nextCursor` of the page before, called with the same filters and order.
    public var cursor: String?
    /// The order; `newest` by default.
    public var order: SortOrder?
    /// Only those of this status.
    public var status: BackupStatus?
    /// Only those of this type.
    public var type: BackupType?
    /// Only those of this format.
    public var format: BackupFormat?
    /// Only those of this database.
    public var database: String?
    /// Only those created at this time or later.
    public var since: Timestamp?
    /// Only those created before this time.
    public var until: Timestamp?
    /// Only those whose label, file name or id contains this text, whatever the case.
    public var query: String?

    /// Creates one from its parts.
    public init(
      limit: Int? = nil, cursor: String? = nil, order: SortOrder? = nil,
      status: BackupStatus? = nil, type: BackupType? = nil, format: BackupFormat? = nil,
      database: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
      query: String? = nil
    ) {
      self.limit = limit
      self.cursor = cursor
      self.order = order
      self.status = status
      self.type = type
      self.format = format
      self.database = database
      self.since = since
      self.until = until
      self.query = query
    }
  }

  /// What `listBackups` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The entries of this page.
    public var backups: [Backup]
    /// Where the next page begins; null on the last one.
    @Nullable public var nextCursor: String?
    /// How many entries pass the filters, on all pages together.
    public var total: Int
    /// Backup files that the catalog does not know. Absent if there are none.
    public var uncatalogued: ListBackups.Uncatalogued?

    /// Creates one from its parts.
    public init(
      backups: [Backup], nextCursor: String? = nil, total: Int,
      uncatalogued: ListBackups.Uncatalogued? = nil
    ) {
      self.backups = backups
      self.nextCursor = nextCursor
      self.total = total
      self.uncatalogued = uncatalogued
    }
  }
}

extension ListBackups {
  /// Backup files in the storage that are not in the catalog: those that were copied from another
  /// machine, say.
  public struct Uncatalogued: Codable, Sendable, Hashable {
    /// How many there are.
    public var count: Int
    /// What to do about them.
    public var hint: String

    /// Creates one from its parts.
    public init(count: Int, hint: String) {
      self.count = count
      self.hint = hint
    }
  }
}
