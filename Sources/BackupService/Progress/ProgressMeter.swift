import BackupProtocol
import StateFolder
import Synchronization

/// Counts a whole operation by the unit and the size of its first phase, so that what is told of it
/// has one unit and one total. Several threads may report; what it passes on comes one value after the
/// other, and never falls.
final class ProgressMeter: Sendable {
  private struct Scale {
    let total: Double
    let unit: Progress.Unit
    var completed = 0
  }

  private let receive: @Sendable (Progress.Value) -> Void
  private let scale = Mutex<Scale?>(nil)
  private struct Shown { weak var hold: OperationLock.Hold? }
  private let shown = Mutex(Shown())

  init(report: @escaping @Sendable (Progress.Value) -> Void) {
    receive = report
  }

  /// The lock is given back by whoever holds it, and not kept from that here.
  func show(in hold: OperationLock.Hold) { shown.withLock { $0.hold = hold } }

  /// - Parameters:
  ///   - total: 0 where nobody knows; the phase then stays where it began.
  ///   - span: what the phase is of the whole.
  func report(
    _ phase: OperationPhase, _ completed: Int64, of total: Int64, _ unit: Progress.Unit,
    in span: ProgressSpan
  ) {
    let share = total > 0 ? min(1, max(0, Double(completed) / Double(total))) : 0
    scale.withLock { scale in
      var known = scale ?? Scale(total: Self.total(total, in: span), unit: unit)
      let reached = ((span.start + span.length * share) * known.total).rounded()
      known.completed = max(known.completed, min(Int(reached), Int(known.total)))
      scale = known
      let value = Progress.Value(
        phase: phase.rawValue, completed: known.completed, total: Int(known.total),
        unit: known.unit)
      receive(value)
      shown.withLock { $0.hold }?.show(value)
    }
  }

  /// An integer, also as a number of JSON: a file may say of itself that it is of any size.
  private static func total(_ total: Int64, in span: ProgressSpan) -> Double {
    let share = span.length > 0 ? span.length : 1
    return min((Double(max(1, total)) / share).rounded(), 0x1p53)
  }
}
