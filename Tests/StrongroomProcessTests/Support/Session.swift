import Foundation
import JSONCoding

/// A JSON-RPC conversation with a process.
final class Session {
  enum Framing: CaseIterable {
    case lines
    case headers
  }

  let child: ChildProcess
  /// The folder that the process works in, kept as long as the conversation.
  private let sandbox: Sandbox?
  private let framing: Framing
  private var buffer: [UInt8] = []
  private var isAtEnd = false
  private var nextID = 1000
  /// Replies that came while another was waited for.
  private var replies: [JSONValue] = []
  /// Notifications that came so far, in their order.
  private(set) var notifications: [JSONValue] = []

  init(_ child: ChildProcess, framing: Framing = .lines, in sandbox: Sandbox? = nil) {
    self.child = child
    self.sandbox = sandbox
    self.framing = framing
  }

  static let admin: JSONValue = [
    "actor": ["id": "user-1", "role": "ADMIN", "name": "Ayesha Khan"]
  ]

  func send(_ message: JSONValue) throws { try send(bytes: message.serialized) }

  func send(text: String) throws { try send(bytes: Array(text.utf8)) }

  private func send(bytes: [UInt8]) throws {
    switch framing {
    case .lines: try child.write(bytes + [UInt8(ascii: "\n")])
    case .headers:
      try child.write(Array("Content-Length: \(bytes.count)\r\n\r\n".utf8) + bytes)
    }
  }

  /// Sends a request as an administrator.
  /// - Returns: its id.
  @discardableResult
  func request(
    _ method: String, _ params: JSONObject = [:], id: JSONValue? = nil, token: String? = nil,
    auth: JSONValue? = Session.admin
  ) throws -> JSONValue {
    nextID += 1
    let id = id ?? .integer(nextID)
    var params = params
    if let auth { params["auth"] = auth }
    if let token { params["progressToken"] = .string(token) }
    try send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)])
    return id
  }

  func notify(_ method: String, _ params: JSONObject = [:]) throws {
    try send(["jsonrpc": "2.0", "method": .string(method), "params": .object(params)])
  }

  /// Sends a request and waits for its reply.
  func call(
    _ method: String, _ params: JSONObject = [:], auth: JSONValue? = Session.admin
  ) throws -> JSONValue {
    try reply(to: try request(method, params, auth: auth))
  }

  /// Sends a request that has to succeed.
  func result(of method: String, _ params: JSONObject = [:]) throws -> JSONValue {
    let reply = try call(method, params)
    guard let result = reply["result"] else { throw ProcessFailure("\(method): \(reply.text)") }
    return result
  }

  /// The reply with this id, whichever others come before it.
  func reply(to id: JSONValue) throws -> JSONValue {
    while true {
      if let index = replies.firstIndex(where: { $0["id"] == id }) {
        return replies.remove(at: index)
      }
      guard try take() else {
        throw ProcessFailure("no reply to \(id.text); the log: \(child.errors)")
      }
    }
  }

  /// The next reply of any kind: a batch's too.
  func nextReply() throws -> JSONValue {
    while replies.isEmpty {
      guard try take() else { throw ProcessFailure("no reply; the log: \(child.errors)") }
    }
    return replies.removeFirst()
  }

  /// The first progress of a request, of a phase if one is named.
  @discardableResult
  func progress(of token: String, phase: String? = nil) throws -> JSONValue {
    var seen = 0
    while true {
      while seen < notifications.count {
        let notification = notifications[seen]
        seen += 1
        guard let value = notification.progress(of: token) else { continue }
        if phase == nil || value["phase"]?.stringValue == phase { return value }
      }
      guard try take() else { throw ProcessFailure("no progress; the log: \(child.errors)") }
    }
  }

  /// Takes the next message and keeps it where it belongs.
  /// - Returns: false at the end.
  private func take() throws -> Bool {
    guard let message = try next() else { return false }
    if message["method"] != nil { notifications.append(message) } else { replies.append(message) }
    return true
  }

  /// The next message as it comes; nil at the end.
  func next() throws -> JSONValue? {
    while true {
      if let body = takeBody() { return try JSONValue(parsing: body) }
      if isAtEnd {
        guard buffer.isEmpty else { throw ProcessFailure("stdout ends within a message") }
        return nil
      }
      let part = try child.read()
      isAtEnd = part.isEmpty
      buffer += part
    }
  }

  private func takeBody() -> [UInt8]? {
    switch framing {
    case .lines:
      guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { buffer.removeSubrange(...end) }
      return Array(buffer[..<end])
    case .headers:
      let separator = Array("\r\n\r\n".utf8)
      guard let gap = buffer.firstRange(of: separator) else { return nil }
      let header = String(decoding: buffer[..<gap.lowerBound], as: UTF8.self)
      guard let length = Int(header.replacing("Content-Length: ", with: "")),
        buffer.count >= gap.upperBound + length
      else { return nil }
      defer { buffer.removeSubrange(..<(gap.upperBound + length)) }
      return Array(buffer[gap.upperBound..<gap.upperBound + length])
    }
  }

  /// The entry of a backup that was just asked for: the request may not have got that far.
  func runningEntry() throws -> JSONValue {
    while true {
      let page = try result(of: "listBackups", ["status": "running"])
      if let entry = page["backups"]?[0] { return entry }
    }
  }

  /// Everything that still comes, until stdout ends.
  func rest() throws -> [JSONValue] {
    var messages = replies
    replies = []
    while let message = try next() { messages.append(message) }
    return messages
  }

  /// Ends the input and waits for the end.
  func end() throws -> ChildProcess.End {
    child.closeInput()
    _ = try rest()
    return try child.wait()
  }
}

extension JSONValue {
  var text: String { String(decoding: serialized, as: UTF8.self) }

  /// The kind of the error in a reply.
  var errorKind: String? { self["error"]?["data"]?["kind"]?.stringValue }

  /// The value, where this is the `$/progress` of a request with this token.
  func progress(of token: String) -> JSONValue? {
    guard self["method"] == "$/progress", self["params"]?["token"]?.stringValue == token
    else { return nil }
    return self["params"]?["value"]
  }
}
