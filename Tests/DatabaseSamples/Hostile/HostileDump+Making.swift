/// Takes one case after the other, as statements: the compiler needs minutes for as long a list.
@resultBuilder
enum HostileCases {
  static func buildExpression(_ dump: HostileDump) -> [HostileDump] { [dump] }
  static func buildBlock(_ dumps: [HostileDump]...) -> [HostileDump] { dumps.flatMap { $0 } }
}

extension HostileDump {
  static func cases(@HostileCases _ make: () -> [HostileDump]) -> [HostileDump] { make() }

  static func refused(
    _ name: String, _ hazard: String, victim: Victim? = nil, _ statements: String
  ) -> HostileDump {
    HostileDump(
      name: name, hazard: hazard, verdict: .refused, victim: victim,
      HostileContent(dump(statements)))
  }

  static func refused(
    _ name: String, _ hazard: String, victim: Victim? = nil, content: HostileContent
  ) -> HostileDump {
    HostileDump(name: name, hazard: hazard, verdict: .refused, victim: victim, content)
  }

  static func harmless(_ name: String, _ hazard: String, _ statements: String) -> HostileDump {
    harmless(name, hazard, content: HostileContent(dump(statements)))
  }

  static func harmless(
    _ name: String, _ hazard: String, content: HostileContent
  ) -> HostileDump {
    HostileDump(name: name, hazard: hazard, verdict: .harmless, victim: nil, content)
  }

  /// - Parameter text: all of it, not what is in its midst.
  static func refused(_ name: String, _ hazard: String, text: String) -> HostileDump {
    refused(name, hazard, content: HostileContent(text))
  }

  /// - Parameter text: all of it, not what is in its midst.
  static func harmless(_ name: String, _ hazard: String, text: String) -> HostileDump {
    harmless(name, hazard, content: HostileContent(text))
  }
}
