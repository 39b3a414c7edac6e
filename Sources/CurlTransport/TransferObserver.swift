/// Sees what is said in a transfer, on the thread that runs it.
package protocol TransferObserver: AnyObject {
  /// A command line went out, credentials included.
  func sent(_ line: UnsafeRawBufferPointer)
  /// A line of a reply came in. Returns whether the transfer is to go on; nothing more is sent where not.
  func received(_ line: UnsafeRawBufferPointer) -> Bool
}
