#if canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#endif

/// Gives `posix_spawn` the attributes of a program that starts as from a fresh shell: no signal is
/// blocked or ignored, and it has a process group of its own.
///
/// Threads of ``startThread(_:)`` block all signals. A program and what it starts would inherit that.
package func withFreshSpawnAttributes<Result, Failure: Error>(
  _ body: (UnsafePointer<posix_spawnattr_t>) throws(Failure) -> Result
) throws(Failure) -> Result {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(
    &attributes,
    Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
  return try body(&attributes)
}
