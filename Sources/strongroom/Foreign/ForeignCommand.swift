import BackupProtocol
import BackupService
import CLinuxExtras
import FoundationEssentials
import Glibc
import Logging
import ObjectStorage
import SQLiteEngine
import Synchronization

/// The hidden command in whose process foreign files are handled; see ``ForeignProcess``.
///
/// stdin has the job, stdout takes ``ForeignFrame``s, and the files that are read are open from 3 on.
/// Before it looks at any of them, the process gives up all that the job does not need.
enum ForeignCommand {
  static let name = "handle-foreign-file"
  /// The first of the files that are read.
  static let firstFile: CInt = 3
  /// Deep recursion of SQLite's parser needs less than half of it.
  private static let stackBytes = 2 << 20
  /// For stacks, for the blocks of each thread that compresses, and for what the C library keeps beside
  /// what was asked for.
  private static let spareBytes =
    (32 + 8 * ProcessInfo.processInfo.activeProcessorCount) << 20

  /// Handles one file if this process was started for that, and ends it then.
  static func runIfAsked(_ arguments: [String]) {
    guard arguments.count == 4, arguments[1] == name, let parent = CInt(arguments[2]),
      let count = CInt(arguments[3])
    else { return }
    signal(SIGXFSZ, SIG_IGN)
    guard strongroom_end_with_parent(parent) == 0 else { exit(1) }
    strongroom_close_files_from(firstFile + count)
    exit(run(fileCount: count) ? 0 : 1)
  }

  private static func run(fileCount: CInt) -> Bool {
    let output = FrameOutput()
    do {
      let job = try ForeignJob(decoding: readJob())
      try seal(job)
      let files = try (0..<fileCount).map { try FolderReader(descriptor: firstFile + $0) }
      let last = Mutex<(value: ForeignProgress, time: ContinuousClock.Instant)?>(nil)
      SQLiteDatabase.expectForeignFiles(memory: Int64(job.limits.bytes) / 4 * 3)
      let outcome = try job.run(
        on: SQLiteDatabase(path: job.folder + "/none"), files: files, output: output,
        log: Logger(label: name) { _ in SwiftLogNoOpLogHandler() }
      ) { progress in
        last.withLock { last in
          let now = ContinuousClock.now
          if let last, !progress.isMilestone(after: last.value), now - last.time < .milliseconds(40)
          {
            return
          }
          last = (progress, now)
          output.send(.progress(progress))
        }
      }
      output.send(.outcome(outcome))
      return true
    } catch {
      output.send(.failure(ContractError(error)))
      return false
    }
  }

  private static func readJob() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(STDIN_FILENO, &buffer, buffer.count), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Limits come first: every kernel has them. One may lack Landlock or seccomp.
  private static func seal(_ job: ForeignJob) throws {
    let limits = strongroom_limits(
      stack_bytes: UInt64(stackBytes), open_files: 128,
      file_bytes: UInt64(clamping: job.fileBytes),
      processor_seconds: UInt64(clamping: job.limits.seconds),
      data_bytes: UInt64(clamping: job.limits.bytes + spareBytes) + dataBytes)
    for (step, lacking) in [
      ({ strongroom_limit_process(limits) }, []),
      ({ strongroom_tell_lack_of_memory(UInt64(clamping: job.limits.bytes)) }, []),
      ({ strongroom_confine_files(job.folder) }, [ENOSYS, EOPNOTSUPP]),
      ({ strongroom_deny_system_calls() }, [ENOSYS, EINVAL]),
    ] as [(() -> CInt, [CInt])] {
      let problem = step()
      guard problem == 0 || lacking.contains(problem) else {
        throw ContractError(
          .internalError,
          "The process that handles the file cannot give up its rights: error \(problem).",
          hint: "See the log, and allow the service landlock and seccomp.")
      }
    }
  }

  /// What the process has taken by now, in bytes.
  private static var dataBytes: UInt64 {
    let unknown: UInt64 = 64 << 20
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return unknown }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = max(0, read(file, &buffer, buffer.count))
    let fields = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
    guard fields.count > 5, let pages = UInt64(fields[5]) else { return unknown }
    return pages * UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// Writes frames to stdout. Without a reader there is nothing left to do.
private final class FrameOutput: ObjectWriter, Sendable {
  private let order = Mutex(())

  func send(_ frame: ForeignFrame) {
    guard let bytes = try? frame.encoded() else { _exit(1) }
    order.withLock { _ in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { _exit(1) }
        rest = rest.dropFirst(count)
      }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    while start < bytes.count {
      let part = bytes[start..<min(start + (1 << 20), bytes.count)]
      send(.bytes(Array(part)))
      start = part.endIndex
    }
  }

  func commit() {}
  func abort() {}
}
