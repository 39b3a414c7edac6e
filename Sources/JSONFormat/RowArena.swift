/// Keeps the bytes of one row's values until all of them have been read.
final class RowArena {
  private let block: UnsafeMutableRawBufferPointer
  private var filled = 0
  /// Values that do not fit into the block.
  private var others: [UnsafeMutableRawBufferPointer] = []

  init(capacity: Int = 64 << 10) {
    block = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit {
    removeAll()
    block.deallocate()
  }

  /// The copies made so far are gone thereafter.
  func removeAll() {
    filled = 0
    guard !others.isEmpty else { return }
    for other in others { other.deallocate() }
    others.removeAll()
  }

  func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var place: UnsafeMutableRawBufferPointer
    if bytes.count <= block.count - filled {
      place = UnsafeMutableRawBufferPointer(rebasing: block[filled..<filled + bytes.count])
      filled += bytes.count
    } else {
      place = .allocate(byteCount: bytes.count, alignment: 16)
      others.append(place)
    }
    place.copyMemory(from: bytes)
    return UnsafeRawBufferPointer(place)
  }
}
