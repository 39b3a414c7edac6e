import Foundation
import Glibc

/// A program with pipes on its stdin and stdout, killed with this object.
final class ServerProcess: Sendable {
  /// How long anything may take before it counts as hanging, in milliseconds.
  private static let patience: Int32 = 60_000

  private let id: pid_t
  private let input: Int32
  private let lines: LineReader

  init(_ arguments: [String]) throws {
    let (stdin, input) = try Self.pipe()
    let (output, stdout) = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, stdin, 0)
    posix_spawn_file_actions_adddup2(&actions, stdout, 1)
    // Whatever else is open belongs to other tests.
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    for descriptor in open.compactMap(Int32.init) where descriptor > 2 {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    let copies = arguments.map { strdup($0) }
    defer {
      posix_spawn_file_actions_destroy(&actions)
      for copy in copies { free(copy) }
      close(stdin)
      close(stdout)
    }
    var child: pid_t = 0
    let result = posix_spawnp(
      &child, copies[0] ?? strdup(""), &actions, nil, copies + [nil], environ)
    id = child
    self.input = input
    lines = LineReader(descriptor: output)
    guard result == 0 else {
      throw MailServerFailure("\(arguments[0]) cannot be run: \(String(cString: strerror(result)))")
    }
  }

  deinit {
    close(input)
    // A process that never was must not be mistaken for the whole group.
    if id > 0 {
      kill(id, SIGKILL)
      waitpid(id, nil, 0)
    }
  }

  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      guard count > 0 else { throw MailServerFailure("a mail server reads no more") }
      rest = rest.dropFirst(count)
    }
  }

  /// The next line of stdout.
  func readLine() throws -> [UInt8] { try lines.next(patience: Self.patience) }

  /// The next line of stdout, as the JSON that it is.
  func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(readLine()))
  }

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw MailServerFailure("no pipe can be made") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// What a test needs and cannot have.
package struct MailServerFailure: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
