import GRDB

extension BenchSetting {
  private static let entries = 10_000
  private static let calls = 500

  /// `listBackups` over a catalog such as years of hourly backups would leave.
  func measureList() throws -> [BenchResult] {
    try fillCatalog(entries: Self.entries)
    var server = try serve()
    let params = #","params":{"auth":{"actor":{"id":"bench","role":"SUPER_ADMIN"}}}"#
    let reply = try server.roundTripText(
      LineClient.request(0, "listBackups", params: params))
    guard reply.contains("\"backups\"") else {
      throw BenchError("listBackups was answered with \(reply.prefix(200))")
    }
    var calls = BenchSamples()
    for call in 1...Self.calls {
      let line = LineClient.request(call, "listBackups", params: params)
      let start = ContinuousClock.now
      try server.roundTrip(line)
      calls.append(start.duration(to: .now) / .milliseconds(1))
    }
    _ = try server.child.wait()
    return [
      BenchResult(name: "listBackups, \(Self.entries) entries", unit: "ms", ours: calls),
      BenchResult(
        name: "listBackups, 99th percentile", unit: "ms",
        ours: BenchSamples([calls.percentile(99)])),
    ]
  }

  /// Multiplies the entry of one real backup, under ids of an earlier time.
  private func fillCatalog(entries: Int) throws {
    _ = try create(verified: false)
    let catalog = try DatabaseQueue(path: database + ".backups/catalog.sqlite")
    try catalog.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE counter (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM counter WHERE n < ?),
            model AS (SELECT * FROM backup WHERE status = 'completed' ORDER BY id DESC LIMIT 1)
          INSERT OR IGNORE INTO backup
            (id, createdAt, status, type, format, backupId, database, search, entry)
          SELECT '01' || printf('%024x', n), createdAt - n, status, type, format, backupId, database,
            search, json_set(entry, '$.id', '01' || printf('%024x', n)) FROM counter, model
          """, arguments: [entries])
    }
    try catalog.close()
  }
}
