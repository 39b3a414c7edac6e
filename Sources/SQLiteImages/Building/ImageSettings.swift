package import Databases

/// What a database file is, beside its tables. Those of the layout must be known before the first table.
package struct ImageSettings: Sendable, Equatable {
  package var pageSize = 4096
  package var encoding = TextEncoding.utf8
  /// 0 none, 1 full, 2 incremental (https://www.sqlite.org/pragma.html#pragma_auto_vacuum).
  package var autoVacuum = 0
  package var applicationID: Int32 = 0
  package var userVersion: Int32 = 0

  package init() {}

  /// Those of a database.
  package init(_ database: DatabaseDescription) {
    pageSize = database.pageSize
    encoding = TextEncoding(rawValue: database.encoding) ?? .utf8
    autoVacuum = ["none": 0, "full": 1, "incremental": 2][database.autoVacuum] ?? 0
    applicationID = Int32(truncatingIfNeeded: database.applicationID)
    userVersion = Int32(truncatingIfNeeded: database.userVersion)
  }
}
