/// A program that ran to its end.
struct FinishedProgram {
  let end: ChildProcess.End
  let output: String
  let errors: String

  /// Runs a program with nothing on its stdin.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    errorPath: String
  ) throws -> FinishedProgram {
    let child = try ChildProcess(arguments, environment: environment, errorPath: errorPath)
    if !input.isEmpty { try child.write(Array(input.utf8)) }
    child.closeInput()
    let output = try child.readToEnd()
    let end = try child.wait()
    return FinishedProgram(
      end: end, output: String(decoding: output, as: UTF8.self), errors: child.errors)
  }
}
