import CCurl

/// A handle of libcurl, and what has to live as long.
final class CurlHandle {
  private let handle: UnsafeMutableRawPointer
  private let errorText = UnsafeMutableBufferPointer<CChar>.allocate(
    capacity: Int(CURL_ERROR_SIZE))
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private var callbacks: TransferCallbacks?

  init() throws(TransferFailure) {
    errorText.initialize(repeating: 0)
    guard let handle = strongroom_curl_new() else {
      errorText.deallocate()
      throw TransferFailure(.unavailable, "no memory for a transfer")
    }
    self.handle = handle
    try check(
      strongroom_curl_set_address(handle, CURLOPT_ERRORBUFFER, errorText.baseAddress))
  }

  deinit {
    strongroom_curl_free(handle)
    for list in lists { strongroom_curl_free_list(list) }
    errorText.deallocate()
  }

  func attach(_ callbacks: TransferCallbacks) throws(TransferFailure) {
    self.callbacks = callbacks
    try callbacks.attach(to: self)
  }

  func perform() throws(TransferFailure) {
    try check(strongroom_curl_perform(handle))
  }

  func set(_ option: CURLoption, _ value: Int) throws(TransferFailure) {
    try check(strongroom_curl_set_number(handle, option, value))
  }

  func set(_ option: CURLoption, size: Int) throws(TransferFailure) {
    try check(strongroom_curl_set_size(handle, option, curl_off_t(size)))
  }

  func set(_ option: CURLoption, _ text: some Collection<UInt8>) throws(TransferFailure) {
    guard !text.contains(0) else {
      throw TransferFailure(.unavailable, "libcurl takes no text with a zero byte in it")
    }
    let text = text.map(CChar.init(bitPattern:)) + [0]
    try check(strongroom_curl_set_text(handle, option, text))
  }

  /// Without the default of libcurl's build.
  func unset(_ option: CURLoption) throws(TransferFailure) {
    try check(strongroom_curl_set_text(handle, option, nil))
  }

  func set(_ option: CURLoption, list texts: [String]) throws(TransferFailure) {
    var list: UnsafeMutablePointer<curl_slist>?
    for text in texts {
      guard let longer = strongroom_curl_append(list, text) else {
        strongroom_curl_free_list(list)
        throw TransferFailure(.unavailable, "no memory for a list")
      }
      list = longer
    }
    if let list { lists.append(list) }
    try check(strongroom_curl_set_list(handle, option, list))
  }

  /// Passes the handle to one of CCurl's functions.
  func set(_ call: (UnsafeMutableRawPointer) -> CURLcode) throws(TransferFailure) {
    try check(call(handle))
  }

  private func check(_ code: CURLcode) throws(TransferFailure) {
    guard code != CURLE_OK else { return }
    let written = errorText.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    let detail =
      written.isEmpty
      ? String(cString: strongroom_curl_text(code)) : String(decoding: written, as: UTF8.self)
    throw TransferFailure(code, detail: detail)
  }
}
