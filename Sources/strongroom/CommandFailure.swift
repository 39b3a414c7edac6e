import ArgumentParser
import BackupProtocol
import BackupService
import ServiceConfiguration

/// A failure on its way to the terminal, with the exit code that stands for it.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
  let exitCode: Int32
  let error: ContractError

  init(_ error: ContractError) {
    let error = error.atTerminal
    self.error = error
    description = error.data.hint.map { "\(error.message) \($0)" } ?? error.message
    exitCode = Self.exitCode(for: error.kind)
  }

  init(configuration error: ConfigurationError) {
    self.init(
      ContractError(
        error.message,
        ErrorData(kind: .notConfigured, hint: error.hint, setting: error.path)))
  }

  /// That of what is not as it was written.
  static let damaged: Int32 = 65

  /// The numbers of sysexits.h where one fits.
  private static func exitCode(for kind: ErrorKind) -> Int32 {
    switch kind {
    case .notFound: 3
    case .invalidParams: 64
    case .backupCorrupt, .incompatible: damaged
    case .databaseUnavailable: 66
    case .mailUnavailable: 69
    case .storageUnavailable, .storageFull: 73
    case .busy: 75
    case .permissionDenied, .unauthenticated: 77
    case .notConfigured: 78
    case .cancelled: 130
    default: 1
    }
  }

  /// Says what failed and ends with the exit code.
  func report(json: Bool) -> ExitCode {
    if json {
      try? Terminal.printJSON(ErrorDocument(error: .init(self)))
    } else {
      Terminal.complain("strongroom: \(description)")
      for line in details { Terminal.complain("  " + line) }
    }
    return ExitCode(exitCode)
  }

  private var details: [String] {
    // What a parameter must be is a part of its sentence.
    let isToldAlready = error.kind == .invalidParams && error.data.reason == nil
    return [
      isToldAlready ? nil : error.data.expected.map { "expected: \($0)" },
      isToldAlready ? nil : error.data.found.map { "found: \($0)" },
      error.data.line.map { "line: \($0)" },
      error.data.columns.map { "columns: \($0.joined(separator: ", "))" },
      error.data.allowed.map { "allowed: \($0.joined(separator: ", "))" },
      error.data.holder.map { "held by: \($0)" },
      error.data.serverReply.map { "the mail server said: \($0)" },
    ].compactMap { $0 }
  }
}

/// A failure as scripts read it, the same as in a JSON-RPC reply.
private struct ErrorDocument: Encodable {
  struct Body: Encodable {
    let code: Int
    let message: String
    let data: ErrorData

    init(_ failure: CommandFailure) {
      code = failure.error.kind.code
      message = failure.error.message
      data = failure.error.data
    }
  }

  let error: Body
}

/// A command whose failures are told in one way.
protocol ReportingCommand: AsyncParsableCommand {
  var output: OutputOptions { get }
  func perform() async throws
}

extension ReportingCommand {
  func run() async throws {
    do {
      try await perform()
    } catch let failure as CommandFailure {
      throw failure.report(json: output.json)
    } catch let error as ContractError {
      throw CommandFailure(error).report(json: output.json)
    }
  }
}
