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
    let (conditions, arguments) = Self.conditions(filter)
    let isNewestFirst = filter.order != .oldest
    var pageConditions = conditions
    var pageArguments = arguments
    if let cursor = filter.cursor {
      guard EntryID.isValid(cursor) else {
        throw ServiceError.invalid("params.cursor", expected: "the nextCursor of an earlier page")
      }
      pageConditions.append("id \(isNewestFirst ? "<" : ">") ?")
      pageArguments += [cursor]
    }
    let (rows, total) = try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, entry FROM \(Entry.table)\(Self.whereClause(pageConditions))
          ORDER BY id \(isNewestFirst ? "DESC" : "ASC") LIMIT \(limit + 1)
          """, arguments: pageArguments)
      let total =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM \(Entry.table)\(Self.whereClause(conditions))",
          arguments: arguments) ?? 0
      return (rows.map { ($0[0] as String, $0[1] as String) }, total)
    }
    let page = rows.prefix(limit)
    return CatalogPage(
      entries: try page.map { try Self.decode($0.1) },
      nextCursor: rows.count > limit ? page.last?.0 : nil, total: total)
  }

  private static func whereClause(_ conditions: [String]) -> String {
    conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
  }

  private static func conditions(_ filter: CatalogFilter) -> ([String], StatementArguments) {
    var conditions: [String] = []
    var arguments = StatementArguments()
    func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
      guard let value else { return }
      conditions.append(condition)
      arguments += [value]
    }
    for (column, value) in filter.equal { add("\(column) = ?", value) }
    add("database = ?", filter.database)
    add("createdAt >= ?", filter.since?.millisecondsSince1970)
    add("createdAt < ?", filter.until?.millisecondsSince1970)
    add("instr(search, ?) > 0", filter.query?.lowercased())
    return (conditions, arguments)
  }
}
