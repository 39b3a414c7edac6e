import BackupProtocol
import Foundation
import JSONCoding
import Testing

@testable import BackupClient

extension ClientTests {
  /// The calls that wait because the service takes no more, and those that it could not read.
  @Suite(.serialized)
  struct QueueTests {
    @Test("an answer without an id ends the only call it can be for, and frees its place")
    func onlyOneUnreadable() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(room=2)
          for request in requests():
              if request["method"] == "ping":
                  answer(request, {})
              else:
                  send(id=None, error={"code": -32700, "message": "Unreadable."})
          """))
      let error = await thrown(ClientError.self) { try await client.callJSON("getStatus") }
      guard case .protocolViolation(let problem, "getStatus")? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(problem.contains("Unreadable."))
      _ = try await client.ping()
      await client.close()
      #expect(folder.lines(of: "notes").filter { $0 == "initialize" }.count == 1)
    }

    @Test("an answer without an id that may be for several calls ends none, and frees one place")
    func oneOfSeveralUnreadable() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(room=4)
          held = {}
          for request in requests():
              held[request["method"]] = request
              if request["method"] == "ping":
                  answer(request, {})
                  answer(held["getStatus"], {"held": True})
              elif len(held) == 2:
                  send(id=None, error={"code": -32700, "message": "Unreadable."})
          """))
      let held = ["getStatus", "getBackup"].map { name in Task { try await client.callJSON(name) } }
      while folder.lines(of: "notes").count < 3 { try await Task.sleep(for: .milliseconds(2)) }
      _ = try await client.ping()
      #expect(try await held[0].value == Array(#"{"held":true}"#.utf8))
      await client.close()
      #expect(
        await thrown(ClientError.self) { try await held[1].value } == .closed(method: "getBackup"))
    }

    @Test("a process whose calls are all taken ends in order, and calls that wait end at once")
    func closeWhenFull() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(room=2)
          for request in requests(): note("hold")
          """))
      try await client.start()
      let session = try #require(client.session)
      let held = Task { try await client.callJSON("getStatus") }
      while !folder.lines(of: "notes").contains("hold") { await Task.yield() }
      let waiting = client.begin(Ping.self, .init())
      while session.postponedCount < 1 { await Task.yield() }
      var events = client.events.makeAsyncIterator()
      await client.close()
      #expect(
        await thrown(ClientError.self) { try await waiting.result } == .closed(method: "ping"))
      #expect(
        await thrown(ClientError.self) { try await held.value } == .closed(method: "getStatus"))
      guard case .exited(let exit)? = await events.next() else {
        Issue.record("the process did not end")
        return
      }
      #expect(exit.cause == .exited(status: 0))
      #expect(
        folder.lines(of: "notes") == ["initialize", "getStatus", "hold", "shutdown", "exit"])
    }

    @Test("calls that wait when the process dies are sent to the next one, in their order")
    func resent() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(room=2)
          for request in requests():
              if request["method"] == "getStatus":
                  while "go" not in notes(): time.sleep(0.002)
                  os._exit(5)
              answer(request, {})
          """))
      try await client.start()
      let session = try #require(client.session)
      let held = Task { try await client.callJSON("getStatus") }
      while !folder.lines(of: "notes").contains("getStatus") { await Task.yield() }
      let names = (0..<20).map { "call\($0)" }
      var waiting: [Task<[UInt8], any Error>] = []
      for (index, name) in names.enumerated() {
        waiting.append(Task { try await client.callJSON(name) })
        while session.postponedCount <= index { await Task.yield() }
      }
      try folder.append("go\n", to: "notes")
      let error = await thrown(ClientError.self) { try await held.value }
      #expect(
        error == .processExited(ProcessExit(cause: .exited(status: 5)), method: "getStatus"))
      for call in waiting { #expect(try await call.value == Array("{}".utf8)) }
      await client.close()
      #expect(folder.lines(of: "notes").filter { $0.hasPrefix("call") } == names)
    }

    @Test("many calls that wait and turn out to be too long end, one after the other")
    func manyTooLong() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake(
          """
          greet(room=2, limit=200)
          for request in requests():
              if request["method"] == "getStatus":
                  while "go" not in notes(): time.sleep(0.002)
              answer(request, {})
          """))
      try await client.start()
      let session = try #require(client.session)
      let held = Task { try await client.callJSON("getStatus") }
      while !folder.lines(of: "notes").contains("getStatus") { await Task.yield() }
      let params = Array(#"{"label":"\#(String(repeating: "x", count: 200))"}"#.utf8)
      let count = 10_000
      let tooLong = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<count {
          group.addTask {
            do {
              _ = try await client.callJSON("createBackup", params: params)
              return false
            } catch ClientError.messageTooLarge {
              return true
            }
          }
        }
        while session.postponedCount < count { await Task.yield() }
        try folder.append("go\n", to: "notes")
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(tooLong == count)
      _ = try await held.value
      _ = try await client.ping()
      await client.close()
      #expect(!folder.lines(of: "notes").contains("createBackup"))
    }

    @Test("a call that ends while it waits leaves the queue")
    func endedWhileWaiting() async throws {
      let folder = try Folder()
      let client = StrongroomClient(
        try folder.fake("greet(room=2)\nfor request in requests(): note('hold')"))
      try await client.start()
      let session = try #require(client.session)
      let held = Task { try await client.callJSON("getStatus") }
      while !folder.lines(of: "notes").contains("hold") { await Task.yield() }
      let cancelled = Task { try await client.callJSON("getBackup") }
      while session.postponedCount < 1 { await Task.yield() }
      cancelled.cancel()
      _ = await thrown(CancellationError.self) { try await cancelled.value }
      let late = await thrown(ClientError.self) {
        try await client.ping(options: .timeout(.milliseconds(20)))
      }
      #expect(late == .timedOut(method: "ping", after: .milliseconds(20)))
      #expect(session.postponedCount == 0)
      await client.close()
      _ = await held.result
    }
  }
}

extension StrongroomClient {
  fileprivate var session: Session? { core.session }
}

/// The queue alone.
@Suite
struct PostponedCallsTests {
  private static func call(_ number: Int) -> PendingCall {
    PendingCall(
      Request(method: "\(number)", params: [:], timeout: nil, cancelGrace: .zero))
  }

  @Test("the first that came is the first that goes, without those that ended")
  func order() {
    var calls = PostponedCalls()
    let tickets = (0..<6).map { calls.append(Self.call($0)) }
    #expect(calls.takeFirst()?.request.method == "0")
    calls.remove(tickets[0])
    calls.remove(tickets[1])
    calls.remove(tickets[4])
    #expect(calls.count == 3)
    #expect(calls.takeFirst()?.request.method == "2")
    _ = calls.append(Self.call(6))
    #expect(calls.takeAll().map(\.request.method) == ["3", "5", "6"])
    #expect(calls.takeFirst() == nil)
    _ = calls.append(Self.call(7))
    #expect(calls.takeFirst()?.request.method == "7")
  }

  @Test("a queue that is never empty holds no more than what waits")
  func bounded() {
    var calls = PostponedCalls()
    weak var taken: PendingCall?
    do {
      let first = Self.call(0)
      taken = first
      _ = calls.append(first)
    }
    for number in 1...1000 {
      _ = calls.append(Self.call(number))
      #expect(calls.takeFirst()?.request.method == "\(number - 1)")
      #expect(calls.count == 1)
    }
    #expect(taken == nil)
  }
}
