import Glibc
import Subprocess
import SystemPackage

extension StartFailure {
  init(_ problem: ProgramPath.Problem, program: String) {
    switch problem {
    case .notFound:
      self.init(
        reason: .notFound, message: "There is no program \(program).",
        hint: "Install it, or give its path in the option program.")
    case .notExecutable(let path):
      self = .notExecutable(path)
    }
  }

  init(_ error: SubprocessError, program: String) {
    let system = error.underlyingError.map { SystemFailure(number: $0.rawValue) }
    switch system?.number {
    case ENOEXEC, EACCES, EPERM: self = .notExecutable(program)
    case ENOENT:
      self.init(
        reason: .notFound,
        message: "The program \(program), or a file that it needs, does not exist.",
        hint: "Install it, or give its path in the option program.")
    default: self.init(system, program: program)
    }
  }

  init(_ failure: SystemFailure?, program: String) {
    self.init(
      reason: .refused,
      message: "The system refuses to run \(program): \(failure?.text ?? "no reason given").",
      hint: "See the limits on memory, processes and open files.")
  }

  static func notExecutable(_ path: String) -> StartFailure {
    StartFailure(
      reason: .notExecutable, message: "\(path) is not a program that can be run.",
      hint: "Make it executable, or give the path of another one in the option program.")
  }

  static func exited(_ exit: ProcessExit) -> StartFailure {
    StartFailure(
      reason: .exited, message: "The process ended instead of answering, \(exit)",
      hint: "Correct what it reports, such as the path of the database.", exit: exit)
  }

  static func noReply(within limit: Duration) -> StartFailure {
    StartFailure(
      reason: .noReply, message: "The process did not answer within \(limit).",
      hint: "See whether the program is strongroom, and whether the machine is overloaded.")
  }

  static func notStrongroom(_ problem: String, program: String) -> StartFailure {
    StartFailure(
      reason: .notStrongroom, message: "The program \(program) is not strongroom: \(problem)",
      hint: "Give the path of strongroom in the option program.")
  }

  static func incompatible(_ version: String) -> StartFailure {
    StartFailure(
      reason: .incompatibleVersion,
      message: "The program is strongroom \(version), and this client is made for "
        + "\(ContractVersion.text).",
      hint: "Use a program of the same major version that is at least as new as the client.")
  }
}
