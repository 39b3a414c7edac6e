/// What names one row of `sqlite_schema`.
package struct SchemaPlace: Sendable, Hashable {
  package let kind: String
  package let name: String

  package init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }
}

extension ImageContent {
  /// Whether a database that is built again, first its tables, then indexes, views, triggers and
  /// virtual tables, has its schema in the same order by itself.
  package var hasBuildingOrder: Bool {
    let built =
      definitions.filter { $0.kind == .table && !$0.isVirtual }
      + definitions.filter { $0.kind == .index } + definitions.filter { $0.kind == .view }
      + definitions.filter { $0.kind == .trigger } + definitions.filter(\.isVirtual)
    return built == definitions && !tables.contains(where: \.isInternal)
  }
}
