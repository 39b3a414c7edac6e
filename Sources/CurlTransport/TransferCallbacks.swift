import CCurl

/// What libcurl calls during a transfer. Has to live until the transfer is over.
final class TransferCallbacks {
  private let content: [UInt8]
  private let observer: any TransferObserver
  private let isStopped: () -> Bool
  private var position = 0

  init(content: [UInt8], observer: any TransferObserver, isStopped: @escaping () -> Bool) {
    self.content = content
    self.observer = observer
    self.isStopped = isStopped
  }

  func attach(to handle: CurlHandle) throws(TransferFailure) {
    let this = Unmanaged.passUnretained(self).toOpaque()
    for option in [CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_DEBUGDATA, CURLOPT_XFERINFODATA] {
      try handle.set { strongroom_curl_set_address($0, option, this) }
    }
    try handle.set { strongroom_curl_set_read($0, Self.read) }
    try handle.set { strongroom_curl_set_header($0, Self.header) }
    // libcurl's own would write to stdout.
    try handle.set { strongroom_curl_set_write($0) { _, size, count, _ in size * count } }
    try handle.set { strongroom_curl_set_debug($0, Self.debug) }
    try handle.set(CURLOPT_VERBOSE, 1)
    try handle.set { strongroom_curl_set_progress($0, Self.progress) }
    try handle.set(CURLOPT_NOPROGRESS, 0)
  }

  private static func object(_ pointer: UnsafeMutableRawPointer) -> TransferCallbacks {
    Unmanaged<TransferCallbacks>.fromOpaque(pointer).takeUnretainedValue()
  }

  private static let read: curl_read_callback = { buffer, size, count, pointer in
    guard let buffer, let pointer else { return Int(CURL_READFUNC_ABORT) }
    let this = object(pointer)
    let part = this.content[this.position...].prefix(size * count)
    UnsafeMutableRawBufferPointer(start: buffer, count: size * count).copyBytes(from: part)
    this.position = part.endIndex
    return part.count
  }

  private static let header: curl_write_callback = { buffer, size, count, pointer in
    guard let buffer, let pointer else { return 0 }
    let this = object(pointer)
    let goesOn = this.observer.received(UnsafeRawBufferPointer(start: buffer, count: size * count))
    // libcurl reads on while there is something to read, without a look at its limits.
    return goesOn && !this.isStopped() ? size * count : 0
  }

  private static let debug: curl_debug_callback = { _, kind, buffer, size, pointer in
    if let buffer, let pointer, kind == CURLINFO_HEADER_OUT {
      object(pointer).observer.sent(UnsafeRawBufferPointer(start: buffer, count: size))
    }
    return 0
  }

  private static let progress: curl_xferinfo_callback = { pointer, _, _, _, _ in
    guard let pointer else { return 1 }
    return object(pointer).isStopped() ? 1 : 0
  }
}
