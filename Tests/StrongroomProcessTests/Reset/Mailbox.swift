import JSONCoding
import MailServers

/// Where the codes of a sandbox go to: a real SMTP server on this machine.
struct Mailbox {
  let server: ScriptedServer

  init() throws { server = try ScriptedServer() }

  /// What makes the service send its mails there.
  var environment: [String: String] {
    [
      "STRONGROOM_SMTP_URL": "smtp://127.0.0.1:\(server.port)",
      "STRONGROOM_SMTP_FROM": "Shop <no-reply@example.com>", "STRONGROOM_NAME": "shop",
    ]
  }

  /// The digits of the newest mail, as a person would read them.
  func code() throws -> String {
    guard let message = try server.messages().last else { throw ProcessFailure("no mail") }
    return try Self.code(in: message)
  }

  static func code(in message: DeliveredMessage) throws -> String {
    let text = try message.parsed().text ?? ""
    guard let code = text.firstMatch(of: /\b\d{8}\b/) else {
      throw ProcessFailure("no code in: \(text)")
    }
    return String(code.output)
  }

  static let superAdmin: JSONValue = [
    "actor": [
      "id": "user-1", "role": "SUPER_ADMIN", "name": "Ayesha Khan", "email": "ayesha@example.com",
    ]
  ]
}

extension Session {
  /// A request by the one who may reset, that has to succeed.
  func reset(_ method: String, _ params: JSONObject = [:]) throws -> JSONValue {
    let reply = try call(method, params, auth: Mailbox.superAdmin)
    guard let result = reply["result"] else { throw ProcessFailure("\(method): \(reply.text)") }
    return result
  }

  /// A token by the whole way.
  func resetToken(_ mailbox: Mailbox) throws -> JSONValue {
    let challenge = try reset("requestResetOtp")
    let allowed = try reset(
      "verifyResetOtp",
      ["challengeId": challenge["challengeId"] ?? .null, "code": .string(try mailbox.code())])
    return allowed["resetToken"] ?? .null
  }
}
