// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// Lists the audit log, a page at a time: who did what, when, with what outcome.
///
/// The log belongs to the database: whoever may view sees the entries of all actors, those of other
/// tenants among them. Needs the permission to view.
public enum ListActivity: BackupMethod {
  /// `listActivity`.
  public static let name = "listActivity"

  /// The parameters.
  public struct Params: Codable, Sendable, Hashable {
    /// How many entries to return at most; 50 by default.
    public var limit: Int?
    /// Where to go on: the `nextCursor` of the page before, called with the same filters and order.
    public var cursor: String?
    /// The order; `newest` by default.
    public var order: SortOrder?
    /// Only those of this action, such as `restoreBackup`.
    public var action: String?
    /// Only those of this outcome.
    public var outcome: ActivityOutcome?
    /// Only those of the actor with this id.
    public var actorId: String?
    /// Only those of this database.
    public var database: String?
    /// Only those created at this time or later.
    public var since: Timestamp?
    /// Only those created before this time.
    public var until: Timestamp?
    /// Only those whose action, actor, error message or ids contain this text, whatever the case.
    public var query: String?

    /// Creates one from its parts.
    public init(
      limit: Int? = nil, cursor: String? = nil, order: SortOrder? = nil, action: String? = nil,
      outcome: ActivityOutcome? = nil, actorId: String? = nil, database: String? = nil,
      since: Timestamp? = nil, until: Timestamp? = nil, query: String? = nil
    ) {
      self.limit = limit
      self.cursor = cursor
      self.order = order
      self.action = action
      self.outcome = outcome
      self.actorId = actorId
      self.database = database
      self.since = since
      self.until = until
      self.query = query
    }
  }

  /// What `listActivity` answers.
  public struct Result: Codable, Sendable, Hashable {
    /// The entries of this page.
    public var activity: [Activity]
    /// Where the next page begins; null on the last one.
    @Nullable public var nextCursor: String?
    /// How many entries pass the filters, on all pages together.
    public var total: Int
    /// Older entries that are no longer listed. Absent if there are none.
    public var sealed: ListActivity.Sealed?

    /// Creates one from its parts.
    public init(
      activity: [Activity], nextCursor: String? = nil, total: Int,
      sealed: ListActivity.Sealed? = nil
    ) {
      self.activity = activity
      self.nextCursor = nextCursor
      self.total = total
      self.sealed = sealed
    }
  }
}

extension ListActivity {
  /// Older entries that were moved out of the log into files beside it.
  public struct Sealed: Codable, Sendable, Hashable {
    /// How many there are: those from 1 to this number.
    public var entries: Int
    /// How many files hold them. Files that were removed as configured do not count.
    public var files: Int
    /// How to read them.
    public var hint: String

    /// Creates one from its parts.
    public init(entries: Int, files: Int, hint: String) {
      self.entries = entries
      self.files = files
      self.hint = hint
    }
  }
}
