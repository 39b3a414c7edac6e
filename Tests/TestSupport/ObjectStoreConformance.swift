package import ObjectStorage

/// What every ``ObjectStore`` owes its users; run each check on an empty store.
package struct ObjectStoreConformance: Sendable, CustomStringConvertible {
  package let description: String
  package let run: @Sendable (any ObjectStore) throws -> Void

  package struct Violation: Error, CustomStringConvertible {
    package let description: String
  }

  package static let all: [ObjectStoreConformance] = [
    .init(description: "an empty store lists nothing") { store in
      try require(store.list().isEmpty, "it lists something")
      try store.removeUnfinished()
    },
    .init(description: "what was committed is listed, told of and read back") { store in
      try put([1, 2, 3], "one", in: store)
      try require(store.list() == [ObjectInfo(key: key("one"), size: 3)], "the list is wrong")
      try require(store.info(key("one"))?.size == 3, "its size is wrong")
      try require(content("one", in: store) == [1, 2, 3], "its content is wrong")
    },
    .init(description: "an object of many writes is whole, whatever their sizes") { store in
      let writer = try store.create(key("many"))
      var expected: [UInt8] = []
      for count in [0, 1, 4095, 4096, 70_000] {
        let part = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try part.withUnsafeBytes { try writer.write($0) }
        expected += part
      }
      try writer.commit()
      try require(content("many", in: store) == expected, "its content is wrong")
    },
    .init(description: "an empty object is an object") { store in
      try put([], "empty", in: store)
      try require(store.info(key("empty"))?.size == 0, "it is not there")
      try require(content("empty", in: store) == [], "its content is wrong")
    },
    .init(description: "the list is sorted by key") { store in
      for name in ["b", "a-2", "C", "a-10"] { try put([0], name, in: store) }
      let names = try store.list().map(\.key.name)
      try require(names == ["C", "a-10", "a-2", "b"], "it is \(names)")
    },
    .init(description: "an object shows up at its commit and not before") { store in
      let writer = try store.create(key("late"))
      try [UInt8(1)].withUnsafeBytes { try writer.write($0) }
      try require(store.list().isEmpty, "it is listed")
      try require(store.info(key("late")) == nil, "it is told of")
      try requireFailure(.notFound) { _ = try store.open(key("late")) }
      try writer.commit()
      try require(store.list().count == 1, "it is missing")
    },
    .init(description: "an aborted object leaves nothing") { store in
      let writer = try store.create(key("gone"))
      try [UInt8(1)].withUnsafeBytes { try writer.write($0) }
      writer.abort()
      writer.abort()
      try require(store.list().isEmpty, "it is listed")
      try put([9], "gone", in: store)
      try require(content("gone", in: store) == [9], "its name is not free")
    },
    .init(description: "a writer that is lost leaves nothing") { store in
      do {
        let writer = try store.create(key("lost"))
        try [UInt8(1)].withUnsafeBytes { try writer.write($0) }
      }
      try require(store.list().isEmpty, "it is listed")
    },
    .init(description: "an object is never written over") { store in
      try put([1], "first", in: store)
      try requireFailure(.exists) { _ = try store.create(key("first")) }
      try require(content("first", in: store) == [1], "its content has changed")
    },
    .init(description: "a deleted object is gone, and deleting it again is no error") { store in
      try put([1], "short-lived", in: store)
      try store.delete(key("short-lived"))
      try store.delete(key("short-lived"))
      try require(store.list().isEmpty, "it is listed")
      try requireFailure(.notFound) { _ = try store.open(key("short-lived")) }
    },
    .init(description: "reads at any offset end at the end of the object") { store in
      try put(Array(0..<10), "digits", in: store)
      let reader = try store.open(key("digits"))
      try require(reader.size == 10, "its size is wrong")
      try require(bytes(of: reader, at: 4, count: 3) == [4, 5, 6], "the middle is wrong")
      try require(bytes(of: reader, at: 8, count: 5) == [8, 9], "the end is wrong")
      try require(bytes(of: reader, at: 10, count: 5) == [], "there is something behind it")
      try require(bytes(of: reader, at: 99, count: 5) == [], "there is something far behind it")
    },
    .init(description: "a reader goes on reading an object that is deleted") { store in
      try put([1, 2, 3], "held", in: store)
      let reader = try store.open(key("held"))
      try store.delete(key("held"))
      try require(bytes(of: reader, at: 0, count: 3) == [1, 2, 3], "its content is gone")
    },
  ]

  private static func key(_ name: String) throws -> ObjectKey {
    guard let key = ObjectKey(name) else { throw Violation(description: "\(name) is no key") }
    return key
  }

  private static func put(_ bytes: [UInt8], _ name: String, in store: any ObjectStore) throws {
    let writer = try store.create(key(name))
    try bytes.withUnsafeBytes { try writer.write($0) }
    try writer.commit()
  }

  private static func content(_ name: String, in store: any ObjectStore) throws -> [UInt8] {
    let reader = try store.open(key(name))
    return try bytes(of: reader, at: 0, count: Int(reader.size) + 1)
  }

  private static func bytes(
    of reader: any ObjectReader, at offset: Int64, count: Int
  ) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = try bytes.withUnsafeMutableBytes { try reader.read(at: offset, into: $0) }
    return Array(bytes[..<got])
  }

  private static func require(_ condition: Bool, _ violation: String) throws {
    if !condition { throw Violation(description: violation) }
  }

  private static func requireFailure(
    _ reason: StorageError.Reason, _ body: () throws -> Void
  ) throws {
    do { try body() } catch let error as StorageError where error.reason == reason { return }
    throw Violation(description: "it does not fail as \(reason)")
  }
}
