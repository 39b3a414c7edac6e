/// One line of the bench's table: what we took, what the peer took in the same rounds, the target.
struct BenchResult: Encodable {
  enum Target: Encodable {
    case ratioAtMost(Double)
    case atMost(Double)
    case atLeast(Double)
    case exactly(Double)
    case none
  }

  let name: String
  let unit: String
  var ours = BenchSamples()
  var peer: BenchSamples?
  var target = Target.none
  /// Why there are no figures, or what to know about them.
  var note: String?

  /// The ratio of the medians; the rounds' own ratios give its spread.
  var ratio: Double? { peer.map { ours.median / $0.median } }

  /// Nothing if there is no target, or no figure to hold against it.
  var met: Bool? {
    guard !ours.values.isEmpty else { return nil }
    return switch target {
    case .ratioAtMost(let most): ratio.map { $0 <= most }
    case .atMost(let most): ours.median <= most
    case .atLeast(let least): ours.median >= least
    case .exactly(let value): ours.values.allSatisfy { $0 == value }
    case .none: nil
    }
  }

  private enum CodingKeys: String, CodingKey {
    case name, unit, ours, peer, oursMedian, peerMedian, ratio, target, met, note
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(unit, forKey: .unit)
    try container.encodeIfPresent(note, forKey: .note)
    try container.encodeIfPresent(targetText, forKey: .target)
    guard !ours.values.isEmpty else { return }
    try container.encode(ours.values, forKey: .ours)
    try container.encode(ours.median, forKey: .oursMedian)
    try container.encodeIfPresent(peer?.values, forKey: .peer)
    try container.encodeIfPresent(peer?.median, forKey: .peerMedian)
    try container.encodeIfPresent(ratio, forKey: .ratio)
    try container.encodeIfPresent(met, forKey: .met)
  }

  var targetText: String? {
    switch target {
    case .ratioAtMost(let most): "ratio ≤ \(most.short)"
    case .atMost(let most): "≤ \(most.short) \(unit)"
    case .atLeast(let least): "≥ \(least.short) \(unit)"
    case .exactly(let value): "= \(value.short)"
    case .none: nil
    }
  }
}

extension Double {
  /// Three digits that matter, no more.
  var short: String {
    guard isFinite else { return "–" }
    if magnitude >= 100 || self == rounded() { return String(Int(rounded())) }
    let scale: Double = magnitude >= 10 ? 10 : magnitude >= 1 ? 100 : 1000
    return String((self * scale).rounded() / scale)
  }
}
