/// A part of an operation. The names are stable, and stand on the wire.
package enum OperationPhase: String, Codable, Sendable {
  case snapshot, compress, extract, verify, checksum, check, compare, restore
  case export, reset, rebuild
  /// The trial restore of a backup that was just written: `extract` and `verify` on the wire.
  case proof
  /// A backup, with phases of its own.
  case safetyBackup
}

/// The phases of an operation in their order, each with its share of the work.
struct ProgressPlan: Sendable, ExpressibleByDictionaryLiteral {
  private let phases: [(phase: OperationPhase, share: Int)]

  init(dictionaryLiteral elements: (OperationPhase, Int)...) {
    phases = elements.map { (phase: $0.0, share: $0.1) }
  }

  /// What a phase is of the whole: nothing, for one that is not in the plan.
  func span(of phase: OperationPhase, in whole: ProgressSpan) -> ProgressSpan {
    guard let index = phases.firstIndex(where: { $0.phase == phase }) else {
      return ProgressSpan(start: whole.start, length: 0)
    }
    let before = phases[..<index].reduce(0) { $0 + $1.share }
    let all = phases.reduce(0) { $0 + $1.share }
    let unit = whole.length / Double(all)
    return ProgressSpan(
      start: whole.start + unit * Double(before), length: unit * Double(phases[index].share))
  }
}

/// A part of the way from 0 to 1.
struct ProgressSpan: Sendable, Equatable {
  let start: Double
  let length: Double

  static let whole = ProgressSpan(start: 0, length: 1)
}
