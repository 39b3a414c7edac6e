/// Bytes that are put together, in memory that is kept for the next time.
final class GrowingBytes: JSONByteSink {
  typealias Failure = Never

  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 256) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  func removeAll() {
    count = 0
    // What one enormous value took should not be kept for the rest of the text.
    if capacity > 1 << 20 { reallocate(1 << 16) }
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    if count == capacity { reallocate(capacity * 2) }
    base[count] = byte
    count += 1
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    if capacity - count < bytes.count { reallocate(max(capacity * 2, count + bytes.count)) }
    UnsafeMutableRawBufferPointer(start: base + count, count: bytes.count)
      .copyMemory(from: bytes)
    count += bytes.count
  }

  func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func reallocate(_ capacity: Int) {
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    grown.update(from: base, count: count)
    base.deallocate()
    base = grown
    self.capacity = capacity
  }
}
