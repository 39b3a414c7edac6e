// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/// How one message is told from the next. The server recognises it from the first bytes that
/// arrive.
public enum MessageFraming: String, Codable, Sendable, CaseIterable {
  /// One message a line, ended by LF or CRLF.
  case newline
  /// `Content-Length` headers: the base protocol of the [Language Server
  /// Protocol](https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol).
  case contentLength
}
