import Glibc
import Synchronization
import SystemPackage
import Testing

@testable import BackupClient

extension ClientTests {
  @Suite(.serialized)
  struct OutputReaderTests {
    @Test(
      "the end of a process is seen without a descriptor for it",
      arguments: [
        ("echo out; echo err >&2; exit 3", ProcessExit.Cause.exited(status: 3)),
        ("echo out; echo err >&2; kill -9 $$", .killed(signal: 9)),
        ("echo out; echo err >&2; exec >&- 2>&-; sleep 1000", .killed(signal: 9)),
        ("echo out; echo err >&2; exec >&-; sleep 1000", .killed(signal: 9)),
        ("echo out; echo err >&2; exec 2>&-; exit 0", .exited(status: 0)),
      ])
    func noDescriptor(script: String, cause: ProcessExit.Cause) throws {
      let (output, errors) = (try OutputPipe(), try OutputPipe())
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      posix_spawn_file_actions_adddup2(&actions, output.writing.number, 1)
      posix_spawn_file_actions_adddup2(&actions, errors.writing.number, 2)
      defer { posix_spawn_file_actions_destroy(&actions) }
      let words: [String] = ["sh", "-c", script]
      var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
      arguments.append(nil)
      defer { for argument in arguments { free(argument) } }
      var id: pid_t = 0
      let problem = posix_spawn(&id, "/bin/sh", &actions, nil, &arguments, environ)
      try #require(problem == 0)
      for pipe in [output, errors] { close(pipe.writing.handOver().rawValue) }
      let said = Mutex<[String]>(["", ""])
      let child = id
      var reader = OutputReader(
        output: output.reading.number, errors: errors.reading.number,
        exit: ExitWatch(id: id, descriptor: -1), grace: .milliseconds(50),
        onOutput: { bytes in said.withLock { $0[0] += String(decoding: bytes, as: UTF8.self) } },
        onErrors: { bytes in said.withLock { $0[1] += String(decoding: bytes, as: UTF8.self) } },
        onStall: { kill(child, SIGKILL) })
      #expect(reader.run() == cause)
      #expect(said.withLock { $0 } == ["out\n", "err\n"])
      #expect(waitpid(id, nil, 0) == id, "it is left to be reaped")
    }
  }
}
