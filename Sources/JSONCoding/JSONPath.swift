/// A place in a JSON value, kept as links to the parents so that going down costs nothing.
indirect enum JSONPath {
  case root(String)
  case key(any CodingKey, in: JSONPath)

  var codingPath: [any CodingKey] {
    switch self {
    case .root: []
    case .key(let key, let parent): parent.codingPath + [key]
    }
  }

  /// `params.tables[2].name`
  var text: String {
    switch self {
    case .root(let name): name
    case .key(let key as JSONIndexKey, let parent): "\(parent.text)[\(key.index)]"
    case .key(let key, let parent):
      "\(parent.text).\(JSONDecodingError.excerpt(key.stringValue))"
    }
  }

  func appending(_ key: any CodingKey) -> JSONPath { .key(key, in: self) }
  func appending(_ index: Int) -> JSONPath { .key(JSONIndexKey(index: index), in: self) }
}

/// The place of an element in an array.
struct JSONIndexKey: CodingKey {
  let index: Int

  var stringValue: String { String(index) }
  var intValue: Int? { index }

  init(index: Int) { self.index = index }
  init?(intValue: Int) { index = intValue }
  init?(stringValue: String) {
    guard let index = Int(stringValue) else { return nil }
    self.index = index
  }
}

/// The key under which a class keeps its superclass.
struct JSONSuperKey: CodingKey {
  var stringValue: String { "super" }
  var intValue: Int? { nil }

  init() {}
  init?(intValue: Int) { nil }
  init?(stringValue: String) {
    guard stringValue == "super" else { return nil }
  }
}
