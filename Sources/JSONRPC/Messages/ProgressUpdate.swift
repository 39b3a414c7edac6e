package import JSONCoding

/// How far a long request has come.
package struct ProgressUpdate: Sendable, Hashable {
  /// What is being done, as a stable word: `copying`.
  package var phase: String
  /// How much is done, in `unit`s.
  package var completed: Int64
  /// How much there is; `nil` (on the wire `null`) while that is unknown.
  package var total: Int64?
  /// What is counted: `bytes`, `rows`, `pages`.
  package var unit: String
  /// A sentence for a person.
  package var message: String?

  package init(
    phase: String, completed: Int64, total: Int64?, unit: String, message: String? = nil
  ) {
    self.phase = phase
    self.completed = completed
    self.total = total
    self.unit = unit
    self.message = message
  }

  package var json: JSONValue {
    var object: JSONObject = [
      "phase": .string(phase), "completed": .integer(completed),
      "total": total.map { .integer($0) } ?? .null, "unit": .string(unit),
    ]
    if let message { object["message"] = .string(message) }
    return .object(object)
  }
}

/// Where a request reports its progress. Free of cost where the peer did not ask for any.
package struct ProgressSink: Sendable {
  private let receive: (@Sendable (ProgressUpdate) -> Void)?

  package init(_ receive: (@Sendable (ProgressUpdate) -> Void)?) {
    self.receive = receive
  }

  /// A sink that nobody listens to.
  package static let none = ProgressSink(nil)

  /// Whether anyone listens, for callers who would have to work to know how far they are.
  package var isActive: Bool { receive != nil }

  /// Reports; from any thread, without ever blocking. Reports that come too fast are merged.
  package func report(_ update: @autoclosure () -> ProgressUpdate) {
    receive?(update())
  }
}
