/// The mail server that a URL names.
struct SMTPEndpoint {
  /// A name, or an IPv4 or IPv6 address without brackets.
  let host: String
  /// Nil for the scheme's own.
  let port: Int?
  /// Whether TLS is there from the first byte on.
  let isImplicitTLS: Bool

  /// Nil where it isn't `smtp://` or `smtps://`, a host of ASCII letters and maybe a port.
  init?(url: String) {
    let url = url.hasSuffix("/") ? url.dropLast() : url[...]
    guard let start = url.firstIndex(of: ":"), url[start...].hasPrefix("://") else { return nil }
    switch url[..<start].lowercased() {
    case "smtp": isImplicitTLS = false
    case "smtps": isImplicitTLS = true
    default: return nil
    }
    let authority = url[start...].dropFirst(3)
    let portPart: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = String(authority[..<end].dropFirst())
      portPart = authority[end...].dropFirst()
      guard InternetAddress.isIPv6(host) else { return nil }
    } else {
      host = String(authority.prefix { $0 != ":" })
      portPart = authority.dropFirst(host.count)
      guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else { return nil }
    }
    if portPart.isEmpty {
      port = nil
    } else {
      guard portPart.first == ":", let number = UInt16(portPart.dropFirst()), number > 0 else {
        return nil
      }
      port = Int(number)
    }
  }

  var isLoopback: Bool {
    host.lowercased() == "localhost" || InternetAddress.isLoopback(host)
  }

  /// Host and port, as people read them.
  var description: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(host):\($0)" } ?? host
  }

  /// The URL as libcurl takes it, whose path is the name that it gives itself.
  func url(introducedAs name: String) -> String {
    "\(isImplicitTLS ? "smtps" : "smtp")://\(description)/\(name)"
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
