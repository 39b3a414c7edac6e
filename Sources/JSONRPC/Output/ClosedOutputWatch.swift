#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Waits until the peer has closed the reading side of the output, or the connection ends
/// otherwise. Without it a connection on which nothing is said would not notice.
func watchForClosedOutput(_ output: Int32, end: EndSignal) {
  var requests = [
    pollfd(fd: end.descriptor, events: Int16(POLLIN), revents: 0),
    // An error or a hang-up is reported whether it was asked for or not.
    pollfd(fd: output, events: 0, revents: 0),
  ]
  while end.end == nil {
    let count = poll(&requests, nfds_t(requests.count), -1)
    if count < 0, errno != EINTR { return }
    if count > 0, requests[1].revents != 0 { end.finish(.outputClosed) }
  }
}
