import JSONCoding
import Synchronization

/// The duty to answer one request: exactly once, whatever happens to the handler.
///
/// A second answer is ignored, and one that is dropped unanswered answers `internalError`.
final class PendingReply: Sendable {
  typealias Outcome = Result<JSONValue, RPCError>

  private let id: RequestID
  private let isAnswered = Atomic(false)
  private let deliver: @Sendable ([UInt8]) -> Void

  init(to id: RequestID, deliver: @escaping @Sendable ([UInt8]) -> Void) {
    self.id = id
    self.deliver = deliver
  }

  deinit {
    answer(.failure(.internalError))
  }

  /// Lifts the duty, where the request is answered in another way.
  func drop() {
    isAnswered.store(true, ordering: .releasing)
  }

  func answer(_ outcome: Outcome) {
    guard !isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
    deliver(OutgoingMessage(answering: id, with: outcome).serialized)
  }
}

extension OutgoingMessage {
  init(answering id: RequestID, with outcome: PendingReply.Outcome) {
    switch outcome {
    case .success(let result): self = .result(id: id, result)
    case .failure(let error): self = .failure(id: id, error)
    }
  }
}
