import FoundationEssentials

/// Hides in a server's words what nobody is to read there: a login in any form that it was sent in,
/// and whole addresses of recipients.
struct Concealment {
  /// Hidden where all of it occurs.
  private var wholes: [[UInt8]] = []
  /// Pieces of longer secrets, all of one length. A secret is hidden where so much of it occurs.
  private var pieces: Set<ArraySlice<UInt8>> = []
  /// Too short to be hidden without being given away by it.
  private var short: [[UInt8]] = []
  private let recipients: [MailAddress]

  private static let pieceLength = 8
  private static let dots = Array("•••".utf8)

  /// What is looked for is cleaned like the text it is looked for in.
  ///
  /// - Parameter sent: the lines of the login.
  init(username: [UInt8], password: [UInt8], sent: [[UInt8]], recipients: [MailAddress]) {
    self.recipients = recipients
    for secret in [username, password].map(Self.cleaned) where !secret.isEmpty {
      if secret.count < 4 { short.append(secret) } else { wholes.append(secret) }
    }
    wholes += Self.base64Forms(of: username)
    let lines = sent.compactMap { line -> [UInt8]? in
      // What stands in an AUTH command is its mechanism, and the login only after that.
      let words = line.split { $0 <= 0x20 }
      return words.first.map(Array.init) == Array("AUTH".utf8)
        ? words.dropFirst(2).first.map(Array.init) : words.first.map(Array.init)
    }
    for secret in [password] + Self.base64Forms(of: password) + lines {
      let secret = Self.cleaned(secret)
      guard secret.count > Self.pieceLength else {
        if secret.count >= 4 { wholes.append(secret) }
        continue
      }
      for start in 0...secret.count - Self.pieceLength {
        pieces.insert(secret[start..<start + Self.pieceLength])
      }
    }
  }

  func apply(_ text: [UInt8]) -> [UInt8] {
    let folded = Self.folded(text)
    if short.contains(where: { !Self.places(of: $0, in: folded).isEmpty }) { return Self.dots }
    var isHidden = [Bool](repeating: false, count: text.count)
    for secret in wholes {
      for place in Self.places(of: secret, in: folded) {
        for index in place..<place + secret.count { isHidden[index] = true }
      }
    }
    for place in folded.indices.dropLast(Self.pieceLength - 1) {
      let range = place..<place + Self.pieceLength
      if pieces.contains(folded[range]) { for index in range { isHidden[index] = true } }
    }
    var result: [UInt8] = []
    for index in text.indices {
      if !isHidden[index] {
        result.append(text[index])
      } else if index == 0 || !isHidden[index - 1] {
        result += Self.dots
      }
    }
    return recipients.reduce(result, Self.mask)
  }

  private static func mask(_ text: [UInt8], _ recipient: MailAddress) -> [UInt8] {
    let address = Array(recipient.address.utf8)
    var result: [UInt8] = []
    var done = 0
    for place in places(of: folded(address), in: folded(text)) where place >= done {
      result += text[done..<place] + Array(recipient.masked.utf8)
      done = place + address.count
    }
    return result + text[done...]
  }

  /// What stands for a secret in Base64, wherever it begins in what is encoded.
  private static func base64Forms(of secret: [UInt8]) -> [[UInt8]] {
    guard secret.count >= 4 else {
      return secret.isEmpty ? [] : [folded(Array(Data(secret).base64EncodedString().utf8))]
    }
    return (0..<3).map { offset in
      let encoded = Data([UInt8](repeating: 0, count: offset) + secret).base64EncodedString()
      // The first and the last letter may hold bits of what is beside the secret.
      let whole = (offset + secret.count) * 8 / 6
      return folded(Array(encoded.utf8.prefix(whole).dropFirst((offset * 8 + 5) / 6)))
    }
  }

  private static func cleaned(_ secret: [UInt8]) -> [UInt8] {
    folded(Array(ReplyText.cleaned(secret).utf8))
  }

  /// In small letters, as far as ASCII has them. As long as before.
  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func places(of needle: [UInt8], in text: [UInt8]) -> [Int] {
    guard !needle.isEmpty, text.count >= needle.count else { return [] }
    return (0...text.count - needle.count).filter { text[$0...].starts(with: needle) }
  }
}
