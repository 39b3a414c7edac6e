extension BenchSetting {
  private static let starts = 50

  /// From the spawn to the first reply.
  func measureStart() throws -> [BenchResult] {
    var result = BenchResult(
      name: "start to the first reply", unit: "ms", target: .atMost(30))
    let ping = LineClient.request(1, "ping")
    for _ in 0..<Self.starts {
      let start = ContinuousClock.now
      var server = try serve()
      try server.roundTrip(ping)
      result.ours.append(start.duration(to: .now) / .milliseconds(1))
      _ = try server.child.wait()
    }
    return [result]
  }
}
