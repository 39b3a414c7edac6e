/// Whether bytes are UTF-8 as RFC 3629 has it: nothing overlong, no surrogates.
enum UTF8Check {
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)
      return true
    } catch {
      return false
    }
  }
}
