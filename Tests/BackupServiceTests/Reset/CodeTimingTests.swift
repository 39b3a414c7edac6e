import BackupProtocol
import TestSupport
import Testing

@testable import BackupService

/// Compares by rank, as single times on a busy machine mean nothing.
@Suite("The time that a code takes", .serialized)
struct CodeTimingTests {
  private enum Attempt: CaseIterable {
    case wrong, right, unknownChallenge, foreignChallenge, expired, used
  }

  @Test("does not tell a right code from a wrong one, nor why it is wrong")
  func alike() throws {
    let fixture = try ResetFixture()
    let operations = try fixture.operations()
    var times: [Attempt: [Double]] = [:]
    // One of each in turn, so that whatever else the machine does meets all of them alike.
    for round in 0..<40 {
      for attempt in Attempt.allCases {
        let caller = Caller(
          ActorSummary(id: "\(attempt) \(round)", role: "SUPER_ADMIN"), email: "a@example.com")
        fixture.service.clock.advance(milliseconds: 20 * 60_000)
        let challenge = try operations.request(by: caller)
        let code = try #require(fixture.mailer.code)
        var id = challenge.challengeId
        switch attempt {
        case .wrong, .right: break
        case .unknownChallenge: id = "01hzzzzzzzzzzzzzzzzzzzzzzz"
        case .foreignChallenge: id = try operations.request(by: .otherSuperAdmin).challengeId
        case .expired: fixture.service.clock.advance(milliseconds: 11 * 60_000)
        case .used: _ = try operations.verify(id, code, by: caller)
        }
        let given = attempt == .right ? code : fixture.wrongCode
        let start = ContinuousClock.now
        let failure = serviceFailure { _ = try operations.verify(id, given, by: caller) }
        let time = ContinuousClock.now - start
        #expect(failure?.kind == (attempt == .right ? nil : .otpInvalid))
        times[attempt, default: []].append(time / .microseconds(1))
      }
    }
    let wrong = try #require(times[.wrong])
    for attempt in Attempt.allCases {
      let others = try #require(times[attempt])
      let ratio = median(others) / median(wrong)
      // By chance alone a score beyond 6 comes once in five hundred million times.
      let score = rankScore(others, wrong)
      #expect(abs(score) < 6 || (0.8...1.25).contains(ratio), "\(attempt): \(score), \(ratio)")
    }
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  /// The standard score of Mann and Whitney's U.
  private func rankScore(_ a: [Double], _ b: [Double]) -> Double {
    let wins = a.reduce(0.0) { sum, time in sum + Double(b.count { time > $0 }) }
    let (n, m) = (Double(a.count), Double(b.count))
    return (wins - n * m / 2) / (n * m * (n + m + 1) / 12).squareRoot()
  }
}
