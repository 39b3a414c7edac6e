import JSONCoding

/// JSON for people: what fits on a line stands on one.
enum JSONText {
  static func broken(_ value: JSONValue, to width: Int, depth: Int = 0, used: Int = 0) -> String {
    let line = single(value)
    if used + line.count <= width { return line }
    let indentation = String(repeating: " ", count: 2 * (depth + 1))
    let end = "\n" + String(repeating: " ", count: 2 * depth)
    switch value {
    case .object(let object):
      let members = object.members.map { member in
        let key = indentation + single(.string(member.key)) + ": "
        return key + broken(member.value, to: width, depth: depth + 1, used: key.count + 1)
      }
      return "{\n" + members.joined(separator: ",\n") + end + "}"
    case .array(let array):
      let elements = array.map { element in
        indentation
          + broken(element, to: width, depth: depth + 1, used: indentation.count + 1)
      }
      return "[\n" + elements.joined(separator: ",\n") + end + "]"
    default: return line
    }
  }

  private static func single(_ value: JSONValue) -> String {
    switch value {
    case .object(let object):
      "{"
        + object.members.map { single(.string($0.key)) + ": " + single($0.value) }
        .joined(separator: ", ") + "}"
    case .array(let array): "[" + array.map(single).joined(separator: ", ") + "]"
    default: String(decoding: value.serialized, as: UTF8.self)
    }
  }
}
