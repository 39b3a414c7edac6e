import Compression
package import JSONCoding
import SQLiteImages

/// What a JSON document is, as far as its beginning tells.
package enum DocumentKind: Equatable {
  /// One of ours.
  case export(isPartial: Bool)
  /// Any other object, which may be an application's own backup: see ``ForeignDocument``.
  case foreign

  /// - Throws: ``DumpError`` for anything but an object, or for one of ours that is not right;
  ///   ``ArchiveError`` for one of a newer format.
  package init(_ source: @escaping JSONStreamReader.Source) throws {
    // Members of ours begin with these; one read goes far enough for both looks.
    let head = try Head(source)
    do {
      let reader = JSONStreamReader(source: head.read)
      try reader.beginObject()
      guard try reader.nextKeyText() == ExportSection.format.rawValue,
        try reader.peekKind() == .string, try reader.readText() == ExportHeader.format
      else {
        self = .foreign
        return
      }
      head.rewind()
      let outline = ExportOutline(JSONStreamReader(source: head.read))
      try outline.begin()
      _ = try outline.next()
      self = .export(isPartial: outline.isPartial)
    } catch let error as JSONStreamError {
      throw DumpError(error)
    }
  }
}

/// The first 64 KiB of a source, which can be read twice, and then the rest, once.
private final class Head {
  private let source: JSONStreamReader.Source
  private let bytes: [UInt8]
  private var position = 0

  init(_ source: @escaping JSONStreamReader.Source) throws {
    self.source = source
    bytes = try firstBytes(64 << 10, of: source)
  }

  func rewind() { position = 0 }

  func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard position < bytes.count else { return try source(buffer) }
    let piece = bytes[position...].prefix(buffer.count)
    buffer.copyBytes(from: piece)
    position += piece.count
    return piece.count
  }
}
