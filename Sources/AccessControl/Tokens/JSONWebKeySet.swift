import FoundationEssentials
import JWTKit

/// A JSON Web Key Set (RFC 7517, RFC 7518 section 6, RFC 8037), as far as verifying needs it.
struct JSONWebKeySet: Decodable {
  let keys: [JSONWebKey]
}

struct JSONWebKey: Decodable {
  let kty: String
  let alg: String?
  let kid: String?
  let use: String?
  let crv: String?
  let n: String?
  let e: String?
  let x: String?
  let y: String?
  let d: String?
}

extension JSONWebKeySet {
  /// The set's keys for the accepted algorithms, in its order.
  ///
  /// - Throws: ``TokenKeyError`` when the JSON isn't a key set, when a key is private or broken, when two
  ///   have one name, and when no key is for an accepted algorithm.
  static func verificationKeys(json: String) async throws(TokenKeyError) -> [VerificationKey] {
    let set: JSONWebKeySet
    do {
      set = try JSONDecoder().decode(JSONWebKeySet.self, from: Data(json.utf8))
    } catch {
      throw TokenKeyError("The key set file is not a JSON Web Key Set.")
    }
    var keys: [VerificationKey] = []
    for key in set.keys {
      if let key = try await key.verificationKey() { keys.append(key) }
    }
    guard !keys.isEmpty else {
      throw TokenKeyError(
        "The key set file holds no key for RS256, ES256 or EdDSA (RSA, P-256 or Ed25519).")
    }
    let names = keys.compactMap { key in
      key.identifier.map { [key.algorithm.rawValue, $0] }
    }
    guard Set(names).count == names.count else {
      throw TokenKeyError("The key set file gives the same \"kid\" to several keys.")
    }
    return keys
  }
}

extension JSONWebKey {
  /// The key ready for use, or nil when it is for something else.
  fileprivate func verificationKey() async throws(TokenKeyError) -> VerificationKey? {
    guard use == nil || use == "sig" else { return nil }
    do {
      switch (kty, crv, alg) {
      case ("RSA", _, nil), ("RSA", _, "RS256"):
        try refusePrivateHalf()
        let key = try Insecure.RSA.PublicKey(modulus: n ?? "", exponent: e ?? "")
        return await VerificationKey(rsa: key, identifier: kid)
      case ("EC", "P-256", nil), ("EC", "P-256", "ES256"):
        try refusePrivateHalf()
        let key = try ES256PublicKey(parameters: (x: x ?? "", y: y ?? ""))
        return await VerificationKey(p256: key, identifier: kid)
      case ("OKP", "Ed25519", nil), ("OKP", "Ed25519", "EdDSA"):
        try refusePrivateHalf()
        let key = try EdDSA.PublicKey(x: x ?? "", curve: .ed25519)
        return await VerificationKey(ed25519: key, identifier: kid)
      default:
        return nil
      }
    } catch let error as TokenKeyError {
      throw error
    } catch {
      throw TokenKeyError("The key set file holds a broken or too short \(kty) key.")
    }
  }

  private func refusePrivateHalf() throws(TokenKeyError) {
    guard d == nil else {
      throw TokenKeyError("The key set file holds a private key. Use the public key only.")
    }
  }
}
