extension Connection {
  /// Waits for the requests, then for the output; again, should there be more by then.
  func becomesIdle() async -> Bool {
    while !Task.isCancelled {
      await wait { requests.whenAllAnswered($0) }
      await wait { output.whenDrained($0) }
      if requests.isIdle, output.isDrained { return true }
    }
    return false
  }

  /// Waits until the observer is called or this task is cancelled.
  private func wait(for register: (@escaping @Sendable () -> Void) -> Void) async {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    register { continuation.finish() }
    for await _ in stream {}
  }
}
