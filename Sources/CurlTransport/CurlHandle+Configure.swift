import CCurl

extension CurlHandle {
  /// Sets all that a transfer asks for, and leaves nothing to the environment.
  func configure(_ transfer: Transfer) throws(TransferFailure) {
    try set(CURLOPT_URL, transfer.url.utf8)
    try set(CURLOPT_PROTOCOLS_STR, transfer.request.schemes.utf8)
    try set(CURLOPT_PROXY, "".utf8)
    try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try set(CURLOPT_NOSIGNAL, 1)
    // So that the connection is closed here and now, under this transfer's limits.
    try set(CURLOPT_FORBID_REUSE, 1)
    try configure(transfer.security)
    try configure(transfer.limits)
    if let login = transfer.login { try configure(login) }
    switch transfer.request {
    case .mail(let sender, let recipients, let content):
      try set(CURLOPT_MAIL_FROM, "<\(sender)>".utf8)
      try set(CURLOPT_MAIL_RCPT, list: recipients.map { "<\($0)>" })
      try set(CURLOPT_UPLOAD, 1)
      try set(CURLOPT_INFILESIZE_LARGE, size: content.count)
    }
  }

  private func configure(_ security: TransferSecurity) throws(TransferFailure) {
    let encryption =
      switch security.encryption {
      case .none: CURLUSESSL_NONE
      case .ifOffered: CURLUSESSL_TRY
      case .required: CURLUSESSL_ALL
      }
    try set(CURLOPT_USE_SSL, Int(encryption.rawValue))
    try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    if let file = security.caFile {
      try set(CURLOPT_CAINFO, file.utf8)
      // The folder of the system's certificates would count besides.
      try unset(CURLOPT_CAPATH)
    }
  }

  private func configure(_ limits: TransferLimits) throws(TransferFailure) {
    try set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
    try set(CURLOPT_TIMEOUT_MS, limits.total.milliseconds)
    try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, (limits.reply.milliseconds + 999) / 1000)
    // A look-up of a name can't be broken off: without this the limits would wait for its end.
    try set(CURLOPT_QUICK_EXIT, 1)
  }

  private func configure(_ login: TransferLogin) throws(TransferFailure) {
    try set(CURLOPT_USERNAME, login.username)
    try set(CURLOPT_PASSWORD, login.password)
    try set(
      CURLOPT_LOGIN_OPTIONS, login.mechanisms.map { "AUTH=\($0)" }.joined(separator: ";").utf8)
  }
}

extension Duration {
  /// At least 1, since libcurl takes 0 for no limit or its own; at most what it takes at all.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(min(seconds, 1_000_000)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
