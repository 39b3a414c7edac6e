import BackupProtocol
import Databases
import TestSupport
import Testing

@testable import BackupService
@testable import ForeignFiles
@testable import SQLiteEngine

@Suite("What a process that handles a foreign file sends")
struct ForeignFrameTests {
  private static let frames: [ForeignFrame] = [
    .bytes([1, 2, 3]), .bytes([]),
    .progress(ForeignProgress(phase: .extract, completed: 1, total: 2, unit: .bytes)),
    .outcome(ForeignOutcome(result: .identified(.init(kind: .sql, choice: nil)))),
    .outcome(ForeignOutcome(result: .adapted("/a/image"))),
    .failure(
      ContractError(
        "No.", ErrorData(kind: .incompatible, hint: "Do.", reason: "limit", limit: 3))),
  ]

  private func taken(_ bytes: inout [UInt8]) throws -> [String] {
    var taken: [String] = []
    while let frame = try ForeignFrame(takenFrom: &bytes) { taken.append("\(frame)") }
    return taken
  }

  @Test("comes out as it went in, in whatever pieces it comes")
  func pieces() throws {
    let sent = try Self.frames.flatMap { try $0.encoded() }
    for size in [1, 2, 7, sent.count] {
      var received: [UInt8] = []
      var found: [String] = []
      for start in stride(from: 0, to: sent.count, by: size) {
        received += sent[start..<min(start + size, sent.count)]
        found += try taken(&received)
      }
      #expect(found == Self.frames.map { "\($0)" })
      #expect(received.isEmpty)
    }
  }

  @Test(
    "is refused where it is not understood",
    arguments: [
      [0x78, 0, 0, 0, 0], [0x62, 0, 0, 0, 5], [0x6F, 2, 0, 0, 0, 0x7B, 0x7D],
      [0x70, 1, 0, 0, 0, 0x5B], [0x66, 2, 0, 0, 0, 0x7B, 0x7D], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func refused(bytes: [UInt8]) {
    var bytes = bytes
    let failure = serviceFailure { _ = try ForeignFrame(takenFrom: &bytes) }
    #expect(failure?.kind == .internalError)
  }

  @Test("is one job, whatever it is about")
  func jobs() throws {
    let tasks: [ForeignJob.Task] = [
      .identify(member: "a"), .readManifest(fileName: "a.json.gz"),
      .compare(.init(image: "/a", live: "/b")),
      .adapt(.init(image: "/a", pageSize: 512)),
      .open(
        .init(
          fileName: "a", image: "/a", expecting: nil, isLaidOver: true, depth: .full,
          phase: .verify)),
    ]
    for task in tasks {
      let job = ForeignJob(
        task: task, folder: "/f", databaseName: "n", databasePath: "/p", version: "1",
        limits: ForeignLimits(seconds: 3, bytes: 4), fileBytes: .max)
      #expect("\(try ForeignJob(decoding: job.encoded()))" == "\(job)")
    }
  }

  @Test("has a second more for each MiB of the file")
  func scaled() {
    let limits = ForeignLimits(seconds: 30, bytes: 7)
    #expect(limits.scaled(to: (5 << 20) + 1) == ForeignLimits(seconds: 35, bytes: 7))
    #expect(limits.scaled(to: 100) == limits)
  }
}
