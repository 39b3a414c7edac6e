/// One value of a row, exactly as the database has it. Its bytes are valid while its row is current.
package enum StoredValue {
  case null
  case integer(Int64)
  case real(Double)
  /// Text whose bytes are valid UTF-8; it may have NUL characters in it.
  case text(UnsafeRawBufferPointer)
  /// Text that is not valid in the database's encoding: its bytes, in that encoding.
  case malformedText(UnsafeRawBufferPointer)
  case blob(UnsafeRawBufferPointer)
}
