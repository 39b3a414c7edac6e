package import JSONCoding

/// A file of `schemas/examples`: calls to make in turn, each with the reply to expect.
///
/// A runner gives each file a fresh process with a fresh sample database and no backups.
package struct ExampleFile: Sendable {
  /// A call with its reply.
  package struct Step: Sendable {
    /// The request, with placeholders for what an earlier reply has bound.
    package let request: JSONValue
    /// The reply, with placeholders; nil if the request is a notification.
    package let reply: JSONValue?
  }

  /// What the example shows, in one sentence.
  package let description: String
  package let steps: [Step]

  /// Reads the content of a file.
  /// - Throws: ``SchemaError`` if it does not have the form of an example.
  package init(_ content: JSONValue) throws(SchemaError) {
    guard let description = content["description"]?.stringValue, !description.isEmpty,
      let entries = content["steps"]?.arrayValue, !entries.isEmpty
    else { throw .init("an example needs a description and steps") }
    var steps: [Step] = []
    for entry in entries {
      guard let request = entry["request"], request.objectValue != nil else {
        throw .init("a step needs a request")
      }
      let reply = entry["reply"]
      guard (request["id"] != nil) == (reply != nil) else {
        throw .init("a step needs a reply if its request has an id, and none otherwise")
      }
      steps.append(.init(request: request, reply: reply))
    }
    self.description = description
    self.steps = steps
  }
}
