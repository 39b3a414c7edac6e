#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs a function that may block on a thread of its own, which starts at once and ends with it.
///
/// A thread of a shared pool would do for work that never waits. Where two pieces of work wait for
/// each other and the pool has no thread left, both wait until the pool adds one: Dispatch does so
/// after a second, and Swift's own pool never.
///
/// The thread takes no signals except those of its own faults, like the threads of Dispatch.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body))
  var thread = pthread_t()
  // The new thread inherits the mask, so that no signal comes before it could set one.
  var mask = signalsOfOthers()
  var own = sigset_t()
  pthread_sigmask(SIG_SETMASK, &mask, &own)
  let problem = pthread_create(
    &thread, nil,
    { argument in
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  pthread_sigmask(SIG_SETMASK, &own, nil)
  precondition(problem == 0, "no thread could be made: error \(problem)")
  pthread_detach(thread)
}

/// All signals except those that a thread's own fault raises.
private func signalsOfOthers() -> sigset_t {
  var signals = sigset_t()
  sigfillset(&signals)
  for fault in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP] {
    sigdelset(&signals, fault)
  }
  return signals
}
