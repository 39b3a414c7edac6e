import Foundation

/// A command-line program of another make, to compare with.
enum Tool: String, CaseIterable {
  case zstd, gzip, gunzip, python3

  var path: String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + rawValue }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static var allAreInstalled: Bool { [zstd, gzip, gunzip].allSatisfy { $0.path != nil } }

  struct Failure: Error {
    let status: Int32
  }

  /// Feeds `input` through the program.
  func run(_ arguments: [String], input: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("compression-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputFile = folder.appendingPathComponent("in")
    let outputFile = folder.appendingPathComponent("out")
    try Data(input).write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? rawValue)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(status: process.terminationStatus)
    }
    return Array(try Data(contentsOf: outputFile))
  }
}
