import BackupProtocol
import Concurrency
import Databases
import Mail
import TestSupport

@testable import BackupService

/// A shop that can be reset, with a mailbox.
struct ResetFixture {
  let service: ServiceFixture
  let mailer = RecordingMailer()

  init(_ service: ServiceFixture? = nil) throws {
    self.service = try service ?? ServiceFixture(.office)
  }

  func operations(
    engine: (any DatabaseEngine)? = nil,
    change: (inout BackupOperations.Parts) -> Void = { _ in }
  ) throws -> BackupOperations {
    service.operations(engine: engine) { parts in
      parts.mail = MailAddress("Shop <shop@example.com>").map {
        MailSetup(mailer: mailer, sender: $0)
      }
      change(&parts)
    }
  }

  /// Past the minute between two codes.
  func wait() { service.clock.advance(milliseconds: 61_000) }

  /// A code of the right length that is not the one of the mail.
  var wrongCode: String { mailer.code == "00000000" ? "00000001" : "00000000" }
}

extension Caller {
  static let superAdmin = Caller(
    ActorSummary(id: "u1", role: "SUPER_ADMIN", name: "Ayesha"), email: "ayesha@example.com")
  static let otherSuperAdmin = Caller(
    ActorSummary(id: "u9", role: "SUPER_ADMIN"), email: "omar@example.com")
}

extension BackupOperations {
  func request(by caller: Caller = .superAdmin) throws -> RequestResetOtp.Result {
    try requestResetOtp(by: caller, control: OperationControl())
  }

  func verify(
    _ challengeID: String, _ code: String?, by caller: Caller = .superAdmin
  ) throws -> VerifyResetOtp.Result {
    try verifyResetOtp(
      VerifyResetOtp.Params(challengeId: challengeID, code: code ?? ""), by: caller,
      control: OperationControl())
  }

  /// A token by the whole way.
  func resetToken(_ mailer: RecordingMailer, by caller: Caller = .superAdmin) throws -> String {
    let challenge = try request(by: caller)
    return try verify(challenge.challengeId, mailer.code, by: caller).resetToken
  }

  func reset(
    _ token: String, confirmation: String = "RESET app", by caller: Caller = .superAdmin
  ) async throws -> FactoryReset.Result {
    try await factoryReset(
      FactoryReset.Params(resetToken: token, confirmation: confirmation), by: caller,
      control: OperationControl())
  }
}
