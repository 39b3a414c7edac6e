import BuiltPrograms
import Foundation
import Glibc
import JSONCoding
import Testing

extension ProcessTests {
  struct TerminalTests {
    /// A command on a pseudo-terminal.
    final class Terminal {
      private let child: ChildProcess
      private let master: Int32
      private(set) var screen = ""

      /// `TIOCGPTN` and `TIOCSPTLCK` of `asm-generic/ioctls.h`, which Swift cannot import.
      private static let numberOfTerminal: UInt = 0x8004_5430
      private static let lockOfTerminal: UInt = 0x4004_5431

      init(_ arguments: [String], _ sandbox: Sandbox, columns: UInt16? = nil) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: CInt = 0
        var isLocked: CInt = 0
        guard ioctl(master, Self.numberOfTerminal, &number) == 0,
          ioctl(master, Self.lockOfTerminal, &isLocked) == 0
        else { throw ProcessFailure("no pseudo-terminal can be made") }
        if let columns {
          var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
          guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else {
            throw ProcessFailure("the pseudo-terminal cannot be resized")
          }
        }
        let path = "/dev/pts/\(number)"
        child = try ChildProcess(
          ["sh", "-c", "exec \"$@\" <\(path) >\(path) 2>\(path)", "sh", Program.strongroom]
            + arguments + ["--database", sandbox.database],
          errorPath: sandbox.folder + "/stderr")
      }

      deinit { close(master) }

      func type(_ text: String) { _ = text.withCString { write(master, $0, strlen($0)) } }

      /// What the terminal sends at Ctrl-C, were it the controlling one.
      func interrupt() { child.send(signal: SIGINT) }

      /// Reads until a text is on the screen, or to the end.
      func read(until text: String? = nil) throws {
        while text.map({ !screen.contains($0) }) ?? true {
          var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
          guard poll(&request, 1, ChildProcess.patience) > 0 else {
            throw ProcessFailure("nothing comes after: \(screen)")
          }
          var buffer = [UInt8](repeating: 0, count: 4096)
          let count = Glibc.read(master, &buffer, buffer.count)
          // Linux says EIO once the last process has left the terminal.
          if count <= 0 { break }
          screen += String(decoding: buffer[..<count], as: UTF8.self)
        }
      }

      func end() throws -> ChildProcess.End {
        try read()
        return try child.wait()
      }
    }

    @Test("the list fits into 80 columns, with ids that commands take")
    func narrowList() throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create", "--label", "a long label, over and over").end == .exit(0))
      #expect(try sandbox.run("create").end == .exit(0))
      let terminal = try Terminal(["list"], sandbox, columns: 80)
      #expect(try terminal.end() == .exit(0))
      let lines = terminal.screen.split(whereSeparator: \.isNewline)
      #expect(lines.count == 3 && lines.allSatisfy { $0.count <= 80 }, "\(terminal.screen)")
      for line in lines.dropFirst() {
        let id = try #require(line.split(separator: " ").first)
        #expect(try sandbox.run("show", String(id)).end == .exit(0))
      }
    }

    @Test("a bar follows a backup on a terminal, and is gone afterwards")
    func progress() throws {
      let sandbox = try Sandbox(.large)
      let terminal = try Terminal(["create"], sandbox)
      #expect(try terminal.end() == .exit(0))
      #expect(terminal.screen.contains("\rcompress"))
      #expect(terminal.screen.contains("░"))
      #expect(terminal.screen.contains("\r\u{1B}[Kbackup-"))
    }

    @Test("no bar is drawn for scripts")
    func quiet() throws {
      let sandbox = try Sandbox()
      let terminal = try Terminal(["create", "--json"], sandbox)
      #expect(try terminal.end() == .exit(0))
      #expect(terminal.screen.hasPrefix("{"))
    }

    @Test(
      "a restore shows what would change, asks, and takes yes alone", arguments: ["yes", "y", ""])
    func confirmation(answer: String) throws {
      let sandbox = try Sandbox()
      let whole = try DatabaseContent(path: sandbox.database)
      #expect(try sandbox.run("create").end == .exit(0))
      try sandbox.damage()
      let damaged = try DatabaseContent(path: sandbox.database)
      let terminal = try Terminal(["restore", "latest"], sandbox)
      try terminal.read(until: "Type yes to restore: ")
      #expect(terminal.screen.contains("A restore would add"))
      terminal.type(answer + "\n")
      let isYes = answer == "yes"
      #expect(try terminal.end() == .exit(isYes ? 0 : 130))
      #expect(terminal.screen.contains(isYes ? "Restored in" : "Nothing was changed."))
      #expect(try DatabaseContent(path: sandbox.database) == (isYes ? whole : damaged))
    }

    @Test(
      "a deletion asks first, and takes a yes alone",
      arguments: ["y", "YES", "n", "", "yes please"])
    func deletion(answer: String) throws {
      let sandbox = try Sandbox()
      for _ in 0..<2 { #expect(try sandbox.run("create").end == .exit(0)) }
      let older = try #require(try sandbox.list().last)
      let id = try #require(older["id"]?.stringValue)
      let name = try #require(older["fileName"]?.stringValue)
      let beginning = String(id.dropLast(2))
      let terminal = try Terminal(["delete", beginning], sandbox)
      try terminal.read(until: "for good? [y/N] ")
      #expect(terminal.screen.contains("Delete \(name) ("))
      terminal.type(answer + "\n")
      let isYes = ["y", "YES"].contains(answer)
      #expect(try terminal.end() == .exit(isYes ? 0 : 130))
      #expect(terminal.screen.contains(isYes ? "Deleted; " : "Nothing was deleted."))
      #expect(try sandbox.files().contains(name) != isYes)
    }

    @Test("a deletion without a terminal takes --yes, and never the word latest")
    func deletionByScript() throws {
      let sandbox = try Sandbox()
      for _ in 0..<2 { #expect(try sandbox.run("create").end == .exit(0)) }
      let id = try #require(try sandbox.list().last?["id"]?.stringValue)
      let unasked = try sandbox.run("delete", id)
      #expect(unasked.end != .exit(0) && unasked.errors.contains("--yes"))
      let latest = try sandbox.run("delete", "latest", "--yes", "--force")
      #expect(latest.end == .exit(64) && latest.errors.contains("needs the id of a backup"))
      #expect(try sandbox.files().count == 2)
      #expect(try sandbox.run("delete", String(id.dropLast(1)), "--yes").end == .exit(0))
      #expect(try sandbox.files().count == 1)
    }

    enum Refusal: CaseIterable {
      case endOfInput, interrupt
    }

    @Test(
      "leaving at the question ends the command, and changes nothing", arguments: Refusal.allCases)
    func left(refusal: Refusal) throws {
      let sandbox = try Sandbox()
      #expect(try sandbox.run("create").end == .exit(0))
      try sandbox.damage()
      let content = try DatabaseContent(path: sandbox.database)
      let terminal = try Terminal(["restore", "latest"], sandbox)
      try terminal.read(until: "Type yes to restore: ")
      switch refusal {
      case .endOfInput:
        terminal.type("\u{4}")
        #expect(try terminal.end() == .exit(130))
      case .interrupt:
        terminal.interrupt()
        #expect(try terminal.end() == .signal(SIGINT))
      }
      #expect(try DatabaseContent(path: sandbox.database) == content)
      let leftovers = try sandbox.leftovers()
      #expect(leftovers == [])
    }
  }
}
