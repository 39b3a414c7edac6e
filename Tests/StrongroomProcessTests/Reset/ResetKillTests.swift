import Glibc
import JSONCoding
import MailServers
import Testing

extension ProcessTests.KillTests {
  @Test(
    "a factory reset that is killed at any moment leaves all of the data or is done, and can be undone",
    .enabled(
      if: MailServerTools.scriptedServerIsMissing == nil,
      Comment(rawValue: MailServerTools.scriptedServerIsMissing ?? "")))
  func reset() throws {
    let mailbox = try Mailbox()
    let reference = try Sandbox()
    let whole = try DatabaseContent(path: reference.database)
    var duration = Duration.zero
    try reset(reference.serve(environment: mailbox.environment), mailbox) { session, id in
      let start = ContinuousClock.now
      #expect(try session.reply(to: id)["result"] != nil)
      duration = ContinuousClock.now - start
      _ = try session.end()
    }
    let empty = try DatabaseContent(path: reference.database)
    #expect(whole != empty)
    var random = SeededRandom(seed: Self.seed)
    var results: [String: Int] = [:]
    for round in 0..<Self.kills {
      let sandbox = try Sandbox()
      let application = round % 2 == 0 ? nil : try Application(sandbox)
      let delay = random.delay(upTo: duration * 1.2)
      let session = try sandbox.serve(environment: mailbox.environment)
      try reset(session, mailbox) { _, _ in
        usleep(useconds_t(delay / .microseconds(1)))
        session.child.send(signal: SIGKILL)
      }
      #expect(try session.child.wait() == .signal(SIGKILL))
      application?.stop()
      let content = try DatabaseContent(path: sandbox.database)
      let attempt = "round \(round), seed \(Self.seed)"
      #expect(content == whole || content == empty, "\(attempt)")
      let entries = try sandbox.list()
      #expect(!entries.contains { $0["status"] == "running" }, "\(attempt)")
      #expect(try sandbox.leftovers() == [], "\(attempt)")
      #expect(try sandbox.run("audit", "verify").end == .exit(0), "\(attempt)")
      let activity = try JSONValue(
        parsing: Array(sandbox.run("activity", "--json").output.utf8))["activity"]?[0]
      let outcome = activity?["outcome"]?.stringValue ?? "nothing"
      results[(content == empty ? "done" : "whole") + ", " + outcome, default: 0] += 1
      guard content == empty else {
        #expect(!entries.contains { $0["pinned"] == true }, "\(attempt)")
        continue
      }
      #expect(outcome == "succeeded", "\(attempt)")
      let safetyBackup = try #require(entries.first { $0["pinned"] == true }?["id"]?.stringValue)
      #expect(try sandbox.run("restore", safetyBackup, "--yes").end == .exit(0), "\(attempt)")
      #expect(try DatabaseContent(path: sandbox.database) == whole, "\(attempt)")
    }
    print("\(Self.kills) resets killed within \(duration): \(results)")
  }

  private func reset(
    _ session: Session, _ mailbox: Mailbox, _ body: (Session, JSONValue) throws -> Void
  ) throws {
    let id = try session.request(
      "factoryReset",
      ["resetToken": try session.resetToken(mailbox), "confirmation": "RESET shop"],
      auth: Mailbox.superAdmin)
    try body(session, id)
  }
}
