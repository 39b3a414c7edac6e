import BackupProtocol
import JSONCoding

/// Starts a process and finds out whether it is the right one.
struct Handshake {
  let options: StrongroomClient.Options

  /// Sends `initialize` and checks the answer. The process runs already.
  /// - Throws: ``StartFailure`` for what the answer says, else what ended the call.
  func perform(over session: Session) async throws -> Initialize.Result {
    let call = PendingCall(
      Request(
        method: Initialize.name, params: try params, timeout: options.startTimeout,
        cancelGrace: .zero))
    guard call.send(over: session) else { throw ClientError.closed(method: Initialize.name) }
    let answer = try await call.value()
    guard answer["serverInfo"]?["name"] == "strongroom" else {
      throw StartFailure.notStrongroom("It calls itself something else.", program: options.program)
    }
    let version = answer["serverInfo"]?["version"]?.stringValue ?? ""
    guard let found = ContractNumber(version), let own = ContractNumber(ContractVersion.text),
      found.serves(own)
    else { throw StartFailure.incompatible(version) }
    do {
      return try JSONValueDecoder(root: "result").decode(from: Self.known(answer))
    } catch {
      throw StartFailure.notStrongroom("\(error)", program: options.program)
    }
  }

  /// Leaves out of the capabilities what a newer service has more of.
  private static func known(_ answer: JSONValue) -> JSONValue {
    guard var whole = answer.objectValue, var capabilities = whole["capabilities"]?.objectValue
    else { return answer }
    let choices = [
      "framing": MessageFraming.allCases.map(\.rawValue),
      "formats": BackupFormat.allCases.map(\.rawValue),
      "compressions": CompressionAlgorithm.allCases.map(\.rawValue),
    ]
    for (name, values) in choices {
      guard let found = capabilities[name]?.arrayValue else { continue }
      capabilities[name] = .array(found.filter { values.contains($0.stringValue ?? "") })
    }
    whole["capabilities"] = .object(capabilities)
    return .object(whole)
  }

  private var params: JSONObject {
    get throws {
      let params = Initialize.Params(clientInfo: options.clientInfo)
      return try JSONValueEncoder().encode(params).objectValue ?? [:]
    }
  }
}
