import Synchronization

/// Values that last as long as the connection, one of each type.
package final class ConnectionState: Sendable {
  private let values = Mutex<[ObjectIdentifier: any Sendable]>([:])

  package init() {}

  /// The value of this type that was set last.
  package func value<T: Sendable>(of type: T.Type = T.self) -> T? {
    values.withLock { $0[ObjectIdentifier(type)] as? T }
  }

  /// Sets the value of a type; `nil` removes it.
  package func set<T: Sendable>(_ value: T?, as type: T.Type = T.self) {
    values.withLock { $0[ObjectIdentifier(type)] = value }
  }
}
