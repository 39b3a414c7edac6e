import BackupProtocol
import GRDB

/// Which entries a list shows, whatever they are.
struct CatalogFilter {
  var limit: Int?
  var cursor: String?
  var order: SortOrder?
  var database: String?
  var since: Timestamp?
  var until: Timestamp?
  var query: String?
  /// Further columns and what they must be.
  var equal: [(column: String, value: String?)] = []
}

struct CatalogPage<Entry> {
  let entries: [Entry]
  let nextCursor: String?
  let total: Int
}

extension Catalog {
  /// One page of a list. A page begins behind the last id of the one before, so that entries that
  /// come or go meanwhile shift nothing.
  func list<Entry: CatalogEntry>(
    _ type: Entry.Type, _ filter: CatalogFilter
  ) throws -> CatalogPage<Entry> {
    let limit = filter.limit ?? Paging.defaultLimit
    guard (1...Paging.maximumLimit).contains(limit) else {
      throw ServiceError.invalid(
        "params.limit", expected: "a whole number from 1 to \(Paging.maximumLimit)",
        found: "\(limit)")
    }
    if let cursor = filter.cursor, !EntryID.isValid(cursor) {
      throw ServiceError.invalid("params.cursor", expected: "the nextCursor of an earlier page")
    }
    let page = Self.pageQuery(type, filter)
    let count = Self.countQuery(type, filter)
    let (rows, total) = try read { db in
      let rows = try Row.fetchAll(db, sql: page.sql, arguments: page.arguments)
      let total = try Int.fetchOne(db, sql: count.sql, arguments: count.arguments) ?? 0
      return (rows.map { ($0[0] as String, $0[1] as String) }, total)
    }
    let shown = rows.prefix(limit)
    return CatalogPage(
      entries: try shown.map { try Self.decode($0.1) },
      nextCursor: rows.count > limit ? shown.last?.0 : nil, total: total)
  }

  /// One entry more than the page has, which tells whether there is another page.
  static func pageQuery<Entry: CatalogEntry>(
    _ type: Entry.Type, _ filter: CatalogFilter
  ) -> CatalogQuery {
    let isNewestFirst = filter.order != .oldest
    var query = CatalogQuery("SELECT id, entry FROM \(Entry.table)", filter)
    query.addTimes(filter, byID: true)
    query.add("id \(isNewestFirst ? "<" : ">") ?", filter.cursor)
    query.sql +=
      " ORDER BY id \(isNewestFirst ? "DESC" : "ASC") LIMIT \((filter.limit ?? Paging.defaultLimit) + 1)"
    return query
  }

  /// How many entries there are on all pages together.
  static func countQuery<Entry: CatalogEntry>(
    _ type: Entry.Type, _ filter: CatalogFilter
  ) -> CatalogQuery {
    var query = CatalogQuery("SELECT count(*) FROM \(Entry.table)", filter)
    // With another filter its index has the ids; without, the index by time is the narrowest.
    query.addTimes(filter, byID: query.hasConditions)
    return query
  }
}

/// A statement that grows by conditions.
struct CatalogQuery {
  fileprivate(set) var sql: String
  private(set) var arguments = StatementArguments()
  fileprivate private(set) var hasConditions = false

  fileprivate init(_ select: String, _ filter: CatalogFilter) {
    sql = select
    for (column, value) in filter.equal { add("\(column) = ?", value) }
    add("database = ?", filter.database)
    add("instr(search, ?) > 0", filter.query?.lowercased())
  }

  fileprivate mutating func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
    guard let value else { return }
    sql += (hasConditions ? " AND " : " WHERE ") + condition
    arguments += [value]
    hasConditions = true
  }

  /// - Parameter byID: by the time in the ids, which is `createdAt`, and which pages are sorted by.
  fileprivate mutating func addTimes(_ filter: CatalogFilter, byID: Bool) {
    for (sign, time) in [(">=", filter.since), ("<", filter.until)] {
      guard let milliseconds = time?.millisecondsSince1970 else { continue }
      if byID {
        add("id \(sign) ?", EntryID.first(milliseconds: milliseconds))
      } else {
        add("createdAt \(sign) ?", milliseconds)
      }
    }
  }
}
