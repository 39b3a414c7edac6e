import CurlTransport

/// Why a message was not handed over: from what libcurl says, and what the server said.
struct SMTPVerdict {
  let dialogue: SMTPDialogue
  let failure: TransferFailure
  let endpoint: SMTPEndpoint
  let server: SMTPServer
  let recipients: [MailAddress]

  var error: MailError {
    switch dialogue.objection {
    case .noUTF8: noUTF8
    case .noLogin: noLogin
    case .tooMuch: error(.dropped, "\(name) sends more than a mail server would.", Self.portHint)
    case nil:
      // A server may say no and close the connection before libcurl has drawn its conclusion.
      if let code = dialogue.reply.code, code >= 400 {
        refusal(code)
      } else if isUnexpected {
        error(.refused, "\(name) gave an answer that is not SMTP.", Self.portHint)
      } else {
        failedTransfer
      }
    }
  }

  private var name: String { "The mail server \(endpoint.description)" }

  private static let portHint =
    "Check the port in smtp.url: a mail server listens at 587 or 25 for smtp://, at 465 for smtps://."

  /// Whether the reply is neither a refusal nor what has to come at this point.
  private var isUnexpected: Bool {
    guard let code = dialogue.reply.code, code < 400 else { return false }
    return switch dialogue.step {
    case .login: false
    case .data: true
    default: code / 100 != 2
    }
  }

  private func error(_ reason: MailError.Reason, _ message: String, _ hint: String?) -> MailError {
    let reply = dialogue.reply
    // The reply to a step that went well would explain nothing.
    guard reply.code.map({ $0 >= 400 }) ?? true || isUnexpected else {
      return MailError(reason: reason, message: message, hint: hint)
    }
    return MailError(
      reason: reason, message: message, hint: hint,
      serverReply: ReplyText.shown(reply.text, concealment), code: reply.code)
  }

  private var concealment: Concealment {
    Concealment(
      username: server.username.map { Array($0.utf8) } ?? [], password: server.password ?? [],
      sent: dialogue.loginLines, recipients: recipients)
  }
}

// MARK: - What the server said

extension SMTPVerdict {
  private func refusal(_ code: Int) -> MailError {
    guard code >= 500 else {
      return error(
        .transient, "\(name) deferred the message.", "Try again in some minutes.")
    }
    return switch dialogue.step {
    case .login:
      error(
        .authentication, "\(name) does not accept the login.",
        "Check smtp.username and STRONGROOM_SMTP_PASSWORD.")
    case .startTLS: notEncrypted
    case .connection, .hello:
      error(.refused, "\(name) refuses to talk to this machine.", nil)
    case .sender: error(.refused, "\(name) refuses the sender.", "Check smtp.from. \(loginHint)")
    case .recipient:
      error(
        .refused, "\(name) refuses a recipient.", "Check the recipient's address. \(loginHint)")
    case .data, .content:
      error(.refused, "\(name) refuses the message.", "Check smtp.from. \(loginHint)")
    }
  }

  private var loginHint: String {
    server.username == nil
      ? "If the server wants a login, set smtp.username and STRONGROOM_SMTP_PASSWORD."
      : "The server's reply says more."
  }

  private var noUTF8: MailError {
    error(
      .unsupportedAddress,
      "\(name) takes no addresses with letters outside ASCII (it has no SMTPUTF8).",
      "Use addresses of ASCII letters, or a server with SMTPUTF8.")
  }

  private var noLogin: MailError {
    let names = Array(dialogue.mechanisms.joined(separator: ", ").utf8)
    let offered = ReplyText.shown(names, concealment)
    return error(
      .authentication,
      offered.map { "\(name) offers only logins that Strongroom does not support: \($0)." }
        ?? "\(name) offers no login.",
      "Remove smtp.username if the server needs no login. Otherwise use its submission port "
        + "with TLS, where it offers PLAIN, LOGIN or CRAM-MD5.")
  }
}

// MARK: - What libcurl says

extension SMTPVerdict {
  private var failedTransfer: MailError {
    switch failure.kind {
    case .unavailable:
      error(
        .unreachable, "Mail cannot be sent from here: \(detail).",
        "Install libcurl 7.87 or later with SMTP (Debian's libcurl4).")
    case .badURL:
      error(
        .unreachable, "The address of the mail server is invalid: \(detail).", "Check smtp.url.")
    case .noSuchHost:
      error(
        .unreachable, "The name of the mail server, \(endpoint.host), cannot be resolved.",
        "Check the host in smtp.url.")
    case .notConnected:
      error(
        .unreachable, "\(name) cannot be reached.",
        "Check host and port of smtp.url, and that no firewall blocks it.")
    case .timedOut: timedOut
    case .notEncrypted: notEncrypted
    case .encryption:
      error(.encryption, "An encrypted connection to \(host) failed: \(detail).", tlsHint)
    case .certificate:
      error(
        .certificate, "The certificate of \(host) is not trusted: \(detail).",
        "Use the host name of the certificate in smtp.url. If the system does not know "
          + "the issuer, set smtp.caFile to a file with the issuer's certificate." + localHint)
    case .certificateFile:
      error(
        .certificate, "The certificates to trust cannot be read.",
        server.caFile == nil
          ? "Install the system's certificates (Debian's ca-certificates), or set smtp.caFile."
          : "Check that the file that smtp.caFile names has certificates in PEM.")
    case .login where dialogue.loginLines.isEmpty: noLogin
    case .login:
      error(
        .authentication, "The login at \(host) failed.",
        "Check smtp.username and STRONGROOM_SMTP_PASSWORD.")
    case .connectionLost, .unexpectedReply, .stopped:
      error(.dropped, "\(name) closed the connection \(moment).", Self.portHint)
    }
  }

  private var host: String { "the mail server \(endpoint.description)" }

  private var detail: String { ReplyText.cleaned(Array(failure.detail.utf8)) }

  private var timedOut: MailError {
    dialogue.hasHeard
      ? error(.timedOut, "\(name) took too long \(moment).", "Try again; the server may be busy.")
      : error(
        .timedOut, "\(name) does not answer.",
        "\(Self.portHint) A firewall may also block it.")
  }

  private var notEncrypted: MailError {
    error(
      .encryption, "\(name) offers no encryption (STARTTLS).",
      "Use a server or port with TLS, or set smtp.allowInsecure if nobody can read the network traffic."
    )
  }

  private var tlsHint: String {
    let port =
      endpoint.isImplicitTLS
      ? "For a server with STARTTLS, use smtp:// instead of smtps://." : ""
    return "The server must support TLS 1.2. \(port)" + localHint
  }

  private var localHint: String {
    endpoint.isLoopback && !endpoint.isImplicitTLS
      ? " For a server on this machine, smtp.allowInsecure allows connections without TLS." : ""
  }

  private var moment: String {
    switch dialogue.step {
    case .connection: "before its greeting was complete"
    case .hello: "in answer to the greeting"
    case .startTLS: "when TLS was to begin"
    case .login: "in the login"
    case .sender: "at the sender"
    case .recipient: "at a recipient"
    case .data, .content: "before it had taken the message"
    }
  }
}
