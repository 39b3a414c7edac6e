import Crypto
import Files

/// The definitions of a database, in a form that two databases can be compared by.
package struct DatabaseSchema: Codable, Sendable, Equatable {
  /// A table, index, view or trigger, as `sqlite_schema` has it.
  package struct Object: Codable, Sendable, Equatable, Comparable {
    package let kind: String
    package let name: String
    package let table: String
    package let sql: String?

    package static func < (a: Self, b: Self) -> Bool {
      (a.kind, a.name, a.table) < (b.kind, b.name, b.table)
    }

    package init(
      kind: String, name: String, table: String, sql: String?
    ) {
      self.kind = kind
      self.name = name
      self.table = table
      self.sql = sql
    }
  }

  /// Sorted; SQLite's own objects (`sqlite_…`) are left out.
  package let objects: [Object]
  /// Ordinary tables: neither virtual, nor the storage of a virtual one, nor SQLite's own.
  package let tableNames: [String]
  /// Tables whose definition the linked SQLite does not understand: their rows cannot be read.
  package let unreadableTables: [String]

  package init(objects: [Object], tableNames: [String], unreadableTables: [String] = []) {
    self.objects = objects.sorted()
    self.tableNames = tableNames.sorted()
    self.unreadableTables = unreadableTables.sorted()
  }

  /// `sha256:` and the hash of all definitions; equal for two databases with the same schema.
  package var fingerprint: String {
    var hash = SHA256()
    for object in objects {
      for field in [object.kind, object.name, object.table, object.sql ?? ""] {
        withUnsafeBytes(of: UInt64(field.utf8.count).littleEndian) {
          hash.update(bufferPointer: $0)
        }
        hash.update(data: Array(field.utf8))
      }
    }
    return "sha256:" + hexadecimal(hash.finalize())
  }
}
