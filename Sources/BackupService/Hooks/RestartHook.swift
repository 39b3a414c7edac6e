import Concurrency
import Dispatch
import Glibc
import StateFolder
import Synchronization

/// The command that the host wants run after its database was replaced: an argument list, no shell.
///
/// It starts as from a fresh shell: nothing at its standard input, no signal ignored or blocked, and
/// none of our descriptors, which are all closed on `exec`. Our threads block all signals, which a
/// command and what it starts would inherit, and then could not be stopped but by force. Its output is
/// read when it has ended.
package struct RestartHook: Sendable {
  package let arguments: [String]
  package let timeoutSeconds: Double

  package init(arguments: [String], timeoutSeconds: Double = 60) {
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  /// Runs the command to its end, or ends it, and what it has started, at the time-out.
  ///
  /// - Parameter name: that of its folder in the scratch space.
  /// - Returns: nil where there is no command.
  func run(scratch: ScratchSpace, name: String) async -> Outcome? {
    guard !arguments.isEmpty else { return nil }
    return try? await BlockingExecutor.working.run {
      let outcome = try? scratch.withFolder(name) { folder -> Outcome? in
        guard let output = HookOutput(in: folder.path) else { return nil }
        defer { output.close() }
        let complaint = runToEnd(output)
        return Outcome(complaint: complaint, output: output.lastLines())
      }
      return (outcome ?? nil) ?? Outcome(complaint: runToEnd(nil), output: [])
    }
  }

  /// What became of a command.
  struct Outcome: Sendable {
    /// Nil where it succeeded, else one plain sentence.
    let complaint: String?
    /// The last lines of its output.
    let output: [String]
  }

  private func runToEnd(_ output: HookOutput?) -> String? {
    guard let id = spawn(output) else {
      return "The command to run after a restore or reset could not be started."
    }
    let status = Atomic<Int32>(0)
    let isOver = DispatchSemaphore(value: 0)
    startThread {
      var found: Int32 = 0
      while waitpid(id, &found, 0) < 0 && errno == EINTR {}
      status.store(found, ordering: .releasing)
      isOver.signal()
    }
    if isOver.wait(timeout: .now() + timeoutSeconds) == .timedOut {
      kill(-id, SIGKILL)
      isOver.wait()
      return
        "The command to run after a restore or reset took longer than \(Int(timeoutSeconds)) s."
    }
    let end = status.load(ordering: .acquiring)
    if end == 0 { return nil }
    let cause = end & 0x7F == 0 ? "code \(end >> 8 & 0xFF)" : "signal \(end & 0x7F)"
    return "The command to run after a restore or reset ended with \(cause)."
  }

  /// In a process group of its own, so that it can be ended as a whole.
  /// Without the settings and secrets that are meant for this process alone.
  private static var environment: [UnsafeMutablePointer<CChar>?] {
    var kept: [UnsafeMutablePointer<CChar>?] = []
    var next = environ
    while let variable = next.pointee {
      if strncmp(variable, "STRONGROOM_", 11) != 0, strncmp(variable, "AWS_", 4) != 0 {
        kept.append(variable)
      }
      next += 1
    }
    return kept + [nil]
  }

  private func spawn(_ output: HookOutput?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
    for stream in CInt(1)...2 {
      posix_spawn_file_actions_adddup2(&actions, output?.descriptor ?? 0, stream)
    }
    let pointers = arguments.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    guard let program = pointers.first ?? nil else { return nil }
    var id: pid_t = 0
    let result = withFreshSpawnAttributes { attributes in
      posix_spawnp(&id, program, &actions, attributes, pointers + [nil], Self.environment)
    }
    return result == 0 ? id : nil
  }
}
