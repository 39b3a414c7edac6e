package import BackupProtocol

extension Timestamp: SchemaShaped {
  package static var schemaShape: SchemaShape { .string }
  package static var schemaSample: Self { Self(millisecondsSince1970: 0) }
}

extension StringOrInteger: SchemaShaped {
  package static var schemaShape: SchemaShape { .either([.string, .integer]) }
  package static var schemaSample: Self { 0 }
}

extension NullResult: SchemaShaped {
  package static var schemaShape: SchemaShape { .null }
  package static var schemaSample: Self { Self() }
}

extension Auth: SchemaShaped {
  package static var schemaShape: SchemaShape {
    get throws {
      .either([
        .object(["actor": .init(try SchemaProbe.shape(of: Actor.self), isRequired: true)]),
        .object(["token": .init(.string, isRequired: true)]),
      ])
    }
  }
  package static var schemaSample: Self { .token("") }
}
