import Testing

@testable import JSONRPC

@Suite("Pacing of progress")
struct ProgressPacerTests {
  private func update(_ phase: String, _ completed: Int64, _ total: Int64? = 100) -> ProgressUpdate
  {
    ProgressUpdate(phase: phase, completed: completed, total: total, unit: "bytes")
  }

  @Test("of any number of reports at most ten go out in a second, the last one included")
  func rate() {
    var pacer = ProgressPacer()
    let start = ContinuousClock.now
    var sent: [Duration] = []
    for millisecond in 0..<5000 {
      let now = start.advanced(by: .milliseconds(millisecond))
      _ = pacer.accept(update("a", Int64(millisecond)))
      if pacer.take(now: now) != nil { sent.append(.milliseconds(millisecond)) }
    }
    if pacer.takeLast() != nil { sent.append(.milliseconds(4999)) }
    for moment in sent {
      #expect(sent.count { $0 >= moment && $0 < moment + .seconds(1) } <= 10)
    }
    #expect(sent.count == 41)
    #expect(sent.last == .milliseconds(4999))
  }

  @Test("the first report goes at once, the next when its time has come, and none twice")
  func due() {
    var pacer = ProgressPacer()
    let start = ContinuousClock.now
    #expect(pacer.due(now: start) == nil)
    let wasEmpty = pacer.accept(update("a", 1))
    #expect(wasEmpty)
    #expect(pacer.take(now: start)?.completed == 1)
    #expect(pacer.take(now: start.advanced(by: .seconds(1))) == nil)
    _ = pacer.accept(update("a", 2))
    let isEmpty = pacer.accept(update("a", 3))
    #expect(!isEmpty)
    #expect(pacer.take(now: start) == nil)
    #expect(pacer.due(now: start) == start.advanced(by: ProgressPacer.interval))
    #expect(pacer.take(now: start.advanced(by: ProgressPacer.interval))?.completed == 3)
    #expect(pacer.takeLast() == nil)
  }

  @Test("completed never falls, within a phase and from one to the next")
  func monotonic() {
    var pacer = ProgressPacer()
    let reports = [
      update("a", 10), update("a", 5), update("a", 100), update("b", 0), update("b", 50, 60),
      update("b", 40, nil), update("c", 500, 600), update("d", 0, .max),
    ]
    let sent = reports.map { report in
      _ = pacer.accept(report)
      return pacer.takeLast()
    }
    #expect(sent.map { $0?.completed } == [10, 10, 100, 100, 150, 150, 500, 500])
    #expect(sent.map { $0?.total } == [100, 100, 100, 200, 160, nil, 600, .max])
  }
}
