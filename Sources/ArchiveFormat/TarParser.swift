import BackupFiles

/// Takes a tar stream apart as it arrives, and accepts the members of an archive only.
struct TarParser {
  private enum State {
    case header
    case content(ArchiveMember, left: Int64, size: Int64)
    case padding(left: Int)
    case end
  }

  private var state = State.header
  private var header: [UInt8] = []
  private var manifest: [UInt8] = []
  private var seen: Set<ArchiveMember> = []
  private var endLength = 0
  /// Programs fill an archive's end up with zeros, to some 10 KiB; more of them is a bomb.
  private static let endLimit = 1 << 20
  typealias Content = (ArchiveMember, UnsafeRawBufferPointer, Int64) throws -> Void
  private let content: Content

  /// - Parameter content: takes the bytes of the image and of the log in order, and the whole size of
  ///   the member.
  init(content: @escaping Content) { self.content = content }

  mutating func consume(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = try step(UnsafeRawBufferPointer(rebasing: rest))
      rest = rest.dropFirst(taken)
    }
  }

  /// - Returns: the manifest's bytes.
  /// - Throws: ``ArchiveError`` where the stream ended early or lacks a member.
  func finish() throws -> [UInt8] {
    guard case .end = state else {
      throw ArchiveError(.file, "The archive ends in the middle of a file.")
    }
    for member in ArchiveMember.allCases where member.isRequired && !seen.contains(member) {
      throw ArchiveError(
        .file, "The archive has no \(member.rawValue).", expected: member.rawValue,
        found: "no such file")
    }
    return manifest
  }

  private mutating func step(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    switch state {
    case .header:
      let count = min(bytes.count, TarHeader.length - header.count)
      header.append(contentsOf: bytes[..<count])
      if header.count == TarHeader.length { try beginMember() }
      return count
    case .content(let member, let left, let size):
      let count = Int(min(Int64(bytes.count), left))
      let part = UnsafeRawBufferPointer(rebasing: bytes[..<count])
      switch member {
      case .image, .log: try content(member, part, size)
      case .manifest: manifest.append(contentsOf: part)
      }
      state = .content(member, left: left - Int64(count), size: size)
      if Int64(count) == left { endContent(size: size) }
      return count
    case .padding(let left):
      let count = min(bytes.count, left)
      state = left == count ? .header : .padding(left: left - count)
      return count
    case .end:
      endLength += bytes.count
      guard endLength <= Self.endLimit, bytes.allSatisfy({ $0 == 0 }) else {
        throw ArchiveError(.file, "The archive continues after its end.")
      }
      return bytes.count
    }
  }

  private mutating func beginMember() throws {
    defer { header = [] }
    if header.allSatisfy({ $0 == 0 }) {
      state = .end
      return
    }
    let entry = try TarHeader(decoding: header)
    guard let member = ArchiveMember(rawValue: entry.name) else {
      throw ArchiveError(
        .file, "The archive holds a file that does not belong there: “\(entry.name)”.",
        expected: ArchiveMember.allCases.map(\.rawValue).joined(separator: ", "),
        found: entry.name)
    }
    guard seen.insert(member).inserted else {
      throw ArchiveError(.file, "The archive holds a second \(entry.name).")
    }
    guard member != .log || seen.contains(.image) else {
      throw ArchiveError(.file, "The archive holds a \(entry.name) without its database before it.")
    }
    guard member != .manifest || entry.size <= ArchiveMember.manifestLimit else {
      throw ArchiveError(.manifest, "The backup's manifest is too large.")
    }
    state = .content(member, left: entry.size, size: entry.size)
    if entry.size == 0 { endContent(size: 0) }
  }

  private mutating func endContent(size: Int64) {
    let padding = TarHeader.padding(after: size)
    state = padding == 0 ? .header : .padding(left: padding)
  }
}
