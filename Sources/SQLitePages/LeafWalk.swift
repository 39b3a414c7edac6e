/// Goes through the leaves of a table's tree from left to right, and reads its interior pages alone.
///
/// All leaves of a tree have the same depth, which the first one tells.
struct LeafWalk {
  struct Leaf {
    let page: Int
    /// The greatest row id that belongs into it.
    let last: Int64
  }

  private struct Level {
    let bytes: [UInt8]
    /// The greatest row id below this page.
    let last: Int64
    var next = 0
  }

  private static let mostLevels = 20

  private let reader: TreeReader
  private var levels: [Level] = []
  private var depth = 0
  private var previous: Int64?
  private var root: Int?

  init(root: Int, _ reader: TreeReader) throws {
    self.reader = reader
    reader.begin()
    self.root = root
    var page = root
    while true {
      try reader.take(page)
      let bytes = try reader.read(page)
      let kind = try reader.withTreePage(bytes) { $0.kind }
      guard kind == .tableInterior else {
        guard kind == .tableLeaf else { throw UnreadableTree() }
        break
      }
      depth += 1
      guard depth < Self.mostLevels else { throw UnreadableTree() }
      page = try reader.withTreePage(bytes) { tree in
        guard tree.cellCount > 0 else { return tree.rightmostChild }
        guard let child = tree.child(0) else { throw UnreadableTree() }
        return child
      }
    }
    reader.begin()
  }

  /// The next leaf; nil after the last one. Leaves come with rising row ids.
  mutating func next() throws -> Leaf? {
    if let root {
      self.root = nil
      if depth == 0 {
        try reader.take(root)
        return Leaf(page: root, last: .max)
      }
      try push(root, last: .max)
    }
    while let level = levels.last {
      guard let (page, last) = try child(of: level) else {
        levels.removeLast()
        continue
      }
      levels[levels.count - 1].next += 1
      if levels.count < depth {
        try push(page, last: last)
        continue
      }
      try reader.take(page)
      if let previous, last <= previous { throw UnreadableTree() }
      previous = last
      return Leaf(page: page, last: last)
    }
    return nil
  }

  private mutating func push(_ page: Int, last: Int64) throws {
    try reader.take(page)
    let bytes = try reader.read(page)
    guard try reader.withTreePage(bytes, { $0.kind }) == .tableInterior else {
      throw UnreadableTree()
    }
    levels.append(Level(bytes: bytes, last: last))
  }

  private func child(of level: Level) throws -> (page: Int, last: Int64)? {
    try reader.withTreePage(level.bytes) { tree in
      if level.next > tree.cellCount { return nil }
      if level.next == tree.cellCount { return (tree.rightmostChild, level.last) }
      guard let page = tree.child(level.next), let key = tree.key(level.next), key < level.last
      else { throw UnreadableTree() }
      return (page, key)
    }
  }
}
