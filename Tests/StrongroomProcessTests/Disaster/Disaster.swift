import Foundation
import GRDB
import Glibc

/// A way in which a live database is broken, as people and disks do it.
enum Disaster: String, CaseIterable {
  case missing, empty, truncated, headerGone, schemaPageGone, garbage, encrypted, folder
  case strayLog, strayJournal, onlyDatabaseMoved, emptyBesideLog

  /// Breaks the database, which nobody has open.
  func strike(_ sandbox: Sandbox) throws {
    let path = sandbox.database
    let file = URL(filePath: path)
    switch self {
    case .missing:
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    case .empty:
      for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
      truncate(path, 0)
    case .truncated: truncate(path, 100_000)
    case .headerGone: try overwrite(file, Data(count: 100))
    case .schemaPageGone: try overwrite(file, Data(count: 3996), at: 100)
    case .garbage: try overwrite(file, Data(repeating: 0x5a, count: 60_000))
    case .encrypted:
      var random = SeededRandom(seed: 7)
      let bytes = (0..<51_200).map { _ in UInt64.random(in: 0 ... .max, using: &random) }
      try overwrite(file, bytes.withUnsafeBytes { Data($0) })
    case .folder:
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
      mkdir(path, 0o755)
    case .strayLog: try stray(sandbox, "WAL", "-wal")
    case .strayJournal: try stray(sandbox, "DELETE", "-journal")
    case .onlyDatabaseMoved:
      try stray(sandbox, "WAL", "-wal")
      unlink(path)
    case .emptyBesideLog:
      try stray(sandbox, "WAL", "-wal")
      truncate(path, 0)
    }
  }

  private func overwrite(_ file: URL, _ bytes: Data, at offset: UInt64 = 0) throws {
    let handle = try FileHandle(forUpdating: file)
    try handle.seek(toOffset: offset)
    try handle.write(contentsOf: bytes)
    try handle.close()
  }

  /// The log or journal of another database, in the middle of its work, comes to lie beside it.
  private func stray(_ sandbox: Sandbox, _ mode: String, _ suffix: String) throws {
    let other = sandbox.folder + "/other.db"
    let queue = try DatabaseQueue(path: other)
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = \(mode); PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 2;
          CREATE TABLE a(b); INSERT INTO a VALUES (randomblob(90000));
          """)
      if mode == "DELETE" {
        try db.execute(sql: "BEGIN; UPDATE a SET b = randomblob(90000)")
        try db.execute(sql: "INSERT INTO a SELECT randomblob(90000) FROM a")
      }
      for end in ["-wal", "-shm", "-journal"] { unlink(sandbox.database + end) }
      try FileManager.default.copyItem(atPath: other + suffix, toPath: sandbox.database + suffix)
      if mode == "DELETE" { try db.execute(sql: "ROLLBACK") }
    }
    try queue.close()
    for end in ["", "-wal", "-shm", "-journal"] { unlink(other + end) }
  }
}

/// Who types the commands, and whose the files are.
enum Person: String, CaseIterable {
  /// The user of the tests, with files of their own.
  case owner
  /// Another user than root, with files of their own.
  case other
  /// Root, with the files of another user.
  case rootForOther

  static let otherUser: uid_t = 65534

  var isOther: Bool { self != .owner }

  /// What stands before a command.
  var prefix: [String] { self == .other ? Self.asOther : [] }

  static let asOther = [
    "setpriv", "--reuid=\(otherUser)", "--regid=\(otherUser)", "--clear-groups",
  ]
}
