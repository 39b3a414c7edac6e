import Foundation

/// A command-line program of another make.
enum Tool: String, CaseIterable {
  case flock, gzip, python3, sh, sha256sum, sqlite3, tar, zstd

  var path: String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + rawValue }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static func areInstalled(_ tools: Tool...) -> Bool { tools.allSatisfy { $0.path != nil } }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs the program to its end.
  /// - Returns: what it printed.
  @discardableResult
  func run(_ arguments: String..., in folder: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? rawValue)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(rawValue) ended with \(process.terminationStatus)")
    }
    return String(decoding: printed, as: UTF8.self)
  }
}
