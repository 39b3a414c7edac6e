package import BackupProtocol

/// Limits on the handling of a foreign file, whatever is in it.
package struct ForeignLimits: Codable, Sendable, Equatable {
  /// Processor time of all threads together, in seconds, and one second more for each MiB of the file.
  package var seconds: Int
  /// Memory, in bytes, beside what the program itself takes.
  package var bytes: Int

  package init(seconds: Int = 30, bytes: Int = 256 << 20) {
    self.seconds = seconds
    self.bytes = bytes
  }

  /// For files of this size altogether.
  func scaled(to size: Int64) -> ForeignLimits {
    ForeignLimits(seconds: seconds + Int(clamping: size >> 20), bytes: bytes)
  }
}

extension ForeignJob {
  package var memoryExceeded: ContractError {
    exceeded(
      "The file needs more than \(limits.bytes >> 20) MiB of memory.", limits.bytes,
      "limits.importBytes")
  }

  package var timeExceeded: ContractError {
    exceeded(
      "The file needs more than \(limits.seconds) s of processor time.", limits.seconds,
      "limits.importSeconds")
  }

  private func exceeded(_ message: String, _ limit: Int, _ setting: String) -> ContractError {
    ContractError(
      message,
      ErrorData(
        kind: .incompatible, hint: "If you trust the file, raise \(setting).", reason: "limit",
        limit: limit, setting: setting))
  }
}
