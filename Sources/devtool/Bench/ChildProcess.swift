import FoundationEssentials
import Glibc

/// A child process with pipes on its stdin and stdout, measured by `wait4`.
///
/// It is spawned by `posix_spawn`, whose child shares this process's memory until it runs the
/// program, so Linux counts our own peak as the child's: see `Usage.peakMemory`.
final class ChildProcess {
  /// What a finished child has used, with the children it waited for.
  struct Usage {
    var wall: Duration
    var processor: Duration
    /// The peak of resident memory in bytes, never below this process's own peak.
    var peakMemory: Int

    static func + (one: Usage, other: Usage) -> Usage {
      Usage(
        wall: one.wall + other.wall, processor: one.processor + other.processor,
        peakMemory: max(one.peakMemory, other.peakMemory))
    }
  }

  private let command: String
  private let start = ContinuousClock.now
  private let errorLog: String
  private var id: pid_t = 0
  private var input: PipeWriter?
  private let output: Int32

  /// - Parameters:
  ///   - program: a path, or a name to look up in `PATH`.
  ///   - errorLog: the file that takes the child's stderr.
  init(_ program: String, _ arguments: [String], errorLog: String) throws {
    command = ([program] + arguments).joined(separator: " ")
    self.errorLog = errorLog
    let stdin = try Pipe()
    let stdout = try Pipe()
    input = PipeWriter(descriptor: stdin.writing)
    output = stdout.reading
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, stdin.reading, 0)
    posix_spawn_file_actions_adddup2(&actions, stdout.writing, 1)
    posix_spawn_file_actions_addopen(&actions, 2, errorLog, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // The bench ignores SIGPIPE, which its children would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(stdin.reading)
      close(stdout.writing)
    }
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    let result = withCStrings([program] + arguments) { argumentPointers in
      withCStrings(environment) { environmentPointers in
        posix_spawnp(&id, program, &actions, &attributes, argumentPointers, environmentPointers)
      }
    }
    guard result == 0 else {
      throw BenchError("\(program) cannot be run: \(String(cString: strerror(result))).")
    }
  }

  deinit {
    closeInput()
    close(output)
    if id > 0 {
      kill(id, SIGKILL)
      waitpid(id, nil, 0)
    }
  }

  func closeInput() {
    if let input { close(input.descriptor) }
    input = nil
  }

  /// The peak of its resident memory so far, in bytes.
  func peakMemorySoFar() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    guard let kibibytes = line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first,
      let count = Int(kibibytes)
    else { throw BenchError("The system does not say how much memory \(command) has taken.") }
    return count * 1024
  }

  /// Where the child's stdin is written, until `closeInput`.
  var writer: PipeWriter {
    get throws {
      guard let input else { throw BenchError("The input of \(command) is closed.") }
      return input
    }
  }

  /// The next bytes, at most 64 KiB, and none at the end.
  func read(into buffer: inout [UInt8]) -> Int {
    buffer.withUnsafeMutableBytes { max(0, Glibc.read(output, $0.baseAddress, $0.count)) }
  }

  /// Waits for the end.
  /// - Throws: `BenchError` with the end of stderr if the child did not exit with 0.
  func wait() throws -> Usage {
    closeInput()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0 && errno == EINTR {}
    id = 0
    let wall = start.duration(to: .now)
    guard status == 0 else {
      let end = status & 0x7F == 0 ? "code \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
      throw BenchError("\(command) ended with \(end). \(errorTail)")
    }
    return Usage(
      wall: wall, processor: Duration(usage.ru_utime) + Duration(usage.ru_stime),
      peakMemory: usage.ru_maxrss * 1024)
  }

  private var errorTail: String {
    let text = (try? String(contentsOfFile: errorLog, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").suffix(3).joined(separator: " ")
  }

  /// Runs a program to its end with nothing on stdin.
  static func run(
    _ program: String, _ arguments: [String], errorLog: String
  ) throws -> (usage: Usage, output: [UInt8]) {
    try ChildProcess(program, arguments, errorLog: errorLog).finish()
  }

  /// Reads all output and waits for the end.
  func finish() throws -> (usage: Usage, output: [UInt8]) {
    closeInput()
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(into: &buffer), count > 0 { output += buffer[..<count] }
    return (try wait(), output)
  }
}

extension Duration {
  init(_ time: timeval) {
    self = .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }
}

/// Calls `body` with the strings as C has them, ended by a null pointer.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
