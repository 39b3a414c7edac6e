/// Writes the errors of the contract as TypeScript.
struct TypeScriptErrors {
  let contract: ClientContract

  var text: String {
    var source = SourceText.typeScript
    source.line("import { ServiceError } from \"../service-error.js\";")
    source.typeScriptImport(contract.errors.flatMap(\.data).typeNames, from: "./types.js")
    for error in contract.errors {
      source.line()
      write(error, to: &source)
    }
    source.line()
    source.typeScriptComment("The classes of the errors by their kinds.")
    source.line("export const serviceErrors = {")
    source.indented { source in
      for error in contract.errors { source.line("\(error.kind): \(error.className),") }
    }
    source.line("} as const;")
    return source.text
  }

  private func write(_ error: ClientContract.ErrorReply, to source: inout SourceText) {
    source.typeScriptComment("What is in the `data` of a `\(error.className)`.")
    source.line("export interface \(error.className)Data {")
    source.indented { source in
      source.line("kind: \"\(error.kind)\";")
      source.typeScript(error.data, isParams: false)
    }
    source.line("}")
    source.line()
    source.typeScriptComment("\(error.message) Code \(error.code).")
    source.line(
      "export class \(error.className) extends ServiceError<\(error.className)Data> {")
    source.indented { $0.line("override readonly name = \"\(error.className)\";") }
    source.line("}")
  }
}
