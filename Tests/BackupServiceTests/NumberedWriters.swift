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

  /// - Parameter count: of connections that write at the same time.
  init(_ path: String, count: Int) {
    self.path = path
    for _ in 0..<count {
      group.enter()
      Thread { [self] in
        do { try write() } catch { failure.withLock { $0 = error } }
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

  private func write() throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    while !isStopped.load(ordering: .relaxed) {
      let number = numbers.withLock { numbers in
        defer { numbers.next += 1 }
        return numbers.next
      }
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

  static func numbers(in path: String) throws -> Set<Int> {
    Set(
      try SampleDatabase.strings("SELECT CAST(n AS TEXT) FROM numbered", at: path).compactMap(
        Int.init))
  }
}
