import BackupClient
import Testing

/// The error of a call, as this type.
func thrown<E: Error, R>(
  _ type: E.Type = E.self, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> R
) async -> E? {
  do {
    _ = try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as E {
    return error
  } catch {
    Issue.record("\(type) was expected, but \(error) came", sourceLocation: sourceLocation)
  }
  return nil
}

/// Why the process could not be started.
func startFailure<R>(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> R
) async -> StartFailure? {
  let error = await thrown(ClientError.self, sourceLocation: sourceLocation, body)
  if case .startFailed(let failure)? = error { return failure }
  Issue.record(
    "\(String(describing: error)) is no failure to start", sourceLocation: sourceLocation)
  return nil
}
