import BackupClient
import BackupProtocol
import Foundation
import JSONCoding

/// Plays calls through the Swift client: reads `{"method", "params"}` a line, and writes `{"result"}`
/// or `{"error"}`, made again from the typed values.
@main
enum Replay {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else {
      FileHandle.standardError.write(
        Data("usage: client-replay <strongroom> <database> [newline|contentLength]\n".utf8))
      exit(2)
    }
    var options = StrongroomClient.Options(program: arguments[1], database: arguments[2])
    if arguments.count > 3, let framing = MessageFraming(rawValue: arguments[3]) {
      options.framing = framing
    }
    let client = StrongroomClient(options)
    while let line = readLine() {
      let example = try JSONValue(parsing: line)
      let answer = await answer(
        example["method"]?.stringValue ?? "", example["params"] ?? [:], client)
      FileHandle.standardOutput.write(Data(answer.serialized + [UInt8(ascii: "\n")]))
    }
    await client.close()
  }

  private static func answer(
    _ method: String, _ params: JSONValue, _ client: StrongroomClient
  ) async -> JSONValue {
    do {
      let known = Contract.methods.first { $0.name == method }
      if let known, let call = try typedCall(known, params) {
        return ["result": try await call(client)]
      }
      let result = try await client.callAnyJSON(method, params: params.serialized)
      return ["result": try JSONValue(parsing: result)]
    } catch let error as ServiceError {
      return ["error": json(error)]
    } catch {
      return ["error": ["code": 0, "message": .string("\(error)")]]
    }
  }

  /// The call with typed params, or nil where they do not fit the types and say all that was said;
  /// and for `rpc.discover`, of whose document the type has no more than the head.
  private static func typedCall<M: BackupMethod>(
    _ method: M.Type, _ params: JSONValue
  ) throws -> ((StrongroomClient) async throws -> JSONValue)? {
    guard M.name != Discover.name, case .object(var own) = params else { return nil }
    _ = own.removeValue(forKey: "progressToken")
    let decoder = JSONValueDecoder(unknownKeys: .refuse)
    // Of `initialize` it is a param like any other.
    let auth = M.name == Initialize.name ? nil : own.removeValue(forKey: "auth")
    let identity = auth.flatMap { try? decoder.decode(Auth.self, from: $0) }
    guard (auth == nil) == (identity == nil),
      let typed = try? decoder.decode(M.Params.self, from: .object(own)),
      case .object(let again) = try JSONValueEncoder().encode(typed),
      again.count == own.count, own.members.allSatisfy({ again[$0.key] == $0.value })
    else { return nil }
    return { client in
      try JSONValueEncoder().encode(try await client.callAny(M.self, typed, as: identity))
    }
  }

  private static func json(_ error: ServiceError) -> JSONValue {
    var data = (try? JSONValueEncoder().encode(error.data))?.objectValue ?? [:]
    data["kind"] = .string(error.kind)
    return [
      "code": .integer(error.code), "message": .string(error.message), "data": .object(data),
    ]
  }
}
