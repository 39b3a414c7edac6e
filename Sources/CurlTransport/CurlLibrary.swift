import CCurl

/// libcurl itself, loaded at the first transfer.
enum CurlLibrary {
  /// Why libcurl cannot be used; nil where it can. The first to ask loads it, all others wait for that.
  static let failure: String? = strongroom_curl_load().map { String(cString: $0) }
}
