/// The ways in which Python calls a method.
enum PythonCallStyle: CaseIterable {
  /// An awaitable call.
  case asynchronous
  /// A function that returns the result.
  case blocking
  /// A call that goes on while the program does something else.
  case begun

  var className: String {
    switch self {
    case .asynchronous: "AsyncMethods"
    case .blocking: "BlockingMethods"
    case .begun: "BlockingCalls"
    }
  }

  var documentation: String {
    switch self {
    case .asynchronous: "The methods of the service. Each gives a call, to be awaited."
    case .blocking: "The methods of the service. Each returns when it has its result."
    case .begun:
      "The methods of the service. Each gives a call that goes on by itself: ask it for its result, "
        + "iterate over its progress, or cancel it."
    }
  }

  /// The method that all others are built on.
  var primitive: String { self == .blocking ? "_call" : "_begin" }

  /// Whether a method returns the result itself.
  var isDirect: Bool { self == .blocking }

  func returning(_ type: String) -> String {
    switch self {
    case .asynchronous: "Call[\(type)]"
    case .blocking: type
    case .begun: "BlockingCall[\(type)]"
    }
  }
}
