import BackupProtocol
import TestSupport
import Testing

@testable import BackupService

@Suite("The command after a restore")
struct RestartHookTests {
  /// - Returns: the warnings that the restore raised.
  private func warnings(
    _ hook: (ServiceFixture) -> RestartHook
  ) async throws -> (warnings: [HealthWarning], fixture: ServiceFixture) {
    let fixture = try ServiceFixture()
    let operations = fixture.operations(hook: hook(fixture))
    let backup = try operations.create()
    let outcome = try await operations.restore(backup)
    #expect(outcome.restore.status == .completed && outcome.restartRequired)
    let warnings = fixture.takeEvents().compactMap { event in
      if case .warning(let warning) = event { warning } else { nil }
    }
    return (warnings, fixture)
  }

  @Test("it runs, its arguments untouched by any shell")
  func runs() async throws {
    let (warnings, fixture) = try await warnings { fixture in
      RestartHook(
        arguments: ["/usr/bin/touch", fixture.folder["$HOME; x"]], timeoutSeconds: 100_000)
    }
    #expect(warnings == [])
    #expect(FileContent.exists(fixture.folder["$HOME; x"]))
  }

  @Test("none is none")
  func none() async throws {
    #expect(try await warnings { _ in RestartHook(arguments: []) }.warnings == [])
  }

  @Test(
    "one that fails, or is not there, is a warning and no failure",
    arguments: ["/bin/false", "/nowhere/at-all", "strongroom-no-such-program"])
  func fails(program: String) async throws {
    let warnings = try await warnings { _ in
      RestartHook(arguments: [program], timeoutSeconds: 100_000)
    }.warnings
    #expect(warnings.map(\.kind) == ["restartHook"])
    #expect(warnings.first?.hint?.contains("hooks.afterRestore") == true)
  }

  @Test("one that does not end is ended, and is a warning")
  func endless() async throws {
    let warnings = try await warnings { _ in
      RestartHook(arguments: ["/bin/sleep", "100000"], timeoutSeconds: 0.05)
    }.warnings
    #expect(warnings.map(\.kind) == ["restartHook"])
    #expect(warnings.first?.message.contains("took longer") == true)
  }
}
