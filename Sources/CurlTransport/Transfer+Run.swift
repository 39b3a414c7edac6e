import CCurl

extension Transfer {
  /// Runs the transfer, and returns when it is done. Blocks: to be called on a thread that may wait.
  ///
  /// Transfers share nothing and may run on any number of threads at once.
  ///
  /// - Parameters:
  ///   - observer: sees what is said.
  ///   - isStopped: is asked at least about once a second whether to give up.
  /// - Throws: ``TransferFailure``.
  package func run(
    observer: any TransferObserver, isStopped: @escaping () -> Bool
  ) throws(TransferFailure) {
    if let failure = CurlLibrary.failure { throw TransferFailure(.unavailable, failure) }
    let handle = try CurlHandle()
    try handle.configure(self)
    try handle.attach(
      TransferCallbacks(content: request.content, observer: observer, isStopped: isStopped))
    try handle.perform()
  }
}

extension Transfer.Request {
  var schemes: String {
    switch self {
    case .mail: "smtp,smtps"
    }
  }

  var content: [UInt8] {
    switch self {
    case .mail(_, _, let content): content
    }
  }
}
