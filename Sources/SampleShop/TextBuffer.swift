/// The bytes of one row's texts, in memory that stays where it is until the row has been inserted.
/// Rows are made by the million, so no `String` is built on the way.
struct TextBuffer: ~Copyable {
  private let bytes: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init(capacity: Int) {
    bytes = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit {
    bytes.deallocate()
  }

  mutating func clear() {
    count = 0
  }

  /// The bytes appended since `start`, valid until the buffer goes away.
  func bytes(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<count])
  }

  mutating func append(byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    UnsafeMutableRawBufferPointer(rebasing: bytes[count..<count + length])
      .copyMemory(from: UnsafeRawBufferPointer(start: text.utf8Start, count: length))
    count += length
  }

  mutating func append(_ number: Int, digits: Int = 1) {
    if number < 0 { append(byte: UInt8(ascii: "-")) }
    let start = count
    var rest = number.magnitude
    repeat {
      append(byte: UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || count - start < digits
    var digits = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<count])
    digits.reverse()
  }

  mutating func append(base36 number: UInt64, digits: Int) {
    var rest = number
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      let digit = UInt8(rest % 36)
      bytes[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
      rest /= 36
    }
    count += digits
  }

  /// Appends bytes that no compressor makes smaller.
  mutating func append(noise length: Int, from random: inout SeededRandom) {
    let end = count + length
    while count < end {
      withUnsafeBytes(of: random.next()) { word in
        for byte in word.prefix(end - count) { append(byte: byte) }
      }
    }
  }
}
