import Glibc

/// Watches a process end, and leaves it to be reaped by someone else.
struct ExitWatch {
  /// The id of the process, a child of this one that has not been reaped.
  let id: pid_t
  /// Becomes readable when the process ends; -1 where the system had none to give.
  let descriptor: Int32

  /// How the process has ended; nil while it runs.
  var cause: ProcessExit.Cause? {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) != 0 {
      guard errno == EINTR else { return .unknown }
    }
    let status = Int(information._sifields._sigchld.si_status)
    return switch information.si_code {
    case 0: nil
    case Int32(CLD_EXITED): .exited(status: status)
    default: .killed(signal: status)
    }
  }
}
