/// What a server says that it can do, read as libcurl reads it: in capitals, in lines of their own.
struct SMTPFeatures {
  private(set) var hasStartTLS = false
  /// [RFC 6531](https://www.rfc-editor.org/rfc/rfc6531)
  private(set) var hasUTF8 = false
  private(set) var mechanisms: Set<String> = []

  mutating func note(_ line: UnsafeRawBufferPointer) {
    let feature = line.dropFirst(4)
    if feature.starts(with: "STARTTLS".utf8) {
      hasStartTLS = true
    } else if feature.starts(with: "SMTPUTF8".utf8) {
      hasUTF8 = true
    } else if feature.starts(with: "AUTH ".utf8) {
      let spaces: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
      for name in feature.dropFirst(5).split(whereSeparator: spaces.contains).prefix(20) {
        mechanisms.insert(String(decoding: name.prefix(20), as: UTF8.self))
      }
    }
  }
}
