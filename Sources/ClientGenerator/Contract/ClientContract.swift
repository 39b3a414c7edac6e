/// What a client has to know of the service: the content of `schemas/openrpc.json`, with a name for
/// everything that a typed language needs a name for.
package struct ClientContract: Sendable, Hashable {
  /// The version of the contract, `1.0.0`.
  package let version: String
  /// The named types, those that stand under `components/schemas` first.
  package let types: [NamedType]
  package let methods: [Method]
  /// The notifications that the server sends on its own; progress, which belongs to a call, is none.
  package let events: [Event]
  /// The notification of the progress of a call.
  package let progress: Event
  /// The notifications that the server takes.
  package let notifications: [Event]
  package let errors: [ErrorReply]
}

extension ClientContract {
  /// A type with a name.
  package struct NamedType: Sendable, Hashable {
    package let name: String
    package let description: String
    package let form: TypeForm
    package let origin: Origin

    /// Where a type comes from.
    package enum Origin: Sendable, Hashable {
      case component
      /// It is the result of a method, or a part of one.
      case result
      /// It is a part of an object whose members are not all described.
      case partOfOpenObject
    }
  }

  package enum TypeForm: Sendable, Hashable {
    /// An object. An open one has members beside those that are described.
    case object([Property], isOpen: Bool)
    /// One of these strings.
    case choice([Choice])
    /// Another type by one more name.
    case alias(TypeExpression)
  }

  /// One of the strings that a type allows.
  package struct Choice: Sendable, Hashable {
    package let value: String
    /// A name for languages in which the value is none.
    package let name: String
    /// Empty where the document says nothing of it.
    package let description: String

    package init(value: String, name: String, description: String) {
      self.value = value
      self.name = name
      self.description = description
    }
  }

  package struct Property: Sendable, Hashable {
    package let name: String
    package let description: String
    package let type: TypeExpression
    /// Whether it is always there.
    package let isRequired: Bool
    /// Whether it is a secret, which nothing should print by itself.
    package let isSecret: Bool
  }

  /// A method of the service.
  package struct Method: Sendable, Hashable {
    package let name: String
    package let summary: String
    package let description: String
    package let permission: String
    /// The params, without `auth` and `progressToken`, which calls of most methods may carry.
    package let params: [Property]
    package let result: TypeExpression
    package let takesAuth: Bool
    package let reportsProgress: Bool
    /// Whether the client calls it itself, when a process begins or ends.
    package let isLifecycle: Bool
  }

  package struct Event: Sendable, Hashable {
    package let name: String
    package let summary: String
    package let params: [Property]
  }

  /// A kind of error reply.
  package struct ErrorReply: Sendable, Hashable {
    package let kind: String
    package let code: Int
    package let message: String
    /// What is in `error.data` beside the kind.
    package let data: [Property]
  }
}

/// A type where it is used.
package indirect enum TypeExpression: Sendable, Hashable {
  case null
  case boolean
  case integer
  case number
  case string
  /// A string that is a date and time.
  case timestamp
  /// Any value.
  case any
  /// An object of which nothing is known.
  case openObject
  case array(TypeExpression)
  case named(String)
  case nullable(TypeExpression)
  case union([TypeExpression])
}

extension ClientContract.Method {
  /// Its name as that of a type, `CreateBackup`.
  package var typeName: String { name.methodTypeName }

  /// What a client calls it: `rpc.discover` is `discover`.
  package var shortName: String { name.methodShortName }

  /// The name of the type of its result, `CreateBackupResult`.
  package var resultName: String { typeName + "Result" }
}

extension ClientContract.ErrorReply {
  /// The name of the class of its errors, `BusyError`.
  package var className: String {
    kind.hasSuffix("Error") ? kind.capitalizedFirst : kind.capitalizedFirst + "Error"
  }
}

extension TypeExpression {
  /// The named types in it.
  var names: Set<String> {
    switch self {
    case .named(let name): [name]
    case .array(let type), .nullable(let type): type.names
    case .union(let types): types.reduce(into: []) { $0.formUnion($1.names) }
    default: []
    }
  }
}

extension Sequence<ClientContract.Property> {
  /// The named types in the types of all of them.
  var typeNames: Set<String> {
    reduce(into: []) { $0.formUnion($1.type.names) }
  }
}
