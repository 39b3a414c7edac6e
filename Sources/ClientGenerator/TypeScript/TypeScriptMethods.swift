/// Writes the methods of the contract as TypeScript.
struct TypeScriptMethods {
  let contract: ClientContract

  var text: String {
    var source = SourceText.typeScript
    source.line("import type { Call } from \"../call.js\";")
    source.line("import type { CallOptions } from \"../options.js\";")
    source.typeScriptImport(imports, from: "./types.js")
    for method in contract.methods {
      source.line()
      writeParams(of: method, to: &source)
    }
    for type in contract.types where type.origin != .component {
      source.line()
      source.typeScript(type)
    }
    for method in contract.methods where method.result != .named(method.resultName) {
      source.line()
      source.typeScriptComment("What `\(method.name)` answers.")
      source.line("export type \(method.resultName) = \(method.result.typeScript);")
    }
    writeTables(to: &source)
    writeSurface(to: &source)
    return source.text
  }

  private var imports: Set<String> {
    var names: Set<String> = contract.methods.contains(where: \.takesAuth) ? ["Auth"] : []
    for method in contract.methods {
      names.formUnion(method.result.names)
      names.formUnion(method.params.typeNames)
    }
    let own = contract.types.filter { $0.origin != .component }
    for type in own {
      if case .object(let properties, _) = type.form {
        names.formUnion(properties.typeNames)
      }
    }
    return names.subtracting(own.map(\.name))
  }

  private func writeParams(of method: ClientContract.Method, to source: inout SourceText) {
    source.typeScriptComment("The params of `\(method.name)`.")
    guard method.takesAuth || !method.params.isEmpty else {
      source.line("export type \(method.typeName)Params = Record<string, never>;")
      return
    }
    source.line("export interface \(method.typeName)Params {")
    source.indented { source in
      source.typeScript(method.params, isParams: true)
      guard method.takesAuth else { return }
      source.typeScriptComment("Who is asking; without it, the identity of the client counts.")
      source.line("auth?: Auth | undefined;")
    }
    source.line("}")
  }

  private func writeTables(to source: inout SourceText) {
    source.line()
    source.typeScriptComment("The methods by their names on the wire.")
    source.line("export interface MethodMap {")
    source.indented { source in
      for method in contract.methods {
        source.line("\(method.typeScriptKey): {")
        source.indented { source in
          source.line("params: \(method.typeName)Params;")
          source.line("result: \(method.resultName);")
        }
        source.line("};")
      }
    }
    source.line("}")
    source.line()
    source.typeScriptComment("The name of a method.")
    source.line("export type MethodName = keyof MethodMap;")
    source.line()
    source.typeScriptComment("What a client has to know of a method.")
    source.line("export interface MethodInfo {")
    source.indented { source in
      source.typeScriptComment("What the caller needs.")
      source.line("readonly permission: \"none\" | \"view\" | \"edit\" | \"reset\";")
      source.typeScriptComment("Whether it takes `auth`.")
      source.line("readonly takesAuth: boolean;")
      source.typeScriptComment("Whether it takes a `progressToken`.")
      source.line("readonly reportsProgress: boolean;")
    }
    source.line("}")
    source.line()
    source.typeScriptComment("The methods, with what a client has to know of each.")
    source.line("export const methodTable: Readonly<Record<MethodName, MethodInfo>> = {")
    source.indented { source in
      for method in contract.methods {
        source.line("\(method.typeScriptKey): {")
        source.indented { source in
          source.line("permission: \"\(method.permission)\",")
          source.line("takesAuth: \(method.takesAuth),")
          source.line("reportsProgress: \(method.reportsProgress),")
        }
        source.line("},")
      }
    }
    source.line("};")
  }

  private func writeSurface(to source: inout SourceText) {
    source.line()
    source.typeScriptComment(
      "The methods of the service, typed, on top of one untyped call.",
      "Each answers with a `Call`: a promise of the result that can be cancelled and watched.",
      "What all params have to be besides is the type parameter.")
    source.line("export abstract class Methods<Also = unknown> {")
    source.indented { source in
      source.typeScriptComment("Calls a method by its name on the wire.")
      source.line("abstract call<M extends MethodName>(")
      source.indented { source in
        source.line("method: M,")
        source.line("params?: MethodMap[M][\"params\"] & Also,")
        source.line("options?: CallOptions,")
      }
      source.line("): Call<MethodMap[M][\"result\"]>;")
      for method in contract.methods where !method.isLifecycle {
        source.line()
        source.typeScriptComment(method.summary, method.description)
        let optional = method.params.contains(where: \.isRequired) ? "" : "?"
        source.line("\(method.shortName)(")
        source.indented { source in
          source.line("params\(optional): \(method.typeName)Params & Also,")
          source.line("options?: CallOptions,")
        }
        source.line("): Call<\(method.resultName)> {")
        source.indented { source in
          source.line("return this.call(\"\(method.name)\", params, options);")
        }
        source.line("}")
      }
    }
    source.line("}")
  }
}

extension ClientContract.Method {
  fileprivate var typeScriptKey: String {
    name.allSatisfy { $0.isLetter || $0.isNumber } ? name : "\"\(name)\""
  }
}
