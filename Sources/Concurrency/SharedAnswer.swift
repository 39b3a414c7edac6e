import Synchronization

/// Gives all who ask at the same time one answer, which is worked out once at a time.
///
/// Who asks while an answer is being worked out gets the next one. So no answer is older than its
/// question, and any number of questions costs two answers.
package final class SharedAnswer<Value: Sendable>: Sendable {
  private typealias Question = CheckedContinuation<Value, any Error>

  private struct State {
    var isWorking = false
    var waiting: [Question] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// - Parameter work: may block.
  package func get(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { question in
      let isFirst = state.withLock { state in
        state.waiting.append(question)
        defer { state.isWorking = true }
        return !state.isWorking
      }
      if isFirst {
        Task(executorPreference: BlockingExecutor.working) { self.answerAll(work) }
      }
    }
  }

  private func answerAll(_ work: () throws -> Value) {
    while let questions = next() {
      let answer = Result { try work() }
      for question in questions { question.resume(with: answer) }
    }
  }

  private func next() -> [Question]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWorking = false
        return nil
      }
      defer { state.waiting = [] }
      return state.waiting
    }
  }
}
