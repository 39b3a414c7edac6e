/// Why a database could not be read or changed.
package struct EngineError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The stable reason.
  package enum Reason: String, Sendable {
    /// No file at the path.
    case missing
    /// A folder, an empty or foreign file, or one that is encrypted by something else.
    case notADatabase
    /// Damaged: what is there contradicts itself.
    case corrupt
    /// Another process held it for longer than the busy time-out.
    case locked
    /// The file, or the folder it is in, may not be written.
    case readOnly
    /// No room left on the disk.
    case diskFull
    /// Replaced or deleted while it was being read.
    case moved
    /// A link, or a file with several names, which must not be written through.
    case unsafeFile
    /// Whether its last transaction counts depends on the files of other databases.
    case sharedTransaction
    /// The schema has something that the linked SQLite does not understand, or no statement makes.
    case incompatible
    /// More memory than SQLite may take in this process.
    case outOfMemory
    /// Something that this engine cannot handle.
    case unsupported
    /// The system refused to read or write.
    case inputOutput
  }

  package let reason: Reason
  /// One plain sentence.
  package let message: String
  /// What a person can do about it.
  package let hint: String?

  package init(_ reason: Reason, _ message: String, hint: String? = nil) {
    self.reason = reason
    self.message = message
    self.hint = hint
  }

  package var description: String { message }
}
