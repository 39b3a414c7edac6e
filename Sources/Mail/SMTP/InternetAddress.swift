import Glibc

/// Numeric addresses of hosts.
enum InternetAddress {
  static func isIPv6(_ text: String) -> Bool { bytes(of: text, AF_INET6, count: 16) != nil }

  /// 127.0.0.0/8 or ::1.
  static func isLoopback(_ text: String) -> Bool {
    bytes(of: text, AF_INET, count: 4)?.first == 127
      || bytes(of: text, AF_INET6, count: 16) == [UInt8](repeating: 0, count: 15) + [1]
  }

  /// The name of this machine as SMTP can give it: of letters, digits, hyphens and dots.
  static var ownName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    let isKnown = gethostname(&buffer, buffer.count - 1) == 0
    let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    let name = String(decoding: bytes, as: UTF8.self)
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isValid = labels.allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.last != "-"
        && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
    return isKnown && isValid ? name : "localhost"
  }

  private static func bytes(of text: String, _ family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }
}
