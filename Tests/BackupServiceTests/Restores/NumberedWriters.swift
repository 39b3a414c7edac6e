import Foundation
import GRDB
import Synchronization
import TestSupport

@testable import BackupService

/// An application that numbers its rows, a number for each transaction, and remembers those that were
/// committed.
final class NumberedWriters: Sendable {
  private let path: String
  private let numbers = Mutex<(next: Int, committed: Set<Int>)>((1, []))
  private let group = DispatchGroup()
  private let isStopped = Atomic<Bool>(false)
  private let failure = Mutex<(any Error)?>(nil)

  /// - Parameters:
  ///   - count: of connections that write at the same time.
  ///   - areProcesses: whether each is in a process of its own.
  init(_ path: String, count: Int, areProcesses: Bool = false) {
    self.path = path
    for _ in 0..<count {
      group.enter()
      Thread { [self] in
        do { try areProcesses ? writeByProcess() : write() } catch {
          failure.withLock { $0 = error }
        }
        group.leave()
      }.start()
    }
  }

  static let table = "CREATE TABLE IF NOT EXISTS numbered (n INTEGER PRIMARY KEY, filler TEXT)"

  var committed: Set<Int> { numbers.withLock { $0.committed } }

  /// Waits until so many more transactions were committed.
  func waitForMore(_ count: Int) {
    let before = committed.count
    while committed.count < before + count, failure.withLock({ $0 == nil }) { usleep(500) }
  }

  func finish() throws -> Set<Int> {
    isStopped.store(true, ordering: .relaxed)
    group.wait()
    if let error = failure.withLock({ $0 }) { throw error }
    return committed
  }

  private func nextNumber() -> Int {
    // Some hundred transactions a second. Without a pause they take all processors, and what they
    // disturb hardly gets any.
    usleep(1000)
    return numbers.withLock { numbers in
      defer { numbers.next += 1 }
      return numbers.next
    }
  }

  private func write() throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    while !isStopped.load(ordering: .relaxed) {
      let number = nextNumber()
      do {
        try queue.writeWithoutTransaction { db in
          try db.execute(
            sql: "INSERT INTO numbered VALUES (?, ?)",
            arguments: [number, String(repeating: "x", count: number % 300)])
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        continue
      }
      numbers.withLock { _ = $0.committed.insert(number) }
    }
  }

  /// Writes a number for each line that it reads, and says so once it is committed.
  private static let script = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None)
    for line in sys.stdin:
        n = int(line)
        try:
            db.execute("INSERT INTO numbered VALUES (?, ?)", (n, "x" * (n % 300)))
            print("done", flush=True)
        except sqlite3.OperationalError:
            print("busy", flush=True)
    """

  private func writeByProcess() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.python3.path ?? "")
    process.arguments = ["-c", Self.script, path]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    while !isStopped.load(ordering: .relaxed) {
      let number = nextNumber()
      try input.fileHandleForWriting.write(contentsOf: Data("\(number)\n".utf8))
      let answer = String(
        decoding: output.fileHandleForReading.readData(ofLength: 5), as: UTF8.self)
      guard ["done\n", "busy\n"].contains(answer) else {
        throw Tool.Failure(description: "the writer answered “\(answer)”")
      }
      if answer == "done\n" { numbers.withLock { _ = $0.committed.insert(number) } }
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  static func numbers(in path: String) throws -> Set<Int> {
    Set(
      try SampleDatabase.strings("SELECT CAST(n AS TEXT) FROM numbered", at: path).compactMap(
        Int.init))
  }
}
