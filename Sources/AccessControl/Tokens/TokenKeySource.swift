/// A configured key, as it was configured. Its description never shows it.
package struct TokenKeySource: Sendable {
  enum Material: Sendable {
    case sharedSecret([UInt8])
    case publicKey(pem: String)
    case keySet(json: String)
  }

  let material: Material

  /// The bytes that issuer and verifier share, for HS256.
  package static func sharedSecret(_ secret: some Sequence<UInt8>) -> Self {
    Self(material: .sharedSecret(Array(secret)))
  }

  /// One public key in a PEM file: RSA for RS256, P-256 for ES256, Ed25519 for EdDSA.
  package static func publicKey(pem: String) -> Self {
    Self(material: .publicKey(pem: pem))
  }

  /// A JSON Web Key Set (RFC 7517). Keys for other uses in it are passed over.
  package static func keySet(json: String) -> Self {
    Self(material: .keySet(json: json))
  }
}

extension TokenKeySource: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String {
    switch material {
    case .sharedSecret: "shared secret (hidden)"
    case .publicKey: "public key"
    case .keySet: "key set"
    }
  }

  package var debugDescription: String { description }

  package var customMirror: Mirror { Mirror(self, children: ["source": description]) }
}

/// A configured key that can't be used. Never holds key material.
package struct TokenKeyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One plain sentence, with the remedy.
  package let message: String

  package var description: String { message }

  init(_ message: String) {
    self.message = message
  }
}
