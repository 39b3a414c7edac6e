import JSONCoding
import Testing

@testable import BackupClient

@Suite
struct UnitTests {
  @Test(
    "a service serves clients of its major version that are not newer",
    arguments: [
      ("1.0.0", "1.0.0", true), ("1.2.0", "1.1.9", true), ("1.1.9", "1.2.0", false),
      ("1.2.3", "1.2.4", false), ("2.0.0", "1.9.9", false), ("0.9.0", "1.0.0", false),
      ("1.3.0-rc.1+x-y", "1.2.0", true), ("1.0.0-beta", "1.0.0", false),
      ("1.0.0+build-7", "1.0.0", true), ("1.0.0", "1.0.0-beta", true),
      ("1.0.0-beta", "1.0.0-beta", true), ("1.0.0-beta.2", "1.0.0-beta.11", false),
      ("1.0.0-beta.11", "1.0.0-beta.2", true), ("1.0.0-alpha", "1.0.0-alpha.1", false),
      ("1.0.0-alpha.1", "1.0.0-alpha.beta", false), ("1.0.0-rc.1", "1.0.0-beta.11", true),
      ("1.0.1-rc", "1.0.0", true), ("1.0.0-rc-2", "1.0.0-rc-1", true),
    ])
  func versions(service: String, client: String, isGood: Bool) throws {
    let found = try #require(ContractNumber(service))
    let own = try #require(ContractNumber(client))
    #expect(found.serves(own) == isGood)
  }

  @Test(
    "what is no version is none",
    arguments: [
      "", "1", "1.2", "1.2.x", "1.2.3.4", "v1.2.3", "1..3", "+1.2.3", "1.+2.3", "1.2.3-",
      "1.2.3-rc..1", "1.-2.3",
    ])
  func noVersion(text: String) {
    #expect(ContractNumber(text) == nil)
  }

  @Test("the wait doubles up to a limit, and starts anew after a process that lived")
  func backoff() {
    var backoff = Backoff()
    for expected in [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10] {
      let delay = backoff.delay(livedFor: .seconds(9))
      #expect(delay >= .seconds(expected * 0.749) && delay <= .seconds(expected * 1.251))
    }
    #expect(backoff.delay(livedFor: .seconds(10)) < .milliseconds(126))
    #expect(backoff.delay(livedFor: .zero) > .milliseconds(149))
  }

  @Test("a listener who takes nothing keeps the newest events")
  func overflow() async {
    let hub = EventHub()
    let stream = hub.listen()
    for number in 0..<1500 { hub.send(.notification(.init(name: "\(number)", params: [:]))) }
    hub.finish()
    var names: [String] = []
    for await event in stream {
      if case .notification(let notification) = event { names.append(notification.name) }
    }
    #expect(names.count == 1000)
    #expect(names.first == "500")
    #expect(names.last == "1499")
  }
}
