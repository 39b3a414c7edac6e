import Glibc

/// A pipe that no child inherits by accident.
struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw BenchError("A pipe cannot be made: \(String(cString: strerror(errno))).")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = ends[0]
    writing = ends[1]
  }
}

/// The writing end of a pipe.
struct PipeWriter: Sendable {
  let descriptor: Int32

  /// Writes all of `bytes`, waiting for the reader as need be.
  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
        guard count > 0 else {
          throw BenchError("The program stopped reading: \(String(cString: strerror(errno))).")
        }
        rest = rest.dropFirst(count)
      }
    }
  }
}
