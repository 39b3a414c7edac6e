import BackupFiles

/// The 512 bytes before a file in a tar archive: POSIX ustar, and GNU's binary form for sizes from
/// 8 GiB on (https://www.gnu.org/software/tar/manual/html_node/Standard.html).
package struct TarHeader: Equatable {
  package static let length = 512

  package var name: String
  package var size: Int64
  /// Seconds since 1970.
  var modified: Int64
  /// A regular file, unless it was read from a tar file of another program.
  package var type = UInt8(ascii: "0")

  package var encoded: [UInt8] {
    var block = [UInt8](repeating: 0, count: Self.length)
    func put(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put("0000600\0", at: 100)
    put("0000000\0", at: 108)
    put("0000000\0", at: 116)
    put(Self.octal(modified, digits: 11), at: 136)
    if size < 1 << 33 {
      put(Self.octal(size, digits: 11), at: 124)
    } else {
      block[124] = 0x80
      for index in 0..<8 { block[135 - index] = UInt8(truncatingIfNeeded: size >> (index * 8)) }
    }
    block[156] = type
    put("ustar\u{0}00", at: 257)
    put("        ", at: 148)
    put(Self.octal(Int64(Self.checksum(block)), digits: 6) + "\0 ", at: 148)
    return block
  }

  /// Reads a block as a header.
  ///
  /// - Throws: ``ArchiveError`` for anything but a plain regular file.
  package init(decoding block: [UInt8]) throws {
    try self.init(anyType: block)
    guard type == UInt8(ascii: "0") || type == 0 else {
      throw ArchiveError(
        .file, "The archive holds something that is not a regular file: “\(name)”.",
        expected: "regular files", found: "type \(Character(Unicode.Scalar(type)))")
    }
  }

  /// Reads a block as a header of a file, a folder, or anything else.
  ///
  /// - Throws: ``ArchiveError`` for any other block.
  package init(anyType block: [UInt8]) throws {
    guard let sum = Self.number(block[148..<156]), sum == Int64(Self.checksum(block)) else {
      throw ArchiveError(.file, "A tar header in the archive has a wrong checksum.")
    }
    let nameBytes = block[0..<100].prefix { $0 != 0 }
    let prefixBytes = block[345..<500].prefix { $0 != 0 }
    // GNU's own form has other fields where POSIX has the prefix.
    let isUstar = block[257..<263].elementsEqual("ustar\0".utf8)
    let name = String(decoding: nameBytes, as: UTF8.self)
    self.name =
      isUstar && !prefixBytes.isEmpty
      ? String(decoding: prefixBytes, as: UTF8.self) + "/" + name : name
    type = block[156]
    guard let size = Self.number(block[124..<136]), size >= 0,
      let modified = Self.number(block[136..<148])
    else {
      throw ArchiveError(.file, "A tar header in the archive has an unreadable number.")
    }
    self.size = size
    self.modified = modified
  }

  package init(name: String, size: Int64, modified: Int64) {
    self.name = name
    self.size = size
    self.modified = modified
  }

  /// Bytes that fill a file of this size up to whole blocks.
  package static func padding(after size: Int64) -> Int {
    Int((512 - size % 512) % 512)
  }

  private static func checksum(_ block: [UInt8]) -> Int {
    block.enumerated().reduce(0) { sum, item in
      sum + ((148..<156).contains(item.offset) ? 32 : Int(item.element))
    }
  }

  private static func octal(_ value: Int64, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    if field.first == 0x80 {
      guard field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
      let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Int64(exactly: value)
    }
    let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
    guard !digits.isEmpty else { return nil }
    return Int64(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}
