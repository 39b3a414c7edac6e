import Glibc

/// The file that takes the output of a command, in the scratch folder.
///
/// It is no pipe: what a command leaves running in the background may write on for ever. A pipe that
/// nobody reads would hold that up, and a closed one would end it.
struct HookOutput {
  let descriptor: CInt

  /// How much of the end is read.
  private static let byteLimit = 4096
  private static let lineLimit = 40

  /// - Returns: nil where no file can be made.
  init?(in folder: String) {
    descriptor = open(
      folder + "/output", O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
  }

  func close() { Glibc.close(descriptor) }

  /// The last lines, without control characters, passwords and the like.
  func lastLines() -> [String] {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_size > 0 else { return [] }
    let size = Int(facts.st_size)
    var bytes = [UInt8](repeating: 0, count: min(size, Self.byteLimit))
    let count = bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, off_t(size - $0.count))
    }
    guard count > 0 else { return [] }
    var lines = String(decoding: bytes[..<count], as: UTF8.self)
      .split(whereSeparator: \.isNewline)
    // The first one may have lost its beginning, and with it what says that it is a secret.
    if size > count, lines.count > 1 { lines.removeFirst() }
    return lines.suffix(Self.lineLimit).map { Self.cleaned(String($0)) }
  }

  private static func cleaned(_ line: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      let isPlain: Bool =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: scalar == "\t"
        default: true
        }
      text.append(isPlain ? scalar : "\u{FFFD}")
    }
    return withoutSecrets(String(text))
  }

  /// Hides passwords in URLs, and values after names such as `password` or `token`.
  private static func withoutSecrets(_ line: String) -> String {
    line
      .replacing(/(:\/\/[^\s:@\/]*:)[^\s@\/]+@/) { "\($0.output.1)***@" }
      .replacing(
        /(?i)([a-z0-9_-]*(?:password|passwd|secret|token|api[_-]?key)["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|\S+)/
      ) { "\($0.output.1)***" }
      .replacing(/(?i)(\b(?:bearer|basic)\s+)\S+/) { "\($0.output.1)***" }
  }
}
