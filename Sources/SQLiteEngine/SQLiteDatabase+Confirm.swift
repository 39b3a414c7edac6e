package import Concurrency
package import Databases
import GRDB
import Glibc
import SQLiteImages
import SQLitePages

extension SQLiteDatabase {
  package func confirm(image path: String, cancellation: Cancellation) throws -> ConfirmationReport
  {
    let connection = try connect(cancellation: cancellation)
    defer { connection.close() }
    if try isIdentical(connection, image: path, cancellation: cancellation) { return .identical }
    let fresh = try connect(cacheKibibytes: 4096, cancellation: cancellation)
    defer { fresh.close() }
    let damage = try fresh.run { db in try StructureCheck(db, gaps: fresh.gaps).outcome.damage }
    if let finding = damage.first {
      throw EngineError(.corrupt, "The database is damaged after the restore: \(finding).")
    }
    return .writtenSince
  }

  private func isIdentical(
    _ connection: GuardedConnection, image path: String, cancellation: Cancellation
  ) throws -> Bool {
    let image = try ImageFile(reading: path)
    if let snapshot = try LogSnapshot.open(connection) {
      defer { snapshot.release() }
      guard snapshot.size == (try image.size()) else { return false }
      return try Self.isIdentical(image, size: snapshot.size, cancellation: cancellation) {
        try snapshot.read(at: $0, into: $1)
      }
    }
    return try connection.run { db in
      try db.inReadTransaction {
        let size = try DatabaseDescription(db).size
        guard size == (try image.size()), let handle = db.sqliteConnection else { return false }
        let file = try DatabaseFile(.database, of: handle)
        return try Self.isIdentical(image, size: size, cancellation: cancellation) {
          try file.read(at: $0, into: $1)
        }
      }
    }
  }

  static func isIdentical(
    _ image: ImageFile, size: Int64, cancellation: Cancellation,
    read: (Int64, UnsafeMutableRawBufferPointer) throws -> Void
  ) throws -> Bool {
    let length = 1 << 20
    let buffers = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * length, alignment: 4096)
    defer { buffers.deallocate() }
    var offset: Int64 = 0
    while offset < size {
      try cancellation.check()
      let count = Int(min(Int64(length), size - offset))
      let a = UnsafeMutableRawBufferPointer(rebasing: buffers[..<count])
      let b = UnsafeMutableRawBufferPointer(rebasing: buffers[length..<length + count])
      try read(offset, a)
      try image.read(at: offset, into: b)
      if offset == 0 {
        maskVolatileHeader(a)
        maskVolatileHeader(b)
      }
      guard let p = a.baseAddress, let q = b.baseAddress, memcmp(p, q, count) == 0 else {
        return false
      }
      offset += Int64(count)
    }
    return true
  }

  /// What SQLite sets itself when it writes a database: format versions, change counter, schema
  /// cookie, and the counter and library version of the last writer.
  static func maskVolatileHeader(_ page: UnsafeMutableRawBufferPointer) {
    for range in [18..<20, 24..<28, 40..<44, 92..<100] {
      for index in range { page[index] = 0 }
    }
  }
}
