/// The kind of an error: the `data.kind` of an error reply.
public enum ErrorKind: String, Codable, Sendable, CaseIterable {
  /// The message is not JSON, not UTF-8, or above the size limit.
  case parseError
  /// JSON, but not a request of JSON-RPC 2.0.
  case invalidRequest
  /// No such method.
  case methodNotFound
  /// A parameter is missing, of the wrong type, or out of range.
  case invalidParams
  /// A fault of the server.
  case internalError
  /// There are too many requests in progress.
  case serverOverloaded
  /// Cancelled by `$/cancelRequest`, or by the end of the server.
  case cancelled
  /// No identity, or a bad or expired one.
  case unauthenticated
  /// The actor lacks the permission.
  case permissionDenied
  /// There is nothing with this id.
  case notFound
  /// Another operation holds the database.
  case busy
  /// The confirmation token is missing, wrong, used, expired or another actor’s, or the database
  /// was restored, reset or migrated in between.
  case confirmationInvalid
  /// The one-time code is wrong.
  case otpInvalid
  /// The one-time code has expired.
  case otpExpired
  /// Too many attempts.
  case rateLimited
  /// The backup is damaged.
  case backupCorrupt
  /// A newer format, another schema without `allowSchemaChange`, or the wrong key.
  case incompatible
  /// The database is missing, locked, corrupt, or not a database.
  case databaseUnavailable
  /// The storage is unreachable, read-only, or refuses.
  case storageUnavailable
  /// There is not enough room.
  case storageFull
  /// The mail could not be handed over.
  case mailUnavailable
  /// A setting is missing, or the feature is not there.
  case notConfigured
}

extension ErrorKind {
  /// The `code` of an error reply of this kind. Those below zero are of JSON-RPC 2.0 and of the
  /// Language Server Protocol.
  public var code: Int {
    switch self {
    case .parseError: -32700
    case .invalidRequest: -32600
    case .methodNotFound: -32601
    case .invalidParams: -32602
    case .internalError: -32603
    case .serverOverloaded: -32000
    case .cancelled: -32800
    case .unauthenticated: 1001
    case .permissionDenied: 1002
    case .notFound: 1003
    case .busy: 1004
    case .confirmationInvalid: 1005
    case .otpInvalid: 1006
    case .otpExpired: 1007
    case .rateLimited: 1008
    case .backupCorrupt: 1009
    case .incompatible: 1010
    case .databaseUnavailable: 1011
    case .storageUnavailable: 1012
    case .storageFull: 1013
    case .mailUnavailable: 1014
    case .notConfigured: 1015
    }
  }
}
