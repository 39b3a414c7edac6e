import BuiltPrograms
import Foundation
import JSONCoding
import Testing

extension ProcessTests {
  struct DescriptorTests {
    /// Restores, and lets the hook write down what it has open.
    private func descriptorsOfHook(_ session: Session, _ sandbox: Sandbox) throws -> [String] {
      let backup = try session.result(of: "createBackup")["backup"]?["id"] ?? .null
      let preview = try session.result(of: "previewRestore", ["id": backup])
      _ = try session.result(
        of: "restoreBackup",
        ["id": backup, "confirmationToken": preview["confirmationToken"] ?? .null])
      let list = try String(contentsOfFile: sandbox.folder + "/open", encoding: .utf8)
      return list.split(separator: "\n").map(String.init)
    }

    /// Whoever started the tests may have left some open.
    private static func pipesOfThisProcess() -> Set<String> {
      let folder = "/proc/self/fd"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return Set(
        names.compactMap {
          try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + $0)
        })
    }

    /// The shell reads of its signals itself: while it starts a program it blocks them.
    private func hook(_ sandbox: Sandbox) -> String {
      let command = """
        for i in /proc/$$/fd/*; do readlink $i; done > \(sandbox.folder)/open
        while read -r line; do
          case $line in SigIgn*|SigBlk*) echo "$line";; esac
        done < /proc/$$/status > \(sandbox.folder)/signals
        """
      return JSONValue.array(["sh", "-c", .string(command)]).text
    }

    @Test("a hook inherits nothing of ours: no database, no lock, no protocol, no ignored signal")
    func hook() throws {
      let sandbox = try Sandbox()
      let inherited = Self.pipesOfThisProcess()
      let session = try sandbox.serve(
        environment: ["STRONGROOM_HOOKS_AFTERRESTORE": hook(sandbox)])
      let open = try descriptorsOfHook(session, sandbox)
      #expect(!open.isEmpty)
      #expect(open.filter { $0.hasPrefix("pipe:") && !inherited.contains($0) } == [])
      // Its own output goes to a file.
      let ours = open.filter { $0.hasPrefix(sandbox.database) && !$0.hasSuffix("/output") }
      #expect(ours == [])
      let signals = try String(contentsOfFile: sandbox.folder + "/signals", encoding: .utf8)
      for line in signals.split(separator: "\n") {
        let mask = try #require(UInt64(line.suffix(16), radix: 16))
        // Above those are real-time signals, which the C library itself uses.
        #expect(mask & 0x7FFF_FFFF == 0, "\(line)")
      }
      #expect(try session.end() == .exit(0))
    }

    @Test("descriptors that a careless parent leaves open do no harm")
    func inherited() throws {
      let sandbox = try Sandbox()
      let child = try ChildProcess(
        [
          "sh", "-c", #"exec 3</dev/null 4>/dev/null 9>"$0"; exec "$@""#,
          sandbox.folder + "/leaked", Program.strongroom, "serve", "--database", sandbox.database,
        ], errorPath: sandbox.folder + "/stderr")
      let session = Session(child)
      _ = try session.result(of: "createBackup")
      #expect(try session.end() == .exit(0))
      let leaked = try Data(contentsOf: URL(filePath: sandbox.folder + "/leaked"))
      #expect(leaked.isEmpty)
    }

    @Test("a process that is started without stderr works", arguments: ["2>&-", "2>/dev/full"])
    func stderr(redirection: String) throws {
      let sandbox = try Sandbox()
      let child = try ChildProcess(
        [
          "sh", "-c", "exec \"$@\" \(redirection)", "sh", Program.strongroom, "serve",
          "--log-level", "debug", "--database", sandbox.database,
        ], errorPath: sandbox.folder + "/stderr")
      let session = Session(child)
      try session.send(["jsonrpc": "2.0", "id": 7, "result": [:]])
      _ = try session.result(of: "createBackup")
      #expect(try session.end() == .exit(0))
    }
  }
}
