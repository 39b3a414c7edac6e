/// What a method needs of the actor that calls it.
package enum Permission: String, Sendable, Hashable, Codable, CaseIterable {
  /// See backups, restores, settings and health.
  case view
  /// Make, change, delete and restore backups, and change settings.
  case edit
  /// Erase the data by a factory reset.
  case reset
}
