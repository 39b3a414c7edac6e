public import BackupProtocol
import JSONCoding

extension StrongroomClient {
  /// What happens beside the calls.
  public enum Event: Sendable {
    /// The process has been started, also again after an unexpected end.
    case started(Initialize.Result)
    /// The process has ended.
    case exited(ProcessExit)
    /// The service said something on its own.
    case notification(Notification)

    /// The params of an event of this type; nil for any other.
    ///
    /// ```swift
    /// for await event in client.events {
    ///   if let done = event.decode(BackupCompleted.self) { print(done.backup.fileName) }
    /// }
    /// ```
    public func decode<N: BackupNotification>(_ type: N.Type) -> N.Params? {
      guard case .notification(let notification) = self, notification.name == N.name else {
        return nil
      }
      return try? notification.decode(type)
    }
  }

  /// An event of the service, which may be one that a newer service added.
  public struct Notification: Sendable, Hashable {
    /// Its name, such as `backup/completed`.
    public let name: String
    let params: JSONValue

    /// The params as JSON text.
    public var json: [UInt8] { params.serialized }

    /// The params as this type has them, whatever the name.
    /// - Throws: a ``ClientError/unexpectedResult(_:method:)`` where they are not like that.
    public func decode<N: BackupNotification>(_ type: N.Type) throws(ClientError) -> N.Params {
      do {
        return try JSONValueDecoder().decode(N.Params.self, from: params)
      } catch {
        throw .unexpectedResult("\(error)", method: name)
      }
    }
  }
}
