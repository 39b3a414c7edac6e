import Concurrency
import Dispatch

/// One block on its way back: its compressed bytes, then its content.
///
/// @unchecked: one thread at a time has it, and the semaphores hand it over.
final class DecodeSlot: @unchecked Sendable {
  let compressed: UnsafeMutableRawBufferPointer
  let content: UnsafeMutableRawBufferPointer
  /// How much content there is, or why there is none.
  var result: Result<Int, any Error> = .success(0)
  let isReady = DispatchSemaphore(value: 0)

  init(compressedSize: Int, contentSize: Int) {
    compressed = .allocate(byteCount: compressedSize, alignment: 4096)
    content = .allocate(byteCount: contentSize, alignment: 4096)
  }

  deinit {
    compressed.deallocate()
    content.deallocate()
  }

  /// Waits for the content.
  ///
  /// - Parameter jobs: one of these makes it; nil where a thread of its own does.
  func take(doing jobs: WorkQueue? = nil) throws -> UnsafeRawBufferPointer {
    if let jobs { jobs.wait(for: isReady) } else { isReady.wait() }
    return UnsafeRawBufferPointer(rebasing: content[..<(try result.get())])
  }
}
