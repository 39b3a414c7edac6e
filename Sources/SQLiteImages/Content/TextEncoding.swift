/// How a database stores its text (https://www.sqlite.org/pragma.html#pragma_encoding).
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16le"
  case utf16BigEndian = "UTF-16be"
}
