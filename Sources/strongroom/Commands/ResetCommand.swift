import ArgumentParser
import BackupProtocol
import BackupService
import Concurrency
import Glibc

struct ResetCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Delete all data except what is configured to be kept, after several confirmations.",
    discussion: """
      Mails a code to the addresses of reset.recipients or reset.recipientQuery, and asks for it. \
      Shows what would be deleted, and asks for a phrase. Makes a safety backup before it deletes \
      anything. To bring everything back, restore the safety backup.
      """)

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  @Option(name: .customLong("as"), help: "Id of the person, for reset.recipientQuery.")
  var person: String?

  func perform() async throws {
    let context = try CommandContext.open(database, output)
    try Self.requireAnswers()
    let caller = Caller(context.caller.summary, account: person, isAtTerminal: true)
    let challenge = try await context.run { control in
      try await context.operations.requestResetOtp(by: caller, control: control)
    }
    Terminal.complain(
      "A code was sent to \(challenge.sentTo). It is valid until \(Words.time(challenge.expiresAt))."
    )
    let allowed = try await verify(challenge, context, caller)
    Terminal.complain("\n" + Self.words(allowed))
    let outcome = try await reset(allowed, context, caller)
    try context.print(outcome) { Self.words(outcome, context) }
  }

  /// Asks again while the token is not spent.
  private func reset(
    _ allowed: VerifyResetOtp.Result, _ context: CommandContext, _ caller: Caller
  ) async throws -> FactoryReset.Result {
    while true {
      let params = FactoryReset.Params(
        resetToken: allowed.resetToken,
        confirmation: try Self.answer(
          "\nType \(allowed.confirmationPhrase) to delete all this: "))
      do {
        return try await context.run { control in
          try await context.operations.factoryReset(params, by: caller, control: control)
        }
      } catch let failure as CommandFailure {
        guard failure.error.data.reason == "phrase", let left = failure.error.data.attemptsLeft,
          left > 0
        else { throw failure }
        Terminal.complain("\(failure.error.message) \(left) attempts left.")
      }
    }
  }

  /// Asks again while codes are accepted.
  private func verify(
    _ challenge: RequestResetOtp.Result, _ context: CommandContext, _ caller: Caller
  ) async throws -> VerifyResetOtp.Result {
    while true {
      let params = VerifyResetOtp.Params(
        challengeId: challenge.challengeId, code: try Self.answer("Code: "))
      do {
        return try await context.run { control in
          try await context.operations.verifyResetOtp(params, by: caller, control: control)
        }
      } catch let failure as CommandFailure {
        guard failure.error.kind == .otpInvalid, let left = failure.error.data.attemptsLeft,
          left > 0
        else { throw failure }
        Terminal.complain("\(failure.error.message) \(left) attempts left.")
      }
    }
  }

  /// Sends no code where nobody can type it in.
  private static func requireAnswers() throws {
    var input = stat()
    var nowhere = stat()
    let isClosed = fstat(STDIN_FILENO, &input) != 0
    let isNowhere = stat("/dev/null", &nowhere) == 0 && input.st_rdev == nowhere.st_rdev
    guard isClosed || input.st_mode & S_IFMT == S_IFCHR && isNowhere else { return }
    throw CommandFailure(
      ContractError(
        .confirmationInvalid, "A factory reset must be confirmed by a code that is typed in.",
        hint: "Run it at a terminal. No code was sent."))
  }

  /// The end of the input is a no.
  private static func answer(_ question: String) throws -> String {
    guard let answer = Terminal.answer(question) else {
      throw CommandFailure(ContractError(.cancelled, "Nothing was deleted."))
    }
    return answer
  }

  private static func words(_ allowed: VerifyResetOtp.Result) -> String {
    let table = Words.table(
      [["TABLE", "NOW", "DELETED", "KEPT"]]
        + allowed.preview.map { ["\($0.table)", "\($0.rows)", "\($0.deleted)", "\($0.kept)"] })
    return ([table] + allowed.warnings.map { "Note: \($0)" }).joined(separator: "\n")
  }

  private static func words(
    _ outcome: FactoryReset.Result, _ context: CommandContext
  ) -> String {
    var text =
      "\(outcome.reset.deletedRows ?? 0) rows deleted in \(Words.milliseconds(outcome.reset.durationMs))."
    text += "\nSafety backup: \(outcome.safetyBackup.id)"
    text +=
      "\nTo bring everything back: strongroom restore \(outcome.safetyBackup.id)\(context.databaseArguments)"
    for warning in outcome.reset.warnings { text += "\nNote: \(warning)" }
    return text + "\nRestart the application, or have it reopen its database connections."
  }
}
