package import BackupProtocol
import GRDB
import JSONCoding
import StateFolder

extension Catalog {
  /// Saves an operation's entry, and with it the key that a repeated call would carry.
  ///
  /// - Parameter abandoned: the entry of an attempt that left nothing behind. A key that belongs to it
  ///   is free.
  /// - Returns: the id of the entry that the key belongs to already, in which case nothing is saved.
  /// - Throws: `invalidParams` where the key came with other parameters before.
  package func begin<Entry: CatalogEntry>(
    _ entry: Entry, method: String, key: String?, caller: Caller, parameters: some Encodable,
    abandoned: String? = nil
  ) throws -> String? {
    try write { db in
      if let key {
        if let known = try Self.entry(
          method: method, key: key, caller: caller, parameters: parameters, db), known != abandoned
        {
          return known
        }
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO idempotency (method, key, parameters, entryId)
            VALUES (?, ?, ?, ?)
            """,
          arguments: [
            method, Self.scoped(key, caller), try Self.text(parameters), entry.id,
          ])
      }
      try Self.save(entry, db)
      return nil
    }
  }

  /// The id of the entry that an earlier call with this key began.
  package func entry(
    method: String, key: String?, caller: Caller, parameters: some Encodable
  ) throws -> String? {
    guard let key else { return nil }
    return try read { db in
      try Self.entry(method: method, key: key, caller: caller, parameters: parameters, db)
    }
  }

  private static func entry(
    method: String, key: String, caller: Caller, parameters: some Encodable, _ db: Database
  ) throws -> String? {
    let row = try Row.fetchOne(
      db, sql: "SELECT entryId, parameters FROM idempotency WHERE method = ? AND key = ?",
      arguments: [method, scoped(key, caller)])
    guard let row else { return nil }
    guard row[1] == (try text(parameters)) else {
      throw ContractError.invalid(
        "params.idempotencyKey",
        expected: "a new key: this one was used with other parameters")
    }
    return row[0]
  }

  /// One caller's keys mean nothing to another.
  private static func scoped(_ key: String, _ caller: Caller) -> String {
    caller.identity + "\n" + key
  }

  /// Of the parameters only the hash is kept: they are compared, and a confirmation token is secret.
  private static func text(_ parameters: some Encodable) throws -> String {
    SecretToken.hash(
      String(decoding: try JSONValueEncoder().encode(parameters).serialized, as: UTF8.self))
  }

  /// Version 1.0 kept the parameters themselves. The old text stays in no free part of the file.
  static func hashParameters(_ db: Database) throws {
    try db.execute(sql: "PRAGMA secure_delete = ON")
    let rows = try Row.fetchAll(db, sql: "SELECT method, key, parameters FROM idempotency")
    for row in rows {
      let parameters: String = row["parameters"]
      try db.execute(
        sql: "UPDATE idempotency SET parameters = ? WHERE method = ? AND key = ?",
        arguments: [
          SecretToken.hash(parameters), row["method"] as String, row["key"] as String,
        ])
    }
  }
}
