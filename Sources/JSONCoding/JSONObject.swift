/// A JSON object: its members in the order in which they were written, each key once.
package struct JSONObject: Sendable, Hashable {
  /// One key with its value.
  package struct Member: Sendable, Hashable {
    package let key: String
    package var value: JSONValue
  }

  package private(set) var members: [Member] = []

  /// Positions by key, kept from the size on where walking the members would be slower.
  private var positions: [String: Int] = [:]

  private static let indexedFrom = 16

  package init() {}

  /// Of a key that comes twice, the last value counts.
  package init(_ members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  package var count: Int { members.count }
  package var isEmpty: Bool { members.isEmpty }
  package var keys: [String] { members.map(\.key) }

  /// The value of a key. Setting `nil` removes the member; a new key goes to the end.
  package subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil): remove(at: position)
      case (nil, let value?): append(key, value)
      case (nil, nil): break
      }
    }
  }

  mutating func reserveCapacity(_ count: Int) {
    members.reserveCapacity(count)
  }

  /// Adds a member at the end, unless the key is there already.
  /// - Returns: whether it was added.
  mutating func appendIfNew(_ key: String, _ value: JSONValue) -> Bool {
    guard position(of: key) == nil else { return false }
    append(key, value)
    return true
  }

  package func contains(_ key: String) -> Bool {
    position(of: key) != nil
  }

  /// Takes a member out and returns its value.
  package mutating func removeValue(forKey key: String) -> JSONValue? {
    guard let position = position(of: key) else { return nil }
    defer { remove(at: position) }
    return members[position].value
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.members == right.members
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(members)
  }

  private func position(of key: String) -> Int? {
    members.count < Self.indexedFrom
      ? members.firstIndex { $0.key == key } : positions[key]
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    members.append(Member(key: key, value: value))
    if members.count > Self.indexedFrom {
      positions[key] = members.count - 1
    } else if members.count == Self.indexedFrom {
      index()
    }
  }

  private mutating func remove(at position: Int) {
    members.remove(at: position)
    index()
  }

  private mutating func index() {
    positions = [:]
    guard members.count >= Self.indexedFrom else { return }
    for (position, member) in members.enumerated() { positions[member.key] = position }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements)
  }
}
