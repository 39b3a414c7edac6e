import Foundation
import JSONCoding
import JSONRPC
import Testing

@Suite("A peer that does not read", .timeLimit(.minutes(20)))
struct BackPressureTests {
  @Test("is sent no more than fits, its requests are not read, and then it gets every answer")
  func pipelined() async throws {
    var registry = MethodRegistry.sample
    let text = String(repeating: "x", count: 1000)
    registry.addInline("big") { _ in .string(text) }
    let peer = TestPeer(registry, reads: false)
    let count = 5000
    let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"big"}"#.utf8) + [0x0A]
    let sent = Gate()
    let descriptor = peer.input
    Thread.detachNewThread {
      for _ in 0..<count { writeAll(line, to: descriptor) }
      sent.open()
    }
    // 5 MB of answers: the server can only have taken what its own and the pipes' buffers hold.
    await peer.waitUntilOutputIsFull()
    #expect(peer.connection.statistics.unwrittenBytes < 1 << 20)
    peer.startReading()
    try await sent.pass()
    #expect(await peer.finish().count == count)
  }

  @Test("keeps no more requests than the bound, and gets each answer in the end")
  func requests() async throws {
    var limits = ConnectionLimits()
    limits.requestsInProgress = 10
    let text = String(repeating: "x", count: 100_000)
    var registry = MethodRegistry()
    registry.add("big") { _ in text }
    let peer = TestPeer(registry, limits: limits, reads: false)
    let lines = (1...300).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"big"}"# }
    peer.send(lines.joined(separator: "\n"))
    await peer.waitUntilOutputIsFull()
    #expect(peer.connection.statistics.unwrittenBytes < 10 * 101_000 + (1 << 18))
    peer.startReading()
    let replies = try await peer.finish().map { try JSONValue(parsing: $0) }
    #expect(replies.compactMap { $0["id"]?.intValue }.sorted() == Array(1...300))
    #expect(replies.allSatisfy { $0["result"]?.stringValue?.utf8.count == 100_000 })
  }

  @Test("misses notifications, once too many wait")
  func notifications() async throws {
    var limits = ConnectionLimits()
    limits.queuedNotificationBytes = 10_000
    let peer = TestPeer(.sample, limits: limits, reads: false)
    let text = String(repeating: "x", count: 1000)
    let taken = (0..<1000).count { _ in peer.connection.notify("event", [text]) }
    #expect(taken == 9)
    #expect(peer.connection.statistics.droppedNotifications == 991)
    #expect(peer.connection.statistics.unwrittenBytes <= 10_000)
    peer.startReading()
    #expect(await peer.finish().count == 9)
  }
}
