// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// What kind of error; `code` follows from it.
public enum ErrorKind: String, Codable, Sendable, CaseIterable {
  /// `parseError`.
  case parseError
  /// `invalidRequest`.
  case invalidRequest
  /// `methodNotFound`.
  case methodNotFound
  /// `invalidParams`.
  case invalidParams
  /// `internalError`.
  case internalError
  /// `serverOverloaded`.
  case serverOverloaded
  /// `cancelled`.
  case cancelled
  /// `unauthenticated`.
  case unauthenticated
  /// `permissionDenied`.
  case permissionDenied
  /// `notFound`.
  case notFound
  /// `busy`.
  case busy
  /// `confirmationInvalid`.
  case confirmationInvalid
  /// `otpInvalid`.
  case otpInvalid
  /// `otpExpired`.
  case otpExpired
  /// `rateLimited`.
  case rateLimited
  /// `backupCorrupt`.
  case backupCorrupt
  /// `incompatible`.
  case incompatible
  /// `databaseUnavailable`.
  case databaseUnavailable
  /// `storageUnavailable`.
  case storageUnavailable
  /// `storageFull`.
  case storageFull
  /// `mailUnavailable`.
  case mailUnavailable
  /// `notConfigured`.
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
