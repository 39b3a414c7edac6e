public import BackupProtocol
import JSONCoding

/// The service answered with an error.
///
/// ```swift
/// do {
///   _ = try await client.createBackup()
/// } catch let error as ServiceError where error.known == .busy {
///   print("\(error.data.operation ?? "something") runs since \(error.data.since, default: "now")")
/// }
/// ```
public struct ServiceError: StrongroomError, Hashable {
  /// The kind of error, a stable word, which may be one that a newer service added.
  public let kind: String
  /// The number of the error in JSON-RPC.
  public let code: Int
  /// What happened, in one sentence for a person.
  public let message: String
  /// The values that belong to the error. Where the kind is not ``known``, `data.kind` is
  /// `internalError`, and ``kind`` says what came.
  public let data: ErrorData
  /// The method that was called.
  public let method: String

  /// Creates one from its parts, as a test of your own may want to.
  public init(kind: String, code: Int, message: String, data: ErrorData, method: String) {
    self.kind = kind
    self.code = code
    self.message = message
    self.data = data
    self.method = method
  }

  /// The kind, where this version of the client knows it.
  public var known: ErrorKind? { ErrorKind(rawValue: kind) }

  /// What the person can do about it, where there is something.
  public var hint: String? { data.hint }
}

extension ServiceError {
  /// Reads the member `error` of a reply. What is missing or malformed in it is left out.
  init(_ error: JSONValue, method: String) {
    let members = error["data"]?.objectValue ?? [:]
    let kind = members["kind"]?.stringValue ?? ErrorKind.internalError.rawValue
    self.init(
      kind: kind,
      code: error["code"]?.intValue ?? ErrorKind.internalError.code,
      message: error["message"]?.stringValue ?? "The service answered with an error.",
      data: Self.data(members, kind: ErrorKind(rawValue: kind) ?? .internalError),
      method: method)
  }

  private static func data(_ members: JSONObject, kind: ErrorKind) -> ErrorData {
    var members = members
    members["kind"] = .string(kind.rawValue)
    let whole = try? JSONValueDecoder(root: "error.data")
      .decode(ErrorData.self, from: .object(members))
    return whole ?? ErrorData(kind: kind, hint: members["hint"]?.stringValue)
  }
}
