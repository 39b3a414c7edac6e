/// A place where two descriptions of the same thing are not the same.
package struct SchemaDifference: Sendable, Hashable, CustomStringConvertible {
  /// Where, such as `createBackup.result.backup.label`.
  package let path: String
  /// What differs, in a plain clause.
  package let message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}

extension SchemaShape {
  /// Compares the shape that the code has with the one that a document states.
  /// - Returns: every difference, sorted by path within an object; empty if they are the same.
  package func differences(fromDocument document: Self, at path: String) -> [SchemaDifference] {
    switch (self, document) {
    case (.object(let code), .object(let stated)):
      Self.differences(of: code, from: stated, at: path)
    case (.choice(let code), .choice(let stated)):
      Self.differences(of: code, from: stated, at: path)
    case (.array(let code), .array(let stated)):
      code.differences(fromDocument: stated, at: path + "[]")
    case (.map(let code), .map(let stated)):
      code.differences(fromDocument: stated, at: path + ".*")
    case (.nullable(let code), .nullable(let stated)):
      code.differences(fromDocument: stated, at: path)
    case (let code, let stated) where code == stated:
      []
    case (let code, let stated):
      [.init(path: path, message: "the code has \(code), the document \(stated)")]
    }
  }

  private static func differences(
    of code: [String: Member], from stated: [String: Member], at path: String
  ) -> [SchemaDifference] {
    Set(code.keys).union(stated.keys).sorted().flatMap { name -> [SchemaDifference] in
      let path = "\(path).\(name)"
      switch (code[name], stated[name]) {
      case (let code?, let stated?):
        var found = code.shape.differences(fromDocument: stated.shape, at: path)
        if code.isRequired != stated.isRequired {
          let words = { (isRequired: Bool) in isRequired ? "required" : "optional" }
          found.append(
            .init(
              path: path,
              message: "\(words(code.isRequired)) in the code, "
                + "\(words(stated.isRequired)) in the document"))
        }
        return found
      case (nil, _): return [.init(path: path, message: "not in the code")]
      case (_, nil): return [.init(path: path, message: "not in the document")]
      }
    }
  }

  private static func differences(
    of code: Set<String>, from stated: Set<String>, at path: String
  ) -> [SchemaDifference] {
    stated.subtracting(code).sorted().map {
      .init(path: path, message: "the choice \($0) is not in the code")
    }
      + code.subtracting(stated).sorted().map {
        .init(path: path, message: "the choice \($0) is not in the document")
      }
  }
}
