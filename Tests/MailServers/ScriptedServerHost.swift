import Foundation
import Synchronization

/// The process that all scripted servers of this one run in, since Python takes its time to start.
final class ScriptedServerHost: Sendable {
  static let shared = Result { try ScriptedServerHost() }

  private let process: Mutex<ServerProcess>

  private init() throws {
    process = Mutex(
      try ServerProcess([
        MailServerTools.python, MailServerTools.script("scripted_server.py"),
      ]))
  }

  /// - Returns: the port.
  func start(_ script: some Encodable) throws -> Int { try ask(script) }

  func stop(_ port: Int) throws { _ = try ask(["stop": port]) }

  private func ask(_ request: some Encodable) throws -> Int {
    let line = try JSONEncoder().encode(request) + [0x0A]
    return try process.withLock { process in
      try process.write(Array(line))
      return try process.read(Reply.self).port
    }
  }

  private struct Reply: Decodable { let port: Int }
}
