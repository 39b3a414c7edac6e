package import Concurrency
package import Databases
import GRDB
import GRDBSQLite
import Glibc

extension SQLiteDatabase {
  package func replace(
    with image: ImageToInstall, cancellation: Cancellation, progress: (Int64, Int64) -> Void,
    whileWritersWait: ((any HeldDatabase)?) throws -> Void
  ) throws -> ReplaceReport {
    try refuseUnsafeTarget(unlessReplaced: image.replacesUnreadable)
    guard exists, !image.replacesUnreadable else {
      var report = ReplaceReport()
      try whileWritersWait(nil)
      report.setAside = try install(image, cancellation: cancellation, progress: progress)
      return report
    }
    return try withoutActuallyEscaping(progress) { progress in
      try withoutActuallyEscaping(whileWritersWait) { whileWritersWait in
        try Replacement(
          engine: self, image: image, cancellation: cancellation, progress: progress,
          whileWritersWait: whileWritersWait
        ).run()
      }
    }
  }

  /// A second name of the file would have a log of its own beside it, which its users would replay.
  ///
  /// - Parameter isReplaced: whether a new file takes the place of what is there, which may be
  ///   anything but a link then.
  func refuseUnsafeTarget(unlessReplaced isReplaced: Bool = false) throws {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    let kind = facts.st_mode & S_IFMT
    if isReplaced, kind != S_IFREG, kind != S_IFLNK { return }
    guard kind == S_IFREG else {
      throw EngineError(
        .unsafeFile, "The database path is not a regular file.",
        hint: "Configure the path of the file itself, not of a link.")
    }
    guard facts.st_nlink == 1 else {
      throw EngineError(
        .unsafeFile, "The database file has \(facts.st_nlink) names (hard links).",
        hint: "Remove the other names first: each would have a write-ahead log of its own.")
    }
  }
}
