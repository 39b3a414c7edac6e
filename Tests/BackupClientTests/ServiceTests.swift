import BackupClient
import BackupProtocol
import JSONCoding
import Synchronization
import Testing

extension ClientTests {
  /// With the real program.
  @Suite(.serialized)
  struct ServiceTests {
    @Test(
      "a backup is made, watched, listed, verified and restored", arguments: MessageFraming.allCases
    )
    func mainJob(framing: MessageFraming) async throws {
      let folder = try Folder()
      let client = try folder.client(framing)
      let events = client.events
      let admin = client.acting(as: .admin)
      let call = admin.begin(CreateBackup.self, .init(label: "first"))
      var phases: [String] = []
      var completed = 0
      for await value in call.progress {
        phases.append(value.phase)
        #expect(value.completed >= completed)
        completed = value.completed
      }
      #expect(!phases.isEmpty)
      let backup = try await call.result.backup
      #expect(backup.status == .completed)
      #expect(try await admin.listBackups().backups.map(\.id) == [backup.id])
      #expect(try await admin.getBackup(.init(id: backup.id)).backup == backup)
      #expect(try await admin.verifyBackup(.init(id: backup.id)).report.backupId == backup.id)
      let label = "second"
      #expect(
        try await admin.updateBackup(.init(id: backup.id, label: .set(label))).backup.label
          == label)
      let preview = try await admin.previewRestore(.init(id: backup.id))
      let outcome = try await admin.restoreBackup(
        .init(id: backup.id, confirmationToken: preview.confirmationToken))
      #expect(outcome.restore.status == .completed)
      #expect(try await admin.listRestores().restores.count == 1)
      #expect(try await admin.listActivity().activity.isEmpty == false)
      #expect(try await admin.discover().methods.isEmpty == false)
      _ = try await admin.getStatus()
      let extra = try await admin.createBackup(.init(verify: false)).backup
      #expect(try await admin.deleteBackup(.init(id: extra.id)).deleted)
      #expect(client.server?.serverInfo.name == "strongroom")
      await client.close()
      var names: [String] = []
      for await event in events {
        if case .notification(let notification) = event { names.append(notification.name) }
        if let done = event.decode(BackupCompleted.self), done.backup.type == .manual {
          #expect(done.backup.id == backup.id || done.backup.id == extra.id)
        }
      }
      #expect(names.contains("backup/completed"))
      #expect(names.contains("restore/completed"))
    }

    @Test("an error of the service has its kind, code, message, hint and values")
    func errors() async throws {
      let folder = try Folder()
      let client = try folder.client()
      let nobody = await thrown(ServiceError.self) { try await client.createBackup() }
      #expect(nobody?.known == .unauthenticated)
      #expect(nobody?.code == 1001)
      #expect(nobody?.hint != nil)
      #expect(nobody?.method == "createBackup")
      let denied = await thrown(ServiceError.self) { try await client.createBackup(as: .viewer) }
      #expect(denied?.known == .permissionDenied)
      #expect(denied?.data.permission == "edit")
      let params = Array(#"{"limit":"many"}"#.utf8)
      let invalid = await thrown(ServiceError.self) {
        try await client.callJSON("listBackups", params: params, as: .admin)
      }
      #expect(invalid?.known == .invalidParams)
      #expect(invalid?.data.path == "params.limit")
      let unknown = await thrown(ServiceError.self) { try await client.callJSON("paintHouse") }
      #expect(unknown?.known == .methodNotFound)
      await client.close()
    }

    @Test("the identity is that of the call, else of whom it acts for, else of the options")
    func identity() async throws {
      let folder = try Folder()
      var options = try folder.options()
      options.auth = .viewer
      let client = StrongroomClient(options)
      let admin = client.acting(as: .admin)
      let missing = DeleteBackup.Params(id: "01m83je214rvxz67gr999h7ex4")
      func kind(_ call: () async throws -> DeleteBackup.Result) async -> ErrorKind? {
        await thrown(ServiceError.self, call)?.known
      }
      #expect(await kind { try await client.deleteBackup(missing) } == .permissionDenied)
      #expect(await kind { try await client.deleteBackup(missing, as: .admin) } == .notFound)
      #expect(await kind { try await admin.deleteBackup(missing) } == .notFound)
      #expect(
        await kind { try await admin.deleteBackup(missing, as: .viewer) } == .permissionDenied)
      let own = Array(#"{"id":"x","auth":{"actor":{"id":"2","role":"VIEWER"}}}"#.utf8)
      let said = await thrown(ServiceError.self) {
        try await admin.callJSON("deleteBackup", params: own)
      }
      #expect(said?.known == .permissionDenied)
      _ = try await admin.ping()
      await client.close()
    }

    @Test("many calls at once each keep their own identity and their own answer")
    func many() async throws {
      let folder = try Folder()
      let client = try folder.client()
      try await client.start()
      let errors = await withTaskGroup { group in
        for number in 0..<5000 {
          group.addTask {
            let person = Auth.actor(Actor(id: "\(number)", role: "ROLE \(number)"))
            let error = await thrown(ServiceError.self) {
              try await client.acting(as: person).getStatus()
            }
            return (number, error?.data)
          }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      for number in 0..<5000 {
        #expect(errors[number]?.kind == .permissionDenied)
        #expect(errors[number]?.role == "ROLE \(number)")
      }
      await client.close()
    }

    @Test("a backup that is cancelled at any moment is whole or not there")
    func cancelled() async throws {
      let folder = try Folder()
      let client = try folder.client()
      let admin = client.acting(as: .admin)
      try await client.start()
      var made = 0
      for round in 0..<12 {
        let call = admin.begin(CreateBackup.self, .init(format: .archive))
        try await Task.sleep(for: .milliseconds(round * 3))
        call.cancel()
        do {
          _ = try await call.result
          made += 1
        } catch is CancellationError {
        }
      }
      let completed = try await admin.listBackups(.init(limit: 100)).backups
        .filter { $0.status == .completed }
      #expect(completed.count == made)
      await client.close()
    }

    @Test("calls in flight at the close are done or cancelled, and nothing is left running")
    func closing() async throws {
      let folder = try Folder()
      let options = try folder.options()
      let client = StrongroomClient(options)
      let admin = client.acting(as: .admin)
      try await client.start()
      let calls = (0..<3).map { _ in Task { try await admin.createBackup() } }
      for _ in 0..<10 { await Task.yield() }
      await client.close()
      for call in calls {
        switch await call.result {
        case .success(let done): #expect(done.backup.status == .completed)
        case .failure(let error as ServiceError):
          #expect(error.known == .cancelled || error.known == .busy)
        case .failure(ClientError.closed): break
        case .failure(let error): Issue.record(error)
        }
      }
      let next = StrongroomClient(options).acting(as: .admin)
      let left = try await next.listBackups().backups.filter { $0.status == .running }
      #expect(left.isEmpty)
      await next.close()
    }
  }
}
