import JSONCoding
import Testing

@Suite("JSON objects and numbers")
struct JSONObjectTests {
  @Test(
    "members are found, changed and removed in order, in small and large objects",
    arguments: [3, 15, 16, 17, 40])
  func members(count: Int) throws {
    var object = JSONObject((0..<count).map { ("k\($0)", .integer($0)) })
    #expect(object.keys == (0..<count).map { "k\($0)" })
    for index in 0..<count { #expect(object["k\(index)"] == .integer(index)) }
    #expect(object["k\(count)"] == nil)

    object["k1"] = "changed"
    #expect(object.removeValue(forKey: "k0") == 0)
    #expect(object.removeValue(forKey: "k0") == nil)
    object["k0"] = nil
    object["k2"] = nil
    object["new"] = true
    #expect(object.count == count - 1)
    #expect(object.keys.first == "k1")
    #expect(object.keys.last == "new")
    #expect(object["k1"] == "changed")
    #expect(object["new"] == true)
    #expect(!object.contains("k2"))
  }

  @Test("a key that comes twice is refused in a large object, too")
  func duplicateInLargeObject() {
    let members = (0..<40).map { #""k\#($0)":0"# }.joined(separator: ",")
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: "{\(members),\"k7\":1}") }
  }

  @Test("objects are equal when their members are, however they came to be")
  func equality() {
    var removed = JSONObject((0..<20).map { ("k\($0)", .integer($0)) })
    for index in 1..<20 { removed["k\(index)"] = nil }
    #expect(removed == ["k0": 0])
    #expect(Set([removed, ["k0": 0]]).count == 1)
  }

  @Test("numbers that differ in their text are different, but can be the same integer")
  func numbers() throws {
    let one = try JSONValue(parsing: "1")
    let oneAndNothing = try JSONValue(parsing: "1.0")
    #expect(one != oneAndNothing)
    #expect(one.intValue == 1)
    #expect(oneAndNothing.intValue == 1)
    #expect(try JSONValue(parsing: "1e3").intValue == 1000)
    #expect(try JSONValue(parsing: "1.5").intValue == nil)
    #expect(try JSONValue(parsing: "1e300").intValue == nil)
    #expect(try JSONValue(parsing: "9223372036854775807").intValue == .max)
    #expect(try JSONValue(parsing: "9223372036854775808").intValue == nil)
    #expect(try JSONValue(parsing: "1e999").doubleValue == nil)
  }
}
