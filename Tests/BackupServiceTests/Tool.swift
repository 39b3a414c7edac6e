import Foundation

/// A command-line program of another make.
enum Tool: String, CaseIterable {
  case flock, gzip, python3, sh, sha256sum, sqlite3, tar, zip, zstd

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
    try Self.run(path ?? rawValue, arguments, in: folder)
  }

  static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil, isQuiet: Bool = false
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if isQuiet { process.standardError = FileHandle.nullDevice }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program) ended with \(process.terminationStatus)")
    }
    return String(decoding: printed, as: UTF8.self)
  }
}

/// Python with the packages that `.ci/setup tests` installs, or else that of the system.
enum PythonTool {
  private static let program: String? = {
    let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../.build-tools/python/bin/python").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : Tool.python3.path
  }()

  /// Whether a module can be imported.
  static func has(_ module: String) -> Bool {
    guard let program else { return false }
    return (try? Tool.run(program, ["-c", "import \(module)"], isQuiet: true)) != nil
  }

  @discardableResult
  static func run(_ script: String, _ arguments: String..., in folder: String? = nil) throws
    -> String
  {
    try Tool.run(program ?? "python3", ["-X", "utf8", "-c", script] + arguments, in: folder)
  }
}
