import CCurl

/// A transfer that libcurl did not finish.
package struct TransferFailure: Error, Sendable, Equatable {
  package enum Kind: Sendable, CaseIterable {
    /// No libcurl on this machine, or one that cannot do this.
    case unavailable
    case badURL
    /// The host's name has no address.
    case noSuchHost
    case notConnected
    case timedOut
    /// TLS is required and not offered.
    case notEncrypted
    /// TLS is offered and failed.
    case encryption
    /// The server's certificate is expired, of another host, or of nobody to trust.
    case certificate
    /// The file of certificates to trust cannot be used.
    case certificateFile
    case login
    case connectionLost
    /// The server's reply is a refusal, or not one that libcurl expects.
    case unexpectedReply
    /// The caller or the observer said so.
    case stopped
  }

  package let kind: Kind
  /// libcurl's words for it: a piece of a sentence, with neither secrets nor a full stop.
  package let detail: String

  init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  init(_ code: CURLcode, detail: String) {
    self.init(Self.kind(of: code), detail)
  }

  private static func kind(of code: CURLcode) -> Kind {
    switch code {
    case CURLE_URL_MALFORMAT: .badURL
    case CURLE_COULDNT_RESOLVE_HOST: .noSuchHost
    case CURLE_COULDNT_CONNECT: .notConnected
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_USE_SSL_FAILED: .notEncrypted
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_SHUTDOWN_FAILED:
      .encryption
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      .certificate
    case CURLE_SSL_CACERT_BADFILE: .certificateFile
    case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: .login
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: .connectionLost
    case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED: .unexpectedReply
    case CURLE_ABORTED_BY_CALLBACK, CURLE_WRITE_ERROR: .stopped
    default: .unavailable
    }
  }
}
