import BackupClient
import BackupProtocol

extension Shop {
  static func listen(to client: StrongroomClient) -> Task<Void, Never> {
    let events = client.events
    return Task {
      for await event in events {
        switch event {
        case .started(let server): print("event: \(server.serverInfo.version) runs")
        case .exited(let exit): print("event: ended \(exit)")
        case .notification(let notification): print("event: \(notification.name)")
        }
        if let done = event.decode(BackupCompleted.self) {
          print("event: made \(done.backup.fileName)")
        }
      }
    }
  }
}
