import BackupClient
import BackupProtocol

extension Shop {
  static func showErrors(_ client: StrongroomClient) async {
    do {
      let viewer = Auth.actor(Actor(id: "2", role: "VIEWER"))
      _ = try await client.createBackup(as: viewer)
    } catch let error as ServiceError {
      switch error.known {
      case .permissionDenied: print("refused: it takes \(error.data.permission ?? "more")")
      case .busy: print("later: \(error.data.operation ?? "something") is running")
      default: print("\(error.kind): \(error.message) \(error.hint ?? "")")
      }
    } catch ClientError.startFailed(let failure) {
      print("no service: \(failure.message) \(failure.hint)")
    } catch {
      print("\(error)")
    }
  }

  static func cancel(_ admin: StrongroomClient) async throws {
    let task = Task {
      try await admin.createBackup(options: .timeout(.seconds(600)))
    }
    task.cancel()
    do {
      _ = try await task.value
      print("it was past its point of no return")
    } catch is CancellationError {
      print("cancelled")
    }
  }
}
