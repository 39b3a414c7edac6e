import Databases
import GRDB
import Glibc
import SQLiteImages
import SQLitePages

/// The frames of the transaction that was committed next after a view, in a log which that view keeps
/// from starting over.
///
/// They stay readable whatever the application has written since. So that a restore is held against
/// its backup, and not against what came later.
struct CommittedFrames {
  private let log: DatabaseFile
  private let pageSize: Int
  private let salts: (UInt32, UInt32)
  private let first: Int64

  init(after instant: LogSnapshot) throws {
    let log = try instant.logFile()
    var words: [UInt32] = []
    try withUnsafeTemporaryAllocation(byteCount: LogFile.headerLength, alignment: 8) { header in
      try log.read(at: 0, into: header)
      words = (0..<8).map { LogFile.word(UnsafeRawBufferPointer(header), $0 * 4) }
    }
    self.log = log
    pageSize = instant.description.pageSize
    salts = (words[4], words[5])
    first = salts == instant.index.salts ? Int64(instant.index.lastFrame) : 0
  }

  /// - Returns: in what the transaction differs from the image, nil for nothing.
  /// - Throws: ``EngineError`` where the log does not show the transaction.
  func difference(from image: ImageFile) throws -> String? {
    let pages = Int(try image.size() / Int64(pageSize))
    let frameLength = LogFile.frameHeaderLength + pageSize
    let perRead = max(1, (1 << 20) / frameLength)
    let count = (try log.size() - Int64(LogFile.headerLength)) / Int64(frameLength)
    let frames = UnsafeMutableRawBufferPointer.allocate(
      byteCount: perRead * frameLength, alignment: 4096)
    let page = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: 4096)
    defer {
      frames.deallocate()
      page.deallocate()
    }
    var equal = PageSet(count: pages)
    var frame = first
    while frame < count {
      let part = UnsafeMutableRawBufferPointer(
        rebasing: frames[..<(Int(min(Int64(perRead), count - frame)) * frameLength)])
      try log.read(at: Int64(LogFile.headerLength) + frame * Int64(frameLength), into: part)
      for start in stride(from: 0, to: part.count, by: frameLength) {
        let bytes = UnsafeRawBufferPointer(rebasing: part[start..<start + frameLength])
        guard LogFile.word(bytes, 8) == salts.0, LogFile.word(bytes, 12) == salts.1 else {
          throw Self.incomplete
        }
        let number = Int(LogFile.word(bytes, 0))
        if number <= pages {
          let content = UnsafeMutableRawBufferPointer(
            rebasing: part[start + LogFile.frameHeaderLength..<start + frameLength])
          equal.set(number, try isEqual(content, number, image, page))
        }
        let size = Int(LogFile.word(bytes, 4))
        if size != 0 { return describe(equal, pages: pages, size: size) }
        frame += 1
      }
    }
    throw Self.incomplete
  }

  private func isEqual(
    _ content: UnsafeMutableRawBufferPointer, _ number: Int, _ image: ImageFile,
    _ page: UnsafeMutableRawBufferPointer
  ) throws -> Bool {
    try image.read(at: Int64(number - 1) * Int64(pageSize), into: page)
    if number == 1 {
      SQLiteDatabase.maskVolatileHeader(content)
      SQLiteDatabase.maskVolatileHeader(page)
    }
    return haveSameBytes(UnsafeRawBufferPointer(content), UnsafeRawBufferPointer(page))
  }

  private func describe(_ equal: PageSet, pages: Int, size: Int) -> String? {
    guard size == pages else { return "It has \(size) pages, and the backup has \(pages)." }
    let lockPage = PageGeometry.lockPage(ofPageSize: pageSize)
    let other = (1...max(1, pages)).first { $0 != lockPage && !equal.contains($0) }
    return other.map { "Page \($0) is not the page of the backup." }
  }

  private static var incomplete: EngineError {
    EngineError(.inputOutput, "The write-ahead log does not show what was committed.")
  }
}
