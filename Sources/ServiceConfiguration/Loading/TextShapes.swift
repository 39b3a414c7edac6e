/// What texts look like. By hand, since regular expressions took milliseconds of every start.
extension StringProtocol {
  /// Not empty, and without control characters. By scalar: a CR LF is one character.
  var isLine: Bool {
    !isEmpty && unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }

  /// Letters, digits, and within the text `.`, `_` and `-`.
  func isLabel(lengths: ClosedRange<Int>) -> Bool {
    lengths.contains(utf8.count) && utf8.first.map(isAlphanumeric) == true
      && consists(of: "._-")
  }

  var isHTTPURL: Bool {
    guard let rest = after("http://") ?? after("https://"), !rest.contains(" ") else {
      return false
    }
    let authority = rest.prefix { !"/?#".contains($0) }
    return !authority.isEmpty && !authority.contains("@")
  }

  var isSMTPURL: Bool {
    guard let rest = after("smtp://") ?? after("smtps://") else { return false }
    let hostAndPort = rest.hasSuffix("/") ? rest.dropLast() : rest
    if hostAndPort.hasPrefix("["), let end = hostAndPort.firstIndex(of: "]") {
      let address = hostAndPort[..<end].dropFirst()
      return !address.isEmpty && address.allSatisfy { "0123456789ABCDEFabcdef:.".contains($0) }
        && hostAndPort[hostAndPort.index(after: end)...].isPortPart
    }
    let host = hostAndPort.prefix { $0 != ":" }
    return !host.isEmpty && !host.contains { " /?#@[]".contains($0) }
      && hostAndPort[host.endIndex...].isPortPart
  }

  /// Empty, or a colon and one to five digits.
  private var isPortPart: Bool {
    isEmpty || first == ":" && (2...6).contains(utf8.count) && dropFirst().utf8.allSatisfy(isDigit)
  }

  var isAddress: Bool {
    let halves = split(separator: "@", omittingEmptySubsequences: false)
    return halves.count == 2
      && halves.allSatisfy { half in !half.isEmpty && !half.contains { " <>,;:\"".contains($0) } }
  }

  /// `a@b`, `<a@b>` or `Name <a@b>`.
  var isMailbox: Bool {
    guard hasSuffix(">"), let start = firstIndex(of: "<") else { return isAddress }
    let name = self[..<start]
    return (name.isEmpty || name.hasSuffix(" ")) && !name.contains(">")
      && self[index(after: start)...].dropLast().isAddress
  }

  var isTimeOfDay: Bool {
    let digits = utf8.filter(isDigit)
    guard utf8.count == 5, digits.count == 4, Array(utf8)[2] == UInt8(ascii: ":") else {
      return false
    }
    return prefix(2) < "24" && suffix(2) < "60"
  }

  var isCrontabLine: Bool {
    let fields = split(separator: " ")
    return fields.count == 5 && first != " " && last != " "
      && fields.allSatisfy { $0.consists(of: "*/,-") }
  }

  var isTimeZoneName: Bool {
    split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.consists(of: "_+-") }
  }

  /// ISO 8601: `P`, years, months, weeks, days; then after a `T` hours, minutes, seconds; whole ones.
  var isDuration: Bool {
    guard let rest = after("P") else { return false }
    let halves = rest.split(separator: "T", omittingEmptySubsequences: false)
    guard let date = halves.first, halves.count <= 2, !rest.isEmpty else { return false }
    let time = halves.dropFirst().first
    return date.isSequence(ofUnits: "YMWD") && time.map { $0.isSequence(ofUnits: "HMS") } != false
      && time?.isEmpty != true
  }

  /// Numbers, each with its unit after it, every unit at most once and in order.
  private func isSequence(ofUnits units: String) -> Bool {
    var left = units[...]
    var rest = Substring(self)
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(number.count)
      guard !number.isEmpty, let unit = rest.popFirst(), let place = left.firstIndex(of: unit)
      else { return false }
      left = left[left.index(after: place)...]
    }
    return true
  }

  /// `age1` and the letters of Bech32, of the length of an X25519 key. The checksum is not looked at.
  var isAgeRecipient: Bool {
    guard let rest = after("age1") else { return false }
    return rest.utf8.count == 58
      && rest.utf8.allSatisfy { "qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8.contains($0) }
  }

  private func after(_ start: String) -> SubSequence? {
    hasPrefix(start) ? dropFirst(start.count) : nil
  }

  /// Whether there are only letters, digits and these, all of ASCII.
  private func consists(of others: String) -> Bool {
    utf8.allSatisfy { isAlphanumeric($0) || others.utf8.contains($0) }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}
