extension SchemaGenerator {
  mutating func makeVirtualTables() throws {}
  mutating func alterTables() throws {}
  mutating func makeIndexes() throws {}
  mutating func makeViews() throws {}
  mutating func makeTriggers() throws {}
}
