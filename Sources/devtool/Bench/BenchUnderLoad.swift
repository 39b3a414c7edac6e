import GRDB
import Glibc

extension BenchSetting {
  private static let calls = 300

  /// What cheap calls take while two verifications run, and while the application holds an exclusive
  /// lock on its database.
  func measureUnderLoad() throws -> [BenchResult] {
    let backup = try create(verified: false).backup
    defer { try? delete(backup) }
    var server = LoadedClient(client: try serve())
    let verifying = try callsMeanwhile(&server, "two verifications") { server in
      while server.verifications < 2 { try server.verify(backup.id) }
    }
    try server.end()
    return verifying + (try callsUnderLock())
  }

  /// A lock of this kind keeps readers out where there is a rollback journal.
  private func callsUnderLock() throws -> [BenchResult] {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let application = try DatabaseQueue(path: database, configuration: configuration)
    try application.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    defer { try? application.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") } }
    var server = LoadedClient(client: try serve())
    try application.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    defer { try? application.inDatabase { try $0.execute(sql: "ROLLBACK") } }
    let results = try callsMeanwhile(&server, "an exclusive lock") { _ in }
    try server.end()
    return results
  }

  private func callsMeanwhile(
    _ server: inout LoadedClient, _ load: String, _ keepBusy: (inout LoadedClient) throws -> Void
  ) throws -> [BenchResult] {
    try ["ping", "listBackups", "getStatus"].flatMap { method in
      var samples = BenchSamples()
      for call in 1...Self.calls {
        try keepBusy(&server)
        samples.append(try server.milliseconds(of: method, id: call))
        usleep(10_000)
      }
      return [
        BenchResult(
          name: "\(method) beside \(load)", unit: "ms", ours: samples, target: .atMost(50)),
        BenchResult(
          name: "\(method) beside \(load), 99th percentile", unit: "ms",
          ours: BenchSamples([samples.percentile(99)]), target: .atMost(250)),
      ]
    }
  }
}

/// A client that measures some calls while others are in progress.
private struct LoadedClient {
  private static let auth = #""auth":{"actor":{"id":"bench","role":"SUPER_ADMIN"}}"#

  var client: LineClient
  /// How many verifications are in progress.
  private(set) var verifications = 0
  private var lastVerification = 0

  init(client: LineClient) { self.client = client }

  mutating func verify(_ backup: String) throws {
    lastVerification += 1
    verifications += 1
    try client.child.writer.write(
      LineClient.request(
        -lastVerification, "verifyBackup", params: #","params":{"id":"\#(backup)",\#(Self.auth)}"#))
  }

  mutating func milliseconds(of method: String, id: Int) throws -> Double {
    let params = method == "ping" ? "" : #","params":{\#(Self.auth)}"#
    let start = ContinuousClock.now
    try client.child.writer.write(LineClient.request(id, method, params: params))
    while true {
      let text = try client.takeText()
      guard text.contains(#""result""#) else { throw BenchError("\(method): \(text.prefix(200))") }
      if text.contains(#""id":\#(id)"#) { return start.duration(to: .now) / .milliseconds(1) }
      verifications -= 1
    }
  }

  /// Takes the replies that are still to come, and waits for the end of the process.
  mutating func end() throws {
    while verifications > 0 {
      _ = try client.takeText()
      verifications -= 1
    }
    _ = try client.child.wait()
  }
}
