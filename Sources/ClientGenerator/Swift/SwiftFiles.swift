extension ClientFiles {
  /// The generated part of the client for Swift, by paths from the root of the package.
  static func swift(_ contract: ClientContract) -> [String: String] {
    let folder = "Sources/BackupClient/Generated/"
    return [
      folder + "StrongroomClient+Methods.swift": swiftMethods(contract),
      folder + "MethodTraits.swift": swiftTraits(contract),
      folder + "ContractVersion.swift": swiftVersion(contract),
    ]
  }

  private static func swiftMethods(_ contract: ClientContract) -> String {
    var source = SourceText.swift
    source.line("public import BackupProtocol")
    source.line()
    source.line("extension StrongroomClient {")
    source.indented { source in
      let methods = contract.methods.filter { !$0.isLifecycle }
      for (index, method) in methods.enumerated() {
        if index > 0 { source.line() }
        write(method, to: &source)
      }
    }
    source.line("}")
    return source.text
  }

  private static func write(_ method: ClientContract.Method, to source: inout SourceText) {
    let type = method.typeName
    source.prose(method.summary, prefix: "/// ")
    var parameters: [String] = []
    if !method.params.isEmpty {
      let absent = method.params.contains(where: \.isRequired) ? "" : " = .init()"
      parameters.append("_ params: \(type).Params\(absent)")
    }
    if method.takesAuth { parameters.append("as auth: Auth? = nil") }
    parameters.append("options: CallOptions = CallOptions()")
    let arguments = [
      "\(type).self", method.params.isEmpty ? ".init()" : "params",
      method.takesAuth ? "as: auth" : nil, "options: options",
    ].compactMap(\.self).joined(separator: ", ")
    let end = ") async throws -> \(type).Result {"
    source.call("public func \(method.shortName)(", parameters, end)
    source.indented { $0.line("try await call(\(arguments))") }
    source.line("}")
  }

  private static func swiftTraits(_ contract: ClientContract) -> String {
    var source = SourceText.swift
    source.line("/// What a client has to know of the methods, by their names on the wire.")
    source.line("enum MethodTraits {")
    source.indented { source in
      source.line("/// Those that take a `progressToken`.")
      source.line("static let reportsProgress: Set<String> = [")
      source.indented { source in
        for method in contract.methods where method.reportsProgress {
          source.line("\"\(method.name)\",")
        }
      }
      source.line("]")
    }
    source.line("}")
    return source.text
  }

  private static func swiftVersion(_ contract: ClientContract) -> String {
    var source = SourceText.swift
    source.line("enum ContractVersion {")
    source.indented { source in
      source.line("/// The version of the contract, which a program has to have at least.")
      source.line("static let text = \"\(contract.version)\"")
    }
    source.line("}")
    return source.text
  }
}
