import Databases
import Foundation
import Glibc
import SQLitePages

/// Tells whoever finds a restore that lost its process how to find out which data the database holds.
///
/// It lies in the scratch folder of the restore from just before the database is changed, and goes
/// with it.
struct SwapRecord: Codable, Equatable {
  /// Where files that were in the way went.
  let aside: String
  /// Whether the database's own file was to be set aside.
  let replacesUnreadable: Bool
  /// Whether the data was put in as a new file, and not by a transaction.
  let isNewFile: Bool
  /// Of a transaction; nil where the database did not tell it.
  let mark: SwapMark?

  private static let fileName = "swap.json"

  /// Durable when this returns.
  func write(to folder: String) throws {
    let bytes = Array(try JSONEncoder().encode(self))
    let file = try ImageFile(creating: folder + "/" + Self.fileName)
    try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    try file.synchronize()
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  /// - Returns: nil where there is none: the database was not changed.
  init?(in folder: String) {
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.fileName),
      let record = try? JSONDecoder().decode(Self.self, from: data)
    else { return nil }
    self = record
  }

  init(aside: String, replacesUnreadable: Bool, isNewFile: Bool, mark: SwapMark?) {
    self.aside = aside
    self.replacesUnreadable = replacesUnreadable
    self.isNewFile = isNewFile
    self.mark = mark
  }
}
