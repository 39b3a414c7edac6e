/// Bytes that nobody should see. No description, debugger or mirror shows them.
package struct Secret: Sendable, Hashable {
  /// The bytes themselves, for the one who has to use them.
  package let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// The bytes as UTF-8, nil when they are not.
  package var text: String? { String(validating: bytes, as: UTF8.self) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
