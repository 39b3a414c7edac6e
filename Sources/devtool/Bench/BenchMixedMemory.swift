import FoundationEssentials

extension BenchSetting {
  private static let auth = #""auth":{"actor":{"id":"bench","role":"SUPER_ADMIN"}}"#

  /// The peak of resident memory of one process over ten operations on archives, and over those on
  /// files of rows.
  func measureMixedMemory() throws -> [BenchResult] {
    try [["archive"], ["sql", "json"]].map { formats in
      let samples = try (0..<min(3, rounds)).map { _ in try peakOfMixedWork(formats) }
      return BenchResult(
        name: "\(formats.joined(separator: ", ")): memory of mixed operations", unit: "MB",
        ours: BenchSamples(samples), target: .atMost(Double(64 << 20) / 1e6))
    }
  }

  private func peakOfMixedWork(_ formats: [String]) throws -> Double {
    var work = MixedWork(client: try serve())
    for format in formats {
      let backup = try work.create(format)
      try work.verify(backup)
      let restored = try work.restore(backup)
      try work.undo(restored)
      try work.verify(backup)
      try work.delete(try work.create(format))
      for id in [backup, restored.safetyBackup.id] { try work.delete(id) }
    }
    let peak = Double(try work.client.child.peakMemorySoFar()) / 1e6
    work.client.child.closeInput()
    _ = try work.client.child.wait()
    return peak
  }

  /// One process that does one operation after the other.
  private struct MixedWork {
    struct Reply<Result: Decodable>: Decodable { let result: Result }
    struct Confirmation: Decodable { let confirmationToken: String }
    struct Restored: Decodable {
      struct Entry: Decodable { let id: String }
      let restore: Entry
      let safetyBackup: Entry
    }
    struct Nothing: Decodable {}

    var client: LineClient
    private var calls = 0

    init(client: LineClient) { self.client = client }

    mutating func create(_ format: String) throws -> String {
      try call(Created.self, "createBackup", #""format":"\#(format)""#).backup.id
    }

    mutating func verify(_ id: String) throws {
      _ = try call(Nothing.self, "verifyBackup", #""id":"\#(id)""#)
    }

    mutating func delete(_ id: String) throws {
      _ = try call(Nothing.self, "deleteBackup", #""id":"\#(id)","force":true"#)
    }

    mutating func restore(_ id: String) throws -> Restored {
      let token = try preview(id)
      return try call(
        Restored.self, "restoreBackup", #""id":"\#(id)","confirmationToken":"\#(token)""#)
    }

    mutating func undo(_ restored: Restored) throws {
      let token = try preview(restored.safetyBackup.id)
      _ = try call(
        Nothing.self, "rollbackRestore",
        #""restoreId":"\#(restored.restore.id)","confirmationToken":"\#(token)""#)
    }

    private mutating func preview(_ id: String) throws -> String {
      try call(Confirmation.self, "previewRestore", #""id":"\#(id)""#).confirmationToken
    }

    private mutating func call<Result: Decodable>(
      _ type: Result.Type, _ method: String, _ params: String
    ) throws -> Result {
      calls += 1
      try client.child.writer.write(
        LineClient.request(
          calls, method, params: #","params":{\#(params),\#(BenchSetting.auth)}"#))
      while true {
        let text = try client.takeText()
        if text.contains(#""method":"#), !text.contains(#""id":\#(calls)"#) { continue }
        guard text.contains(#""result""#) else {
          throw BenchError("\(method): \(text.prefix(300))")
        }
        return try JSONDecoder().decode(Reply<Result>.self, from: Data(text.utf8)).result
      }
    }
  }
}
