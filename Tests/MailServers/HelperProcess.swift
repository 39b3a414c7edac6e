import Foundation
import Synchronization

/// A program that answers a line of JSON with a line of JSON. One for all, since Python takes its time
/// to start.
final class HelperProcess: Sendable {
  static let servers = Result {
    try HelperProcess([MailServerTools.python, MailServerTools.script("scripted_server.py")])
  }
  static let parser = Result {
    try HelperProcess(["python3", MailServerTools.script("parse_mail.py")])
  }

  private let process: Mutex<ServerProcess>

  private init(_ arguments: [String]) throws { process = Mutex(try ServerProcess(arguments)) }

  func ask<Answer: Decodable>(_ request: some Encodable, for type: Answer.Type) throws -> Answer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let line = try Array(encoder.encode(request)) + [0x0A]
    let answer = try process.withLock { process in
      try process.write(line)
      return try process.readLine()
    }
    return try JSONDecoder().decode(type, from: Data(answer))
  }
}
