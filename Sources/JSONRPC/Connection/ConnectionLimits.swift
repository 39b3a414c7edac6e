/// What one peer can make the server hold.
package struct ConnectionLimits: Sendable {
  /// The longest message in bytes; a longer one is skipped without being kept.
  package var messageBytes = 8 << 20
  /// How deep JSON may nest.
  package var nestingDepth = 128
  /// How many requests are worked on at once, those among them whose replies are unread. Others wait.
  package var requestsInProgress = 256
  /// How many bytes of requests may wait; another one is refused.
  package var queuedRequestBytes = 64 << 20
  /// How many messages a batch may have.
  package var batchMessages = 1000
  /// How many bytes of notifications may wait for a slow reader before further ones are dropped.
  package var queuedNotificationBytes = 1 << 20

  package init() {}
}
