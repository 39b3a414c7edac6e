import CLinuxExtras
import Glibc

/// What the process writes to its stdout or stderr.
struct OutputPipe {
  /// This side's end, which never blocks.
  let reading: Descriptor
  /// The process's end, to be handed over.
  let writing: Descriptor

  /// - Throws: why the system gives no pipe.
  init() throws(SystemFailure) {
    var ends: [Int32] = [-1, -1]
    guard strongroom_pipe(&ends) == 0 else { throw SystemFailure(number: errno) }
    reading = Descriptor(ends[0])
    writing = Descriptor(ends[1])
    guard fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else { throw SystemFailure(number: errno) }
  }
}
