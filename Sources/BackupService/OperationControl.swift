package import BackupProtocol
package import DatabaseEngines

/// How a long operation is stopped, and how it tells how far it has come.
package struct OperationControl: Sendable {
  package let cancellation: Cancellation
  package let report: @Sendable (Progress.Value) -> Void

  package init(
    cancellation: Cancellation = Cancellation(),
    report: @escaping @Sendable (Progress.Value) -> Void = { _ in }
  ) {
    self.cancellation = cancellation
    self.report = report
  }

  func progress(_ phase: String, _ completed: Int64, of total: Int64, _ unit: Progress.Unit) {
    report(
      Progress.Value(phase: phase, completed: Int(completed), total: Int(total), unit: unit))
  }

  /// From here on the operation finishes what it began, whoever asks it to stop.
  var shielded: OperationControl { OperationControl(report: report) }
}
