import Foundation
import JSONCoding

/// Lines for people and scripts.
enum Terminal {
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal that stdout is; nil where it is none.
  static var width: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  static func print(_ text: String) {
    write(text.printable(keepsLines: true) + "\n", to: STDOUT_FILENO)
  }

  static func complain(_ text: String) {
    write(text.printable(keepsLines: true) + "\n", to: STDERR_FILENO)
  }

  static func printJSON(_ value: some Encodable) throws {
    let text = String(decoding: try JSONValueEncoder().encode(value).serialized, as: UTF8.self)
    write(text.printableJSON + "\n", to: STDOUT_FILENO)
  }

  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// A path as a person means it: from where the person stands.
  static func absolute(_ path: String) -> String {
    path.isEmpty || path.utf8.first == UInt8(ascii: "/")
      ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// Asks a question on stderr, so that stdout stays clean.
  static func ask(_ question: String) -> String { answer(question) ?? "" }

  /// - Returns: nil at the end of the input.
  static func answer(_ question: String) -> String? {
    write(question.printable(keepsLines: true), to: STDERR_FILENO)
    return readLine()
  }
}
