extension FixedWidthInteger {
  /// The bytes of this number, the least significant one first.
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }
}

extension UnsafeRawBufferPointer {
  /// The little-endian number at `offset`, which must be inside.
  func number<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: T.Type = T.self) -> T
  {
    T(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension [UInt8] {
  /// The little-endian number at `offset`, which must be inside.
  func number<T: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: T.Type = T.self) -> T
  {
    withUnsafeBytes { $0.number(at: offset, as: type) }
  }
}
