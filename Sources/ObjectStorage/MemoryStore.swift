import Synchronization

/// Objects in memory, for tests and for what is thrown away.
package final class MemoryStore: ObjectStore {
  private let objects = Mutex([ObjectKey: [UInt8]]())

  package init() {}

  package func list() -> [ObjectInfo] {
    objects.withLock { objects in
      objects.map { ObjectInfo(key: $0.key, size: Int64($0.value.count)) }
    }.sorted { $0.key < $1.key }
  }

  package func info(_ key: ObjectKey) -> ObjectInfo? {
    objects.withLock { $0[key] }.map { ObjectInfo(key: key, size: Int64($0.count)) }
  }

  package func create(_ key: ObjectKey) throws -> any ObjectDraft {
    guard info(key) == nil else {
      throw StorageError(.exists, "An object named \(key) already exists.")
    }
    return MemoryWriter { [self] bytes in objects.withLock { $0[key] = bytes } }
  }

  package func open(_ key: ObjectKey) throws -> any ObjectReader {
    guard let bytes = objects.withLock({ $0[key] }) else {
      throw StorageError(.notFound, "There is no object named \(key).")
    }
    return MemoryReader(bytes)
  }

  package func delete(_ key: ObjectKey) { objects.withLock { $0[key] = nil } }

  package func removeUnfinished() {}

  package func freeBytes() -> Int64? { nil }
}

private final class MemoryWriter: ObjectDraft {
  private var bytes: [UInt8] = []
  private let publish: ([UInt8]) -> Void

  init(publish: @escaping ([UInt8]) -> Void) { self.publish = publish }

  func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }
  func synchronize() {}
  func reader() -> any ObjectReader { MemoryReader(bytes) }
  func commit() { publish(bytes) }
  func abort() { bytes = [] }
}

private final class MemoryReader: ObjectReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var size: Int64 { Int64(bytes.count) }

  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0, offset < size else { return 0 }
    let rest = bytes[Int(offset)...].prefix(buffer.count)
    buffer.copyBytes(from: rest)
    return rest.count
  }
}
