// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Lists the restores that were made or tried, a page at a time.
///
/// Needs the permission to view.
public enum ListRestores: BackupMethod {
  /// `listRestores`.
  public static let name = "listRestores"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// How many entries to return at most; 50 by default.
    public var limit: Int?
    /// Where to go on: the `nextCursor` of the page before, called with the same filters and order.
    public var cursor: String?
    /// The order; `newest` by default.
    public var order: SortOrder?
    /// Only those of this status.
    public var status: RestoreStatus?
    /// Only those of this backup.
    public var backupId: String?
    /// Only those of this database.
    public var database: String?
    /// Only those created at this time or later.
    public var since: Timestamp?
    /// Only those created before this time.
    public var until: Timestamp?
    /// Only those whose file name or id contains this text, whatever the case.
    public var query: String?

    /// Creates one from its parts.
    public init(
      limit: Int? = nil, cursor: String? = nil, order: SortOrder? = nil,
      status: RestoreStatus? = nil, backupId: String? = nil, database: String? = nil,
      since: Timestamp? = nil, until: Timestamp? = nil, query: String? = nil
    ) {
      self.limit = limit
      self.cursor = cursor
      self.order = order
      self.status = status
      self.backupId = backupId
      self.database = database
      self.since = since
      self.until = until
      self.query = query
    }
  }

  /// What `listRestores` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The entries of this page.
    public var restores: [Restore]
    /// Where the next page begins; null on the last one.
    @Nullable public var nextCursor: String?
    /// How many entries pass the filters, on all pages together.
    public var total: Int

    /// Creates one from its parts.
    public init(restores: [Restore], nextCursor: String? = nil, total: Int) {
      self.restores = restores
      self.nextCursor = nextCursor
      self.total = total
    }
  }
}
