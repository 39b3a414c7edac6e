import Foundation
import Synchronization

/// Another process that has the database open: the `sqlite3` shell, fed line by line.
final class SQLiteShell: Sendable {
  private let process: Process
  private let input: FileHandle
  private let output: FileHandle
  private let marks = Atomic<Int>(0)

  /// - Parameter busyMilliseconds: how long its statements wait for a lock.
  init(_ path: String, busyMilliseconds: Int = 30_000) throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    self.process = process
    self.input = input.fileHandleForWriting
    self.output = output.fileHandleForReading
    try run("PRAGMA synchronous = OFF;\n.timeout \(busyMilliseconds)")
  }

  deinit { kill() }

  /// Runs statements and returns what they print, errors too, once they are done.
  @discardableResult
  func run(_ sql: String) throws -> String {
    let number = marks.add(1, ordering: .relaxed).newValue
    let mark = "-- done \(number)"
    try input.write(contentsOf: Data((sql + "\n.print '" + mark + "'\n").utf8))
    var text = ""
    while !text.hasSuffix(mark + "\n") {
      let data = output.availableData
      guard !data.isEmpty else { throw ShellEnded(output: text) }
      text += String(decoding: data, as: UTF8.self)
    }
    return String(text.dropLast(mark.count + 1))
  }

  struct ShellEnded: Error { let output: String }

  /// SIGKILL: no transaction is ended, no lock given back by the program itself.
  func kill() {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func quit() {
    try? input.close()
    process.waitUntilExit()
  }
}
