import Foundation

/// The `sqlite3` shell itself, as another pair of eyes.
package enum SQLiteShellProgram {
  /// Whether it can be started.
  package static let isInstalled = (try? run(["--version"])) != nil

  package struct Failure: Error, CustomStringConvertible {
    package let status: Int32
    /// What it wrote to the standard error.
    package let message: String

    package var description: String { "sqlite3 ended with \(status): \(message)" }
  }

  /// Runs it to its end.
  ///
  /// - Parameter input: what it reads; it gets it from a file, so that it never waits.
  /// - Returns: what it printed.
  /// - Throws: ``Failure`` where it ends with another status than 0.
  @discardableResult
  package static func run(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sqlite3-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    try Data(input).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", "-init", "/dev/null"] + arguments
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        status: process.terminationStatus,
        message: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
    return Array(try Data(contentsOf: files[1]))
  }
}

/// What the shell prints for `.schema`: the definitions as a person looks at them.
package func shellSchema(of path: String) throws -> String {
  String(decoding: try SQLiteShellProgram.run([path, ".schema"]), as: UTF8.self)
}

/// What the shell prints for `.dump`.
package func shellDump(of path: String) throws -> [UInt8] {
  try SQLiteShellProgram.run([path, ".dump"])
}
