/// Who is told of what happened.
package struct NotificationSettings: Sendable, Hashable {
  /// Mail addresses that failures are reported to.
  package var failureMail: [String] = []
  /// Mail addresses that successes are reported to.
  package var successMail: [String] = []
  /// The URL that events are posted to.
  package var webhook: String?
  /// The URL that is called after each success.
  package var heartbeat: String?

  package init() {}
}

extension NotificationSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case mail, webhook, heartbeat
  }

  private struct Mail: Decodable {
    let failure: [String]?
    let success: [String]?

    private enum CodingKeys: String, CodingKey {
      case failure, success
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      failure = try container.list(.failure, of: .address)
      success = try container.list(.success, of: .address)
    }
  }

  private struct Target: Decodable {
    let url: String

    private enum CodingKeys: String, CodingKey {
      case url
    }

    init(from decoder: any Decoder) throws {
      url = try decoder.container(keyedBy: CodingKeys.self).required(.url, .httpURL)
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let mail: Mail? = try container.object(.mail)
    failureMail = mail?.failure ?? []
    successMail = mail?.success ?? []
    webhook = try container.object(.webhook, as: Target.self)?.url
    heartbeat = try container.object(.heartbeat, as: Target.self)?.url
  }
}
