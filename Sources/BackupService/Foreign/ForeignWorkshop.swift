package import ObjectStorage

/// A place where files are handled that nobody vouches for: a process of its own, with limits.
package protocol ForeignWorkshop: Sendable {
  /// Does a job, and ends with it whatever happens: nothing of it goes on after the call.
  ///
  /// - Parameters:
  ///   - files: those that the job reads, in the order that it expects.
  ///   - output: takes the file that the job makes, if it makes one.
  /// - Throws: what the job failed with, as a ``ContractError``; `incompatible` with the reason `limit` and
  ///   the name of the setting where it went over a limit; `CancellationError` within a second of the
  ///   control's cancellation.
  func perform(
    _ job: ForeignJob, files: [any ObjectReader], output: (any ObjectWriter)?,
    control: OperationControl
  ) throws -> ForeignOutcome
}
