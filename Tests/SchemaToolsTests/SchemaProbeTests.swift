import SchemaTools
import Testing

struct SchemaProbeTests {
  private enum Colour: String, Codable, CaseIterable { case red, green }

  private struct Leaf: Codable {
    var count: Int
    var ratio: Double?
  }

  private struct Tree: Codable {
    var name: String
    var isOpen: Bool?
    var colour: Colour
    var leaves: [Leaf]
    var byName: [String: Leaf]
    var first: Leaf?
    var matrix: [[UInt8]]?
  }

  @Test("a type shows its keys, their types, their choices, and which are optional")
  func shape() throws {
    let leaf = SchemaShape.object([
      "count": .init(.integer, isRequired: true), "ratio": .init(.number, isRequired: false),
    ])
    #expect(
      try SchemaProbe.shape(of: Tree.self)
        == .object([
          "name": .init(.string, isRequired: true),
          "isOpen": .init(.boolean, isRequired: false),
          "colour": .init(.choice(["red", "green"]), isRequired: true),
          "leaves": .init(.array(leaf), isRequired: true),
          "byName": .init(.map(leaf), isRequired: true),
          "first": .init(leaf, isRequired: false),
          "matrix": .init(.array(.array(.integer)), isRequired: false),
        ]))
  }

  private struct Chain: Codable {
    var links: [Chain]
  }

  @Test("a type that contains itself is refused instead of followed for ever")
  func recursion() {
    #expect(throws: SchemaError.self) { try SchemaProbe.shape(of: Chain.self) }
  }

  private struct Hidden: Decodable {
    private enum CodingKeys: CodingKey { case inner }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      _ = try container.nestedContainer(keyedBy: CodingKeys.self, forKey: .inner)
    }
  }

  @Test("a nested container is refused, because it has no type to show")
  func nested() {
    #expect(throws: SchemaError.self) { try SchemaProbe.shape(of: Hidden.self) }
  }

  private struct Picky: Decodable {
    init(from decoder: any Decoder) throws {
      throw SchemaError("no sample is good enough")
    }
  }

  @Test("what a type throws on a sample reaches the caller")
  func picky() {
    #expect(throws: SchemaError("no sample is good enough")) {
      try SchemaProbe.shape(of: [Picky].self)
    }
  }
}
