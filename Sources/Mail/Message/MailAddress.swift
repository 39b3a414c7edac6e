/// A mailbox, with the name that people see before it.
///
/// The address is a dot-atom and a domain
/// ([RFC 5322](https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1)), of any letters
/// ([RFC 6531](https://www.rfc-editor.org/rfc/rfc6531#section-3.3)). Quoted local parts and address
/// literals are not taken.
package struct MailAddress: Sendable, Hashable {
  package let name: String?
  package let address: String

  /// Reads `a@b`, `<a@b>`, `Name <a@b>` or `"Name, Quoted" <a@b>`.
  ///
  /// Nil for all else: several addresses, control characters and line breaks included.
  package init?(_ text: String) {
    let text = text.trimmingSpaces
    guard text.last == ">" else {
      self.init(name: nil, address: String(text))
      return
    }
    guard let start = text.lastIndex(of: "<") else { return nil }
    let address = text[text.index(after: start)...].dropLast()
    let phrase = text[..<start].trimmingSpaces
    guard let name = phrase.first == "\"" ? Self.unquoted(phrase) : Self.plain(phrase) else {
      return nil
    }
    self.init(name: name, address: String(address))
  }

  /// Nil where the address is none, or where either has control characters. A name of spaces alone
  /// is no name.
  package init?(name: String?, address: String) {
    let name = name.map { String($0.trimmingSpaces) }
    guard Self.isAddress(address), name?.unicodeScalars.contains(where: \.isControl) != true else {
      return nil
    }
    self.name = name?.isEmpty == true ? nil : name
    self.address = address
  }

  package var domain: Substring { address[address.index(after: separator)...] }

  /// The address for people who need not know all of it: the first letter and the domain.
  package var masked: String { "\(address.prefix(1))•••@\(domain)" }

  var isASCII: Bool { address.utf8.allSatisfy { $0 < 0x80 } }

  private var separator: String.Index { address.lastIndex(of: "@") ?? address.startIndex }

  /// A phrase that is not in quotes, as people write it: with dots and brackets, which by the letter
  /// of RFC 5322 would need quotes, but not with what separates several addresses.
  private static func plain(_ phrase: Substring) -> String? {
    phrase.contains { "<>,;:@\"\\".contains($0) } ? nil : String(phrase)
  }

  private static func unquoted(_ phrase: Substring) -> String? {
    guard phrase.count >= 2, phrase.last == "\"" else { return nil }
    var name = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in phrase.dropFirst().dropLast().unicodeScalars {
      if isEscaped || scalar != "\\" && scalar != "\"" {
        name.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        return nil
      }
    }
    return isEscaped ? nil : String(name)
  }

  /// The lengths are those of [RFC 5321](https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1).
  private static func isAddress(_ text: String) -> Bool {
    let halves = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0].count >= 1, text.utf8.count <= 254,
      String(halves[0]).utf8.count <= 64
    else { return false }
    let atoms = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtomText) }
      && labels.allSatisfy { label in
        !label.isEmpty && String(label).utf8.count <= 63 && label.first != "-" && label.last != "-"
          && label.allSatisfy(\.isLabelText)
      }
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: SubSequence {
    guard let start = firstIndex(where: { $0 != " " }),
      let end = lastIndex(where: { $0 != " " })
    else { return self[startIndex..<startIndex] }
    return self[start...end]
  }
}
