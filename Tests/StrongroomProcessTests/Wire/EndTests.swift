import BuiltPrograms
import Foundation
import GRDB
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  struct EndTests {
    @Test("requests before the end of input are answered, and the process exits with 0")
    func endOfInput() throws {
      let session = try Sandbox().serve()
      let ids = try (0..<20).map {
        try session.request(
          $0 % 2 == 0 ? "ping" : "listBackups", auth: $0 % 2 == 0 ? nil : Session.admin)
      }
      session.child.closeInput()
      let replies = try session.rest()
      #expect(Set(replies.compactMap { $0["id"] }) == Set(ids))
      #expect(replies.allSatisfy { $0["result"] != nil })
      #expect(try session.child.wait() == .exit(0))
    }

    @Test("an end before anything was said is an end")
    func silence() throws {
      #expect(try Sandbox().serve().end() == .exit(0))
    }

    @Test("a database that is not there is named in the log at the start")
    func missingDatabase() throws {
      let sandbox = try Sandbox(nil)
      let session = try sandbox.serve()
      _ = try session.call("ping", auth: nil)
      #expect(session.child.errors.contains("There is no database at"))
      #expect(session.child.errors.contains(sandbox.database))
      #expect(try session.end() == .exit(0))
    }

    enum Ending: CaseIterable {
      case terminate, interrupt, hangUp, exit
    }

    @Test(
      "whatever ends the process cancels a backup that runs, cleanly", arguments: Ending.allCases)
    func cancels(ending: Ending) throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      let id = try session.request("createBackup")
      _ = try session.runningEntry()
      switch ending {
      case .terminate: session.child.send(signal: SIGTERM)
      case .interrupt: session.child.send(signal: SIGINT)
      case .hangUp: session.child.send(signal: SIGHUP)
      case .exit:
        _ = try session.call("shutdown", auth: nil)
        try session.notify("exit")
      }
      let replies = try session.rest().filter { $0["id"] != nil }
      #expect(replies.map { $0["id"] } == [id])
      #expect(replies.first?["error"]?["code"] == -32800)
      #expect(try session.child.wait() == .exit(0))
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
      #expect(try sandbox.list().map { $0["status"] } == ["cancelled"])
      #expect(try sandbox.run("create").end == .exit(0))
    }

    @Test("a backup that was asked for before the end of input is finished")
    func finishes() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      let id = try session.request("createBackup")
      _ = try session.runningEntry()
      session.child.closeInput()
      // Longer than what is short, as the service has it.
      usleep(800_000)
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let replies = try session.rest().filter { $0["id"] != nil }
      #expect(replies.map { $0["id"] } == [id])
      #expect(replies.first?["result"]?["backup"]?["status"] == "completed")
      #expect(try session.child.wait() == .exit(0))
    }

    @Test("after shutdown the end of input cancels a backup that runs")
    func shutdownAndEnd() throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      let id = try session.request("createBackup")
      _ = try session.runningEntry()
      _ = try session.call("shutdown", auth: nil)
      session.child.closeInput()
      let replies = try session.rest().filter { $0["id"] == id }
      #expect(replies.first?["error"]?["code"] == -32800)
      #expect(try session.child.wait() == .exit(0))
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
    }

    @Test("a signal that comes before the service is ready ends it with 0")
    func earlySignal() throws {
      for signal in [SIGTERM, SIGINT, SIGHUP] {
        let session = try Sandbox().serve()
        let status = "/proc/\(session.child.id)/status"
        // The first thing that the program does is to take the signals.
        var isHeld = false
        for _ in 0..<20_000 where !isHeld {
          let text = (try? String(contentsOfFile: status, encoding: .utf8)) ?? ""
          let masks = text.split(separator: "\n").filter {
            $0.hasPrefix("SigCgt:") || $0.hasPrefix("SigIgn:")
          }
          isHeld = masks.contains { line in
            let mask = UInt64(line.dropFirst(7).drop(while: \.isWhitespace), radix: 16) ?? 0
            return mask & 1 << UInt64(signal - 1) != 0
          }
          if !isHeld { usleep(100) }
        }
        #expect(isHeld)
        session.child.send(signal: signal)
        #expect(try session.child.wait() == .exit(0))
      }
    }

    @Test("a restore that is being written when the process is asked to end is whole or not at all")
    func swap() throws {
      let sandbox = try Sandbox(.large)
      let whole = try DatabaseContent(path: sandbox.database)
      let session = try sandbox.serve()
      let backup = try session.result(of: "createBackup", ["verify": false])["backup"]?["id"]
      try sandbox.damage()
      let damaged = try DatabaseContent(path: sandbox.database)
      let preview = try session.result(of: "previewRestore", ["id": backup ?? .null])
      let id = try session.request(
        "restoreBackup",
        ["id": backup ?? .null, "confirmationToken": preview["confirmationToken"] ?? .null],
        token: "t")
      try session.progress(of: "t", phase: "restore")
      session.child.send(signal: SIGTERM)
      let reply = try session.reply(to: id)
      #expect(try session.child.wait() == .exit(0))
      let isRestored = reply["result"] != nil
      #expect(isRestored || reply["error"]?["code"] == -32800, "\(reply.text)")
      #expect(try DatabaseContent(path: sandbox.database) == (isRestored ? whole : damaged))
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
    }

    @Test("a closed stdout ends the process without a signal", arguments: [false, true])
    func closedOutput(isBusy: Bool) throws {
      let sandbox = try Sandbox(.journalled)
      let session = try sandbox.serve()
      let application = try sandbox.lockOut()
      if isBusy {
        try session.request("createBackup")
        _ = try session.runningEntry()
      } else {
        _ = try session.call("ping", auth: nil)
      }
      session.child.closeOutput()
      #expect(try session.child.wait() == .exit(0))
      try application.inDatabase { try $0.execute(sql: "COMMIT") }
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
    }

    @Test("after shutdown requests are refused, and exit ends the process with 0")
    func shutdown() throws {
      let session = try Sandbox().serve()
      #expect(try session.call("shutdown", auth: nil)["result"] == .null)
      #expect(try session.call("ping", auth: nil).errorKind == "invalidRequest")
      try session.notify("exit")
      #expect(try session.rest().isEmpty)
      #expect(try session.child.wait() == .exit(0))
    }

    @Test("exit without shutdown exits with 1, as in the Language Server Protocol")
    func abruptExit() throws {
      let session = try Sandbox().serve()
      #expect(try session.call("ping", auth: nil)["result"] == [:])
      try session.notify("exit")
      #expect(try session.rest().isEmpty)
      #expect(try session.child.wait() == .exit(1))
    }

    @Test("the process ends when its parent is gone, though its input stays open")
    func deadParent() throws {
      let sandbox = try Sandbox()
      let shell = try ChildProcess(
        [
          "sh", "-c", #"exec 3<&0; "$@" <&3 3<&- & echo $! >&2; exec 3<&-; wait"#, "sh",
          Program.strongroom, "serve", "--database", sandbox.database,
        ], errorPath: sandbox.folder + "/stderr")
      let session = Session(shell)
      #expect(try session.call("ping", auth: nil)["result"] == [:])
      shell.send(signal: SIGKILL)
      #expect(try shell.wait() == .signal(SIGKILL))
      // The end of its output is the end of the orphan.
      #expect(try session.rest().isEmpty)
    }
  }
}
