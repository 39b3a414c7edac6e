package import BackupProtocol
package import Concurrency
import StateFolder

/// How a long operation is stopped, and how it tells how far it has come.
///
/// An operation of several phases names them first, by ``following(_:)``. What it then tells is of the
/// whole: `completed` runs from 0 to one `total`, whichever phase counts in which unit, so that a
/// bar which shows the one against the other goes from left to right once.
package struct OperationControl: Sendable {
  package let cancellation: Cancellation
  private let meter: ProgressMeter
  /// What of the whole is told here.
  private let span: ProgressSpan
  private let plan: ProgressPlan?
  /// Takes what is told, instead of the meter.
  private var relay: (@Sendable (ForeignProgress) -> Void)?

  /// Tells each phase by itself, to somebody who knows the whole.
  ///
  /// A function, as a closure after `OperationControl` is what takes the whole.
  static func relaying(
    to relay: @escaping @Sendable (ForeignProgress) -> Void
  ) -> OperationControl {
    var control = OperationControl()
    control.relay = relay
    return control
  }

  /// Tells what was relayed.
  package func tell(_ progress: ForeignProgress) {
    self.progress(progress.phase, progress.completed, of: progress.total, progress.unit)
  }

  package init(
    cancellation: Cancellation = Cancellation(),
    report: @escaping @Sendable (Progress.Value) -> Void = { _ in }
  ) {
    self.init(cancellation, ProgressMeter(report: report), .whole, nil)
  }

  private init(
    _ cancellation: Cancellation, _ meter: ProgressMeter, _ span: ProgressSpan,
    _ plan: ProgressPlan?, _ relay: (@Sendable (ForeignProgress) -> Void)? = nil
  ) {
    self.relay = relay
    self.cancellation = cancellation
    self.meter = meter
    self.span = span
    self.plan = plan
  }

  /// From now on the lock's file tells the progress as well, as long as the lock is held.
  func show(in hold: OperationLock.Hold) { meter.show(in: hold) }

  /// The phases to come.
  func following(_ plan: ProgressPlan) -> OperationControl {
    OperationControl(cancellation, meter, span, plan, relay)
  }

  /// One phase of the plan, for an operation that has phases of its own.
  func part(_ phase: OperationPhase) -> OperationControl {
    OperationControl(cancellation, meter, plan?.span(of: phase, in: span) ?? span, nil, relay)
  }

  /// Tells how far a phase has come.
  ///
  /// - Parameter total: 0 where nobody knows.
  func progress(
    _ phase: OperationPhase, _ completed: Int64, of total: Int64, _ unit: Progress.Unit
  ) {
    if let relay {
      relay(ForeignProgress(phase: phase, completed: completed, total: total, unit: unit))
      return
    }
    meter.report(phase, completed, of: total, unit, in: part(phase).span)
  }

  /// From here on the operation finishes what it began, whoever asks it to stop.
  var shielded: OperationControl { OperationControl(Cancellation(), meter, span, plan, relay) }
}
