/// Measured values of one kind.
struct BenchSamples: Codable {
  private(set) var values: [Double]

  init(_ values: [Double] = []) {
    self.values = values
  }

  mutating func append(_ value: Double) {
    values.append(value)
  }

  var median: Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return .nan }
    return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
  }

  /// The value that `percent` of all do not exceed (nearest rank).
  func percentile(_ percent: Double) -> Double {
    let sorted = values.sorted()
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted.isEmpty ? .nan : sorted[max(0, rank - 1)]
  }

  var least: Double { values.min() ?? .nan }
  var most: Double { values.max() ?? .nan }

  /// Each value over the other's of the same round.
  func ratios(to other: BenchSamples) -> BenchSamples {
    BenchSamples(zip(values, other.values).map { $0 / $1 })
  }
}
