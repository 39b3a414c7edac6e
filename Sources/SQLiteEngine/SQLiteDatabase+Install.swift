import Concurrency
package import Databases
import Glibc
import SQLitePages

extension SQLiteDatabase {
  /// Makes the image the database's file, where there is none or one that cannot be opened: written
  /// beside it, synced, then named. What is in the way is set aside, never deleted.
  ///
  /// - Returns: the paths of what was set aside.
  func install(
    _ image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void
  ) throws -> [String] {
    let place = Placement(path: path, aside: image.aside ?? Self.aside(of: path))
    unlink(place.temporary)
    defer { unlink(place.temporary) }
    try write(image, to: place.temporary, cancellation: cancellation, progress: progress)
    // The log of a database that appeared meanwhile is that database's, and not to be touched.
    guard image.replacesUnreadable || !exists else { throw Placement.appeared }
    return try place.run(includesDatabase: image.replacesUnreadable)
  }

  package func settlePlacement(
    aside: String, replacedUnreadable: Bool
  ) throws -> PlacementOutcome {
    try Placement(path: path, aside: aside).settle(includesDatabase: replacedUnreadable)
  }

  /// A name that nothing has yet.
  private static func aside(of path: String) -> String {
    var seconds = time(nil)
    while access("\(path).damaged-\(seconds)", F_OK) == 0 { seconds += 1 }
    return "\(path).damaged-\(seconds)"
  }

  /// Its descriptor is closed at the end: later it would be one of the live database.
  private func write(
    _ image: ImageToInstall, to temporary: String, cancellation: Cancellation,
    progress: (Int64, Int64) -> Void
  ) throws {
    let source = try ImageFile(reading: image.path)
    let target = try ImageFile(creating: temporary)
    if let owner = FileOwner(replacing: path) { try target.give(to: owner) }
    let size = try source.size()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[..<Int(min(Int64(buffer.count), size - offset))])
      try source.read(at: offset, into: part)
      if offset == 0, image.prefersWAL {
        part[18] = 2
        part[19] = 2
      }
      try target.write(UnsafeRawBufferPointer(part), at: offset)
      offset += Int64(part.count)
      progress(offset, size)
    }
    try target.synchronize()
  }
}
