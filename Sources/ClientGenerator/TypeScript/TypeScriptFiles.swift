extension ClientFiles {
  /// The generated part of the client for TypeScript, by paths from the root of the package.
  static func typeScript(_ contract: ClientContract) -> [String: String] {
    let folder = "clients/typescript/src/generated/"
    return [
      folder + "types.ts": TypeScriptTypes(contract: contract).text,
      folder + "methods.ts": TypeScriptMethods(contract: contract).text,
      folder + "errors.ts": TypeScriptErrors(contract: contract).text,
      folder + "events.ts": typeScriptEvents(contract),
      folder + "version.ts": typeScriptVersion(contract),
    ]
  }

  private static func typeScriptEvents(_ contract: ClientContract) -> String {
    var source = SourceText.typeScript
    source.typeScriptImport(contract.events.flatMap(\.params).typeNames, from: "./types.js")
    source.line()
    source.typeScriptComment("What the service tells on its own, by the names on the wire.")
    source.line("export interface EventMap {")
    source.indented { source in
      for event in contract.events {
        source.typeScriptComment(event.summary)
        source.line("\"\(event.name)\": {")
        source.indented { $0.typeScript(event.params, isParams: false) }
        source.line("};")
      }
    }
    source.line("}")
    source.line()
    source.typeScriptComment("The name of an event.")
    source.line("export type EventName = keyof EventMap;")
    return source.text
  }

  private static func typeScriptVersion(_ contract: ClientContract) -> String {
    var source = SourceText.typeScript
    source.line()
    source.typeScriptComment("The version of the contract, which a program has to have at least.")
    source.line("export const contractVersion = \"\(contract.version)\";")
    return source.text
  }
}
