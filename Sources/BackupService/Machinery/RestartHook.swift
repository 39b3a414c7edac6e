import Subprocess
import SystemPackage

/// The command that the host wants run after its database was replaced: an argument list, no shell.
package struct RestartHook: Sendable {
  package let arguments: [String]
  package let timeoutSeconds: Double

  package init(arguments: [String], timeoutSeconds: Double = 60) {
    self.arguments = arguments
    self.timeoutSeconds = timeoutSeconds
  }

  /// Runs the command to its end, or ends it at the time-out.
  ///
  /// - Returns: nil where it succeeded, else one plain sentence.
  func run() async -> String? {
    guard let program = arguments.first else { return nil }
    let configuration = Configuration(
      executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(Array(arguments.dropFirst())))
    do {
      let outcome = try await withThrowingTaskGroup(of: String?.self) { group in
        group.addTask {
          let result = try await Subprocess.run(
            configuration, input: .none, output: .discarded, error: .discarded)
          return result.terminationStatus.isSuccess
            ? nil : "The command after the restore ended with \(result.terminationStatus)."
        }
        group.addTask {
          try await Task.sleep(for: .seconds(timeoutSeconds))
          return "The command after the restore took longer than \(Int(timeoutSeconds)) s."
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
      }
      return outcome
    } catch {
      return "The command after the restore could not be started."
    }
  }
}
