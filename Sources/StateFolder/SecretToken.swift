import Crypto
import Files

/// What a person gets to prove that something was confirmed. Only its hash is kept.
package enum SecretToken {
  /// 256 random bits in hexadecimal.
  package static func make(random: () -> UInt64) -> String {
    (0..<4).map { _ in
      let digits = String(random(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// SHA-256: a token has too many bits to be guessed, so that no key and no salt is needed.
  package static func hash(_ token: String) -> String {
    hexadecimal(SHA256.hash(data: Array(token.utf8)))
  }
}
