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

  // TODO: Fill the catalog of `database` with entries, once there is a way to do so.
  private func fillCatalog(entries: Int) throws {
    throw BenchError("there is no way yet to fill a catalog with \(entries) entries")
  }
}
