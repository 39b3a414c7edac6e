import CurlTransport

/// Follows what client and server say, and breaks it off where libcurl would go on and should not.
///
/// libcurl 7.88 sends a message without a login where the server offers none, and an address of
/// other letters than ASCII's where the server takes none.
final class SMTPDialogue: TransferObserver {
  /// What the client said last, but for its goodbye.
  enum Step {
    case connection, hello, startTLS, login, sender, recipient, data, content
  }

  enum Objection: Equatable {
    case noUTF8
    case noLogin
    case tooMuch
  }

  private(set) var step = Step.connection
  private(set) var reply = SMTPReply()
  private(set) var objection: Objection?
  /// Whether the client has said goodbye.
  private(set) var isOver = false
  /// Whether the server has taken the message.
  private(set) var isDelivered = false
  /// The lines of the login as they were sent.
  private(set) var loginLines: [[UInt8]] = []

  private let needs: SMTPNeeds
  private var isEncrypted: Bool
  private var features = SMTPFeatures()
  private var count = 0

  private static let mostBytes = 1 << 16

  init(needs: SMTPNeeds, isEncrypted: Bool) {
    self.needs = needs
    self.isEncrypted = isEncrypted
  }

  /// The ways to log in that the server offers.
  var mechanisms: [String] { features.mechanisms.sorted() }

  /// Whether the server has said anything.
  var hasHeard: Bool { count > 0 }

  func sent(_ line: UnsafeRawBufferPointer) {
    isOver = isOver || step != .login && line.starts(with: "QUIT".utf8)
    guard !isOver else { return }
    // Who is refused with EHLO tries HELO, and may find the connection closed for that refusal.
    if !line.starts(with: "HELO ".utf8) { reply = SMTPReply() }
    // Nothing of a login has a space or a colon after these letters.
    if line.starts(with: "EHLO ".utf8) || line.starts(with: "HELO ".utf8) {
      step = .hello
      features = SMTPFeatures()
    } else if line.starts(with: "MAIL FROM:".utf8) {
      step = .sender
    } else if line.starts(with: "RCPT TO:".utf8) {
      step = .recipient
    } else if step == .hello, line.starts(with: "STARTTLS".utf8) {
      step = .startTLS
    } else if step == .recipient, line.starts(with: "DATA".utf8) {
      step = .data
    } else if line.starts(with: "AUTH ".utf8) || step == .login {
      step = .login
      loginLines.append(Array(line))
    }
  }

  func received(_ line: UnsafeRawBufferPointer) -> Bool {
    guard !isOver else { return true }
    count += line.count
    guard count <= Self.mostBytes else { return object(.tooMuch) }
    if reply.code != nil { reply = SMTPReply() }
    reply.append(line)
    if step == .hello { features.note(line) }
    return reply.code.map(isAcceptable) ?? true
  }

  private func isAcceptable(_ code: Int) -> Bool {
    let isPositive = code / 100 == 2
    switch step {
    case .hello:
      let turnsToTLS = features.hasStartTLS && needs.encryption != .none && !isEncrypted
      return !isPositive || turnsToTLS || check()
    case .startTLS:
      isEncrypted = code == 220
      return isEncrypted || check()
    case .data:
      if code == 354 { (step, reply) = (.content, SMTPReply()) }
    case .content:
      isDelivered = isDelivered || isPositive
    default: break
    }
    return true
  }

  /// Whether a server that has said all that it can do can do what is needed.
  private func check() -> Bool {
    // libcurl breaks this off by itself, with a reason of its own.
    if needs.encryption == .required, !isEncrypted { return true }
    if let mechanisms = needs.mechanisms, features.mechanisms.isDisjoint(with: mechanisms) {
      return object(.noLogin)
    }
    return !needs.utf8 || features.hasUTF8 || object(.noUTF8)
  }

  private func object(_ objection: Objection) -> Bool {
    self.objection = objection
    return false
  }
}

/// What a transfer cannot do without.
struct SMTPNeeds {
  let encryption: TransferSecurity.Encryption
  let utf8: Bool
  /// The ways to log in, where that is to be done.
  let mechanisms: Set<String>?
}
