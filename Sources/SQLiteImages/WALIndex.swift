import Databases
package import GRDB
package import SQLitePages

/// The state of a write-ahead log as its index in shared memory tells it, for one read transaction.
///
/// Layout: https://www.sqlite.org/walformat.html, section 2.
package struct WALIndex {
  /// The last frame that belongs to the transaction's view; 0 when the log holds nothing of it.
  package let lastFrame: UInt32
  /// Random values of the log's header; a log that begins anew gets others.
  package let salts: (UInt32, UInt32)
  /// Whether all frames of the view are in the database file already.
  let isBackfilled: Bool

  private static let headerLength = 48
  private static let firstRegionFrames = 4062
  private static let regionFrames = 4096
  private static let firstRegionOffset = 136

  /// Begins a read transaction on `db` and finds which frame it ends at.
  ///
  /// A header that is the same before and after the transaction took its view is the view's own:
  /// each commit changes it, so that it can't change and change back. What has been backfilled is
  /// read in between too: a log that begins anew, beside a view of the file alone, sets it to 0.
  ///
  /// - Returns: nil where the database keeps no log.
  package static func beginTransaction(_ db: Database, file: DatabaseFile) throws -> WALIndex? {
    for _ in 0..<10_000 {
      let before = try header(file)
      try db.beginReadTransaction()
      let backfilled = try backfilledFrames(file)
      guard let after = try header(file) else { return nil }
      if let before, !before.isEmpty, before == after {
        return WALIndex(header: after, backfilledFrames: backfilled)
      }
      try db.rollback()
    }
    throw EngineError(
      .locked, "The database is written to without a pause.", hint: "Try again in a moment.")
  }

  /// Whether all of the log is in the database file, as far as can be told beside others.
  package static func isBackfilled(_ file: DatabaseFile) throws -> Bool {
    guard let header = try header(file), !header.isEmpty else { return false }
    return WALIndex(header: header, backfilledFrames: try backfilledFrames(file)).isBackfilled
  }

  /// The index's header; nil where there is no index, empty while its two copies differ.
  private static func header(_ file: DatabaseFile) throws -> [UInt8]? {
    guard let region = try file.sharedMemory(region: 0) else { return nil }
    let copies = UnsafeRawBufferPointer(start: region, count: 2 * headerLength)
    // Writers write the second copy first: in this order, equal copies are whole.
    file.sharedMemoryBarrier()
    let first = Array(copies[..<headerLength])
    file.sharedMemoryBarrier()
    let isInitialised = first[12] == 1
    return isInitialised && first.elementsEqual(copies[headerLength...]) ? first : []
  }

  private static func backfilledFrames(_ file: DatabaseFile) throws -> UInt32? {
    try file.sharedMemory(region: 0)?.loadUnaligned(fromByteOffset: 96, as: UInt32.self)
  }

  private init(header: [UInt8], backfilledFrames: UInt32?) {
    let (lastFrame, salts) = header.withUnsafeBytes { bytes in
      (
        bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self),
        (
          UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 32, as: UInt32.self)),
          UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 36, as: UInt32.self))
        )
      )
    }
    self.lastFrame = lastFrame
    self.salts = salts
    isBackfilled = backfilledFrames == lastFrame
  }

  /// Whether two transactions see the same commit. A log starts over only with a commit.
  package func hasSameView(as other: WALIndex) -> Bool {
    lastFrame == other.lastFrame && salts == other.salts
  }

  /// The newest frame of each page that the view has in the log, by page number; 0 for none.
  package func frames(pageCount: Int, file: DatabaseFile) throws -> [UInt32] {
    guard lastFrame > 0, !isBackfilled else { return [] }
    var frames = [UInt32](repeating: 0, count: pageCount + 1)
    var frame: UInt32 = 0
    var region = 0
    while frame < lastFrame {
      guard let memory = try file.sharedMemory(region: region) else {
        throw EngineError(.inputOutput, "The index of the write-ahead log ends too early.")
      }
      let start = region == 0 ? Self.firstRegionOffset : 0
      let capacity = region == 0 ? Self.firstRegionFrames : Self.regionFrames
      for slot in 0..<min(capacity, Int(lastFrame - frame)) {
        let page = memory.loadUnaligned(fromByteOffset: start + slot * 4, as: UInt32.self)
        frame += 1
        if page >= 1, page <= pageCount { frames[Int(page)] = frame }
      }
      region += 1
    }
    return frames
  }
}
