import BackupProtocol
import Glibc
import Logging
import Synchronization
import TestSupport
import Testing

@testable import BackupService

@Suite("The output of the command after a restore")
struct HookOutputTests {
  private let fixture: ServiceFixture
  private let log = LoggedLines()

  init() throws { fixture = try ServiceFixture() }

  private func restore(_ script: String, _ arguments: String..., timeout: Double = 100_000)
    async throws
  {
    let hook = RestartHook(
      arguments: ["/bin/sh", "-c", script, "sh"] + arguments, timeoutSeconds: timeout)
    let operations = fixture.operations(hook: hook) { $0.log = log.logger }
    try await operations.restore(operations.create())
    #expect(!fixture.archives.contains { $0.hasPrefix("scratch") })
  }

  @Test("is in the log at warning where it fails, both streams in their order")
  func failing() async throws {
    try await restore("echo stopping; echo 'no such unit' >&2; exit 3")
    let line = try #require(log.lines(.warning).first)
    #expect(line.contains("ended with code 3") && line.contains("hooks.afterRestore"))
    #expect(line.contains(#"["stopping", "no such unit"]"#))
  }

  @Test("is in the log at info where it succeeds, and an empty one is left out")
  func succeeding() async throws {
    try await restore("echo done")
    #expect(log.lines(.warning) == [])
    #expect(log.lines(.info).contains { $0.contains(#"["done"]"#) })
    try await restore("true")
    #expect(
      log.lines(.info).last { $0.contains("hooks.afterRestore") }?.contains("output") == false)
  }

  @Test("of a command that took too long is there as well")
  func late() async throws {
    try await restore("echo waiting; exec sleep 100000", timeout: 1)
    let line = try #require(log.lines(.warning).first)
    #expect(line.contains("took longer") && line.contains("waiting"))
  }

  @Test("is bounded: its end is kept")
  func bounded() async throws {
    try await restore("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; exit 1")
    let line = try #require(log.lines(.warning).first)
    #expect(line.contains("line 19999") && !line.contains("line 0\"") && line.utf8.count < 5000)
  }

  @Test("shows no secrets, and nothing that acts on a terminal")
  func secrets() async throws {
    try await restore(
      #"""
      echo "postgres://app:hunter2@db/x API_TOKEN=hunter2 password: 'hunter2 too' Authorization: Bearer hunter2"
      printf 'a\033[2Jb\r\n'; exit 1
      """#)
    let line = try #require(log.lines(.warning).first)
    #expect(!line.contains("hunter2") && line.contains("postgres://app:***@db/x"))
    #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test("of what it leaves running goes on, and is waited for by nobody")
  func background() async throws {
    let (go, alive) = (fixture.folder["go"], fixture.folder["alive"])
    #expect(mkfifo(go, 0o600) == 0 && mkfifo(alive, 0o600) == 0)
    try await restore(
      #"echo started; (read line < "$1"; echo more; echo more >&2; echo yes > "$2") & exit 0"#,
      go, alive)
    #expect(log.lines(.info).contains { $0.contains(#"["started"]"#) })
    // The restore has ended. Now the other one writes, and then says that it is still there.
    let ends = [open(go, O_RDWR | O_CLOEXEC), open(alive, O_RDWR | O_CLOEXEC)]
    defer { for end in ends { close(end) } }
    #expect(write(ends[0], "go\n", 3) == 3)
    var answer = [UInt8](repeating: 0, count: 4)
    #expect(read(ends[1], &answer, 4) == 4 && answer == Array("yes\n".utf8))
  }
}

/// What was logged, a line for each entry.
private final class LoggedLines: Sendable {
  private let entries = Mutex<[(level: Logger.Level, text: String)]>([])

  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(lines: self) }
    logger.logLevel = .info
    return logger
  }

  func lines(_ level: Logger.Level) -> [String] {
    entries.withLock { $0.filter { $0.level == level }.map(\.text) }
  }

  private struct Handler: LogHandler {
    let lines: LoggedLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
      let text = ([event.message.description] + values).joined(separator: " ")
      lines.entries.withLock { $0.append((event.level, text)) }
    }
  }
}
