import JWTKit

/// A key that is ready to verify, for one algorithm.
struct VerificationKey: Sendable {
  let algorithm: TokenAlgorithm
  /// Nil where the source gives keys no names; such a key is tried whatever name a token gives.
  let identifier: String?
  /// Holds this key alone, as its default, so that nothing in a token can choose another.
  let verifier: JWTKeyCollection

  init(sharedSecret: [UInt8]) async throws(TokenKeyError) {
    guard !sharedSecret.isEmpty else {
      throw TokenKeyError("The shared secret for tokens is empty. Set one of at least 32 bytes.")
    }
    // HMAC itself pads a short key with zeros (RFC 2104), so this changes no result. JWTKit stops
    // the process in debug builds when the key is shorter than the hash.
    let padding = [UInt8](repeating: 0, count: max(0, 32 - sharedSecret.count))
    self.algorithm = .hs256
    self.identifier = nil
    self.verifier = JWTKeyCollection()
    await verifier.add(hmac: HMACKey(from: sharedSecret + padding), digestAlgorithm: .sha256)
  }

  init(rsa key: Insecure.RSA.PublicKey, identifier: String? = nil) async {
    self.algorithm = .rs256
    self.identifier = identifier
    self.verifier = JWTKeyCollection()
    await verifier.add(rsa: key, digestAlgorithm: .sha256)
  }

  init(p256 key: ES256PublicKey, identifier: String? = nil) async {
    self.algorithm = .es256
    self.identifier = identifier
    self.verifier = JWTKeyCollection()
    await verifier.add(ecdsa: key)
  }

  init(ed25519 key: EdDSA.PublicKey, identifier: String? = nil) async {
    self.algorithm = .edDSA
    self.identifier = identifier
    self.verifier = JWTKeyCollection()
    await verifier.add(eddsa: key)
  }

  /// A key from one PEM block of the kind `PUBLIC KEY` (RFC 7468).
  init(pem: String) async throws(TokenKeyError) {
    guard !pem.contains("PRIVATE KEY-----") else {
      throw TokenKeyError("The public key file holds a private key. Use the public key only.")
    }
    guard !pem.contains("-----BEGIN CERTIFICATE-----") else {
      throw TokenKeyError(
        "The public key file holds a certificate. Extract its key with \"openssl x509 -pubkey\".")
    }
    guard pem.split(separator: "-----BEGIN ").count(where: { $0.contains("-----END ") }) == 1 else {
      throw TokenKeyError(
        "The public key file must hold exactly one PEM block. Put several keys into a key set file."
      )
    }
    if let key = try? ES256PublicKey(pem: pem) {
      await self.init(p256: key)
    } else if let key = try? EdDSA.PublicKey(pem: pem) {
      await self.init(ed25519: key)
    } else {
      do {
        await self.init(rsa: try Insecure.RSA.PublicKey(pem: pem))
      } catch {
        throw TokenKeyError(
          "The public key file holds no usable key. Use RSA "
            + "of at least 2048 bits, P-256 or Ed25519.")
      }
    }
  }
}
