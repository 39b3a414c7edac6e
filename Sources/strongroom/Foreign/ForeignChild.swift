import BackupProtocol
import BackupService
import CLinuxExtras
import Concurrency
import Glibc
import ObjectStorage
import SQLiteEngine

/// A process that runs ``ForeignCommand``. Nothing of it is left after ``end()``.
final class ForeignChild {
  /// What became of a process.
  struct End {
    /// Nil where it ended by itself.
    let signal: CInt?
    /// What it ended with then.
    let code: CInt
    let processorSeconds: Int
  }

  enum Reading {
    case some, nothingYet, end
  }

  /// How long a cancellation may go unnoticed, in milliseconds.
  private static let pause: CInt = 50

  private let id: pid_t
  private let output: CInt
  private var isWaitedFor = false

  init(_ job: ForeignJob, files: [any ObjectReader]) throws {
    var sources: [CInt] = []
    defer { for descriptor in sources { close(descriptor) } }
    sources.append(try Self.file(job.folder + "/job", of: job.encoded()))
    for (index, file) in files.enumerated() {
      if let descriptor = file.descriptor {
        sources.append(try Self.apart(descriptor))
      } else {
        sources.append(try Self.copy(file, to: job.folder + "/file-\(index)"))
      }
    }
    var pipe: [CInt] = [-1, -1]
    _ = try Self.checked(strongroom_pipe(&pipe))
    output = pipe[0]
    defer { close(pipe[1]) }
    do {
      id = try Self.spawn(job, sources: sources, output: pipe[1])
    } catch {
      close(pipe[0])
      throw error
    }
  }

  deinit { close(output) }

  /// Appends what has come by now, or waits a little.
  func read(into bytes: inout [UInt8]) throws -> Reading {
    var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    let ready = poll(&request, 1, Self.pause)
    if ready == 0 || (ready < 0 && errno == EINTR) { return .nothingYet }
    return try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
      let count = Glibc.read(output, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { return .nothingYet }
      guard count >= 0 else { throw Self.failure(errno) }
      bytes += UnsafeRawBufferPointer(rebasing: buffer[..<count])
      return count == 0 ? .end : .some
    }
  }

  /// Ends the process, if it has not ended.
  func end() {
    guard !isWaitedFor else { return }
    kill(id, SIGKILL)
    _ = wait()
  }

  /// Waits until the process has ended.
  func wait() -> End {
    isWaitedFor = true
    var status: CInt = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return End(
      signal: signal == 0 ? nil : signal, code: status >> 8 & 0xFF,
      processorSeconds: usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
  }

  private static func spawn(
    _ job: ForeignJob, sources: [CInt], output: CInt
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, sources[0], STDIN_FILENO)
    // In this order, as the number of the pipe may be one that a file takes.
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    for (index, source) in sources.dropFirst().enumerated() {
      posix_spawn_file_actions_adddup2(&actions, source, ForeignCommand.firstFile + CInt(index))
    }
    let arguments = ["strongroom", ForeignCommand.name, "\(getpid())", "\(sources.count - 1)"]
    var id: pid_t = 0
    let result = withCStrings(arguments) { arguments in
      withCStrings(environment(folder: job.folder)) { variables in
        // A group of its own: what is typed at the terminal is for this process to decide.
        withFreshSpawnAttributes { attributes in
          posix_spawn(&id, "/proc/self/exe", &actions, attributes, arguments, variables)
        }
      }
    }
    guard result == 0 else {
      throw result == ENOENT
        ? ContractError(
          .internalError,
          "The process that handles foreign files cannot be started: "
            + "/proc is not there.", hint: "Mount /proc.")
        : failure(result)
    }
    return id
  }

  /// None of this process's own, which has secrets in it, but what the loader and the clock need.
  private static func environment(folder: String) -> [String] {
    let names: [String] = ["LD_LIBRARY_PATH", "TZ", "TZDIR"]
    let kept = names.compactMap { (name: String) -> String? in
      getenv(name).map { name + "=" + String(cString: $0) }
    }
    return kept + ["SQLITE_TMPDIR=\(folder)", "TMPDIR=\(folder)", "SWIFT_BACKTRACE=enable=no"]
  }

  /// A copy of a file that has no descriptor, without a name.
  private static func copy(_ reader: any ObjectReader, to path: String) throws -> CInt {
    let descriptor = try newFile(path)
    var offset: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = try buffer.withUnsafeMutableBytes({
      try reader.read(at: offset, into: $0)
    }), count > 0 {
      try write(buffer[..<count], to: descriptor)
      offset += Int64(count)
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private static func file(_ path: String, of bytes: [UInt8]) throws -> CInt {
    let descriptor = try newFile(path)
    try write(bytes[...], to: descriptor)
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private static func newFile(_ path: String) throws -> CInt {
    let descriptor = try checked(open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
    defer { close(descriptor) }
    unlink(path)
    return try apart(descriptor)
  }

  /// The same file by a number that is none of those which the new process has its files by.
  private static func apart(_ descriptor: CInt) throws -> CInt {
    try checked(fcntl(descriptor, F_DUPFD_CLOEXEC, ForeignCommand.firstFile + 8))
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      rest = rest.dropFirst(try Int(checked(CInt(clamping: count))))
    }
  }

  private static func checked(_ result: CInt) throws -> CInt {
    guard result >= 0 else { throw failure(errno) }
    return result
  }

  private static func failure(_ code: CInt) -> ContractError {
    code == ENOSPC || code == EDQUOT
      ? ContractError(.storageFull, "The disk is full.", hint: "Free disk space, then try again.")
      : ContractError(
        .internalError,
        "The process that handles foreign files cannot be started: "
          + "\(String(cString: strerror(code))).",
        hint: "Let the service's user run the program, and start more processes.")
  }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
