package import BackupProtocol
package import GRDB

/// Which entries a list shows, whatever they are.
package struct ListFilter {
  var limit: Int?
  var cursor: String?
  var order: SortOrder?
  var database: String?
  var since: Timestamp?
  var until: Timestamp?
  var query: String?
  /// Further columns and what they must be.
  package var equal: [(column: String, value: String?)] = []

  package init(
    limit: Int? = nil, cursor: String? = nil, order: SortOrder? = nil, database: String? = nil,
    since: Timestamp? = nil, until: Timestamp? = nil, query: String? = nil,
    equal: [(column: String, value: String?)] = []
  ) {
    self.limit = limit
    self.cursor = cursor
    self.order = order
    self.database = database
    self.since = since
    self.until = until
    self.query = query
    self.equal = equal
  }
}

package struct ListPage<Entry> {
  package let entries: [Entry]
  package let nextCursor: String?
  package let total: Int
}

extension ListPage {
  /// The page of a list that is not there yet.
  package init(empty filter: ListFilter) throws {
    _ = try filter.checkedLimit()
    self.init(entries: [], nextCursor: nil, total: 0)
  }
}

extension ListFilter {
  /// - Returns: how many entries a page has at most.
  /// - Throws: `invalidParams` for a limit or a cursor that is none.
  func checkedLimit() throws -> Int {
    let limit = limit ?? Paging.defaultLimit
    guard (1...Paging.maximumLimit).contains(limit) else {
      throw ContractError.invalid(
        "params.limit", expected: "a whole number from 1 to \(Paging.maximumLimit)",
        found: "\(limit)")
    }
    if let cursor, !EntryID.isValid(cursor) {
      throw ContractError.invalid("params.cursor", expected: "the nextCursor of an earlier page")
    }
    return limit
  }
}

/// What lies in a table with the columns `id`, `createdAt`, `database` and `search`, and is listed.
package protocol ListedEntry: Sendable {
  static var table: String { get }
  /// The columns that an entry is made of.
  static var content: String { get }
  /// Whether `createdAt` is the time in the id, always.
  static var isIDTheTime: Bool { get }
  /// A moment as the column `createdAt` has it.
  static func stored(_ time: Timestamp) -> any DatabaseValueConvertible
  /// - Parameter row: the columns of ``content``, and then the id.
  init(listed row: Row) throws
}

extension ServiceDatabase {
  /// One page of a list. A page begins behind the last id of the one before, so that entries that
  /// come or go meanwhile shift nothing.
  package func list<Entry: ListedEntry>(
    _ type: Entry.Type, _ filter: ListFilter
  ) throws -> ListPage<Entry> {
    let limit = try filter.checkedLimit()
    let page = ListQuery.page(type, filter)
    let count = ListQuery.count(type, filter)
    let (rows, total) = try read { db in
      let rows = try Row.fetchAll(db, sql: page.sql, arguments: page.arguments)
      return (rows, try Int.fetchOne(db, sql: count.sql, arguments: count.arguments) ?? 0)
    }
    let shown = rows.prefix(limit)
    return ListPage(
      entries: try shown.map(Entry.init(listed:)),
      nextCursor: rows.count > limit ? try shown.last?.decode(String.self, forColumn: "id") : nil,
      total: total)
  }
}

/// A statement that grows by conditions.
struct ListQuery {
  private(set) var sql: String
  private(set) var arguments = StatementArguments()
  private var hasConditions = false

  /// One entry more than the page has, which tells whether there is another page.
  static func page<Entry: ListedEntry>(_ type: Entry.Type, _ filter: ListFilter) -> ListQuery {
    let isNewestFirst = filter.order != .oldest
    var query = ListQuery("SELECT \(Entry.content), id FROM \(Entry.table)", filter)
    query.addTimes(type, filter, byID: true)
    query.add("id \(isNewestFirst ? "<" : ">") ?", filter.cursor)
    query.sql +=
      " ORDER BY id \(isNewestFirst ? "DESC" : "ASC") LIMIT \((filter.limit ?? Paging.defaultLimit) + 1)"
    return query
  }

  /// How many entries there are on all pages together.
  static func count<Entry: ListedEntry>(_ type: Entry.Type, _ filter: ListFilter) -> ListQuery {
    var query = ListQuery("SELECT count(*) FROM \(Entry.table)", filter)
    // With another filter its index has the ids; without, the index by time is the narrowest.
    query.addTimes(type, filter, byID: query.hasConditions)
    return query
  }

  private init(_ select: String, _ filter: ListFilter) {
    sql = select
    for (column, value) in filter.equal { add("\(column) = ?", value) }
    add("database = ?", filter.database)
    add("instr(search, ?) > 0", filter.query?.lowercased())
  }

  private mutating func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
    guard let value else { return }
    sql += (hasConditions ? " AND " : " WHERE ") + condition
    arguments += [value]
    hasConditions = true
  }

  /// - Parameter byID: by the time in the ids, which pages are sorted by.
  private mutating func addTimes<Entry: ListedEntry>(
    _ type: Entry.Type, _ filter: ListFilter, byID: Bool
  ) {
    let first = { (time: Timestamp) in
      EntryID.first(milliseconds: time.millisecondsSince1970)
    }
    // The time in an id may be later than `createdAt`, and never is earlier.
    if byID { add("id >= ?", filter.since.map(first)) }
    if byID && Entry.isIDTheTime {
      add("id < ?", filter.until.map(first))
      return
    }
    add("createdAt >= ?", filter.since.map(Entry.stored))
    add("createdAt < ?", filter.until.map(Entry.stored))
    if byID {
      add(
        "id <= (SELECT max(id) FROM \(Entry.table) WHERE createdAt < ?)",
        filter.until.map(Entry.stored))
    }
  }
}
