/// A place where whole objects are kept by name: a folder, memory, later a bucket.
///
/// An object is there in full or not at all: what is being written shows up nowhere until it is
/// committed, and is durable before it shows up. Calls block; all of them throw ``StorageError``.
package protocol ObjectStore: Sendable {
  /// All objects, in the order of their keys. Throws where the listing may be incomplete.
  func list() throws -> [ObjectInfo]

  /// - Returns: nil where there is no such object.
  func info(_ key: ObjectKey) throws -> ObjectInfo?

  /// A text that is another one once the object was written to or exchanged.
  ///
  /// - Returns: nil where there is no such object, or the store cannot tell.
  func version(of key: ObjectKey) throws -> String?

  /// Begins an object. It must not exist yet.
  func create(_ key: ObjectKey) throws -> any ObjectDraft

  /// - Throws: `.notFound` where there is no such object.
  func open(_ key: ObjectKey) throws -> any ObjectReader

  /// Removes an object for good; one that is not there is no error.
  func delete(_ key: ObjectKey) throws

  /// Removes what writers left that ended without a commit or an abort.
  ///
  /// The caller sees to it that no writer is at work.
  func removeUnfinished() throws

  /// Bytes that can still be written, or nil where the store does not know.
  func freeBytes() throws -> Int64?

  /// Whether an object that is there can be read by whom it is for: this user, or, where this user is
  /// the superuser, the owner of the database.
  func isReadable(_ key: ObjectKey) -> Bool
}

extension ObjectStore {
  package func version(of key: ObjectKey) throws -> String? { nil }

  package func isReadable(_ key: ObjectKey) -> Bool { true }
}

/// The name of an object: a file name that neither hides nor climbs.
package struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let name: String

  /// - Returns: nil for a name that is empty, longer than 200 bytes, begins with a dot, or has
  ///   anything but ASCII letters, digits and `-_.` in it.
  package init?(_ name: String) {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 200, !name.hasPrefix(".") else { return nil }
    self.name = name
  }

  package static func < (a: Self, b: Self) -> Bool { a.name < b.name }

  package var description: String { name }
}

package struct ObjectInfo: Sendable, Equatable {
  package let key: ObjectKey
  package let size: Int64

  package init(key: ObjectKey, size: Int64) {
    self.key = key
    self.size = size
  }
}

/// An object that is being written. Ends with `commit` or `abort`; losing it aborts.
package protocol ObjectWriter: AnyObject {
  func write(_ bytes: UnsafeRawBufferPointer) throws
  /// Makes the object durable, then visible.
  func commit() throws
  func abort()
}

/// An object of a store that is being written, and can be read back before it is one.
package protocol ObjectDraft: ObjectWriter {
  /// Makes durable what was written so far, so that a later commit has little left to do.
  func synchronize() throws

  /// Reads what was written so far. Valid until the end of the draft.
  func reader() throws -> any ObjectReader
}

/// An object that is read anywhere, from any number of threads.
package protocol ObjectReader: AnyObject, Sendable {
  var size: Int64 { get }
  /// An open file that has the object and nothing else; nil where there is none.
  var descriptor: CInt? { get }
  /// - Returns: how many bytes were read; fewer than asked for only at the end of the object.
  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ObjectReader {
  package var descriptor: CInt? { nil }
}
