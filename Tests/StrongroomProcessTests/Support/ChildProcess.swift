import Dispatch
import Foundation
import Glibc
import Synchronization

/// A program in a process of its own, with pipes on its stdin and stdout and a file as its stderr.
///
/// All descriptors are closed in whatever else is spawned, so that an end of file comes when it
/// should. Whatever is left of the process is killed with this object.
final class ChildProcess {
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// How long anything may take before it counts as hanging.
  static let patience: Int32 = 120_000

  let id: pid_t
  private let errorPath: String
  private var input: Int32
  private var output: Int32
  private var end: End?

  /// - Parameters:
  ///   - arguments: the program, an absolute path or a name to look up, and its arguments.
  ///   - environment: what is added to this process's own.
  ///   - errorPath: the file that stderr goes to.
  init(_ arguments: [String], environment: [String: String] = [:], errorPath: String) throws {
    self.errorPath = errorPath
    let (stdinReading, stdinWriting) = try Self.pipe()
    let (stdoutReading, stdoutWriting) = try Self.pipe()
    input = stdinWriting
    output = stdoutReading
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, stdinReading, 0)
    posix_spawn_file_actions_adddup2(&actions, stdoutWriting, 1)
    posix_spawn_file_actions_addopen(
      &actions, 2, errorPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // What the test process ignores, a child would ignore as well.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(stdinReading)
      close(stdoutWriting)
    }
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("STRONGROOM_") }
    for (name, value) in environment { variables[name] = value }
    var child: pid_t = 0
    let result = withCStrings(arguments) { arguments in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { variables in
        posix_spawnp(
          &child, arguments[0] ?? strdup(""), &actions, &attributes, arguments, variables)
      }
    }
    id = child
    guard result == 0 else {
      close(stdinWriting)
      close(stdoutReading)
      throw ProcessFailure("\(arguments[0]) cannot be run: \(String(cString: strerror(result)))")
    }
  }

  deinit {
    closeInput()
    closeOutput()
    if end == nil {
      kill(id, SIGKILL)
      waitpid(id, nil, 0)
    }
  }

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw ProcessFailure("no pipe can be made") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  func write(_ bytes: some Collection<UInt8>) throws {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ProcessFailure("the program reads no more") }
      rest = rest.dropFirst(count)
    }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  func closeOutput() {
    if output >= 0 { close(output) }
    output = -1
  }

  /// The next bytes of stdout; none at its end.
  func read() throws -> [UInt8] {
    var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Self.patience) > 0 else {
      throw ProcessFailure("the program says nothing; its log: \(errors)")
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(output, &buffer, buffer.count)
    guard count >= 0 else { throw ProcessFailure("stdout cannot be read") }
    return Array(buffer[..<count])
  }

  func readToEnd() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while case let part = try read(), !part.isEmpty { bytes += part }
    return bytes
  }

  func send(signal: Int32) { kill(id, signal) }

  /// Waits for the end of the process.
  func wait() throws -> End {
    if let end { return end }
    let id = id
    let status = Atomic<Int32>(0)
    let finished = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      var found: Int32 = 0
      while waitpid(id, &found, 0) < 0 && errno == EINTR {}
      status.store(found, ordering: .releasing)
      finished.signal()
    }
    if finished.wait(timeout: .now() + .milliseconds(Int(Self.patience))) == .timedOut {
      kill(id, SIGKILL)
      finished.wait()
      end = .signal(SIGKILL)
      throw ProcessFailure("the program does not end; its log: \(errors)")
    }
    let code = status.load(ordering: .acquiring)
    let found = code & 0x7F == 0 ? End.exit(code >> 8 & 0xFF) : .signal(code & 0x7F)
    end = found
    return found
  }

  /// What came on stderr so far.
  var errors: String { (try? String(contentsOfFile: errorPath, encoding: .utf8)) ?? "" }
}

struct ProcessFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
