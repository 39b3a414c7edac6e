import Glibc

/// Whether two buffers of one length have the same bytes.
package func haveSameBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  guard let p = a.baseAddress, let q = b.baseAddress else { return a.count == b.count }
  return memcmp(p, q, a.count) == 0
}
