package import BackupProtocol
import Crypto
import Databases
import Files
package import JSONCoding

/// Writes a document without a schema, whose rows are meant for tables that a database has already.
package final class PartialDocumentWriter {
  let output: JSONStreamWriter
  private let sink: HashingJSONSink

  /// - Parameter sink: takes all bytes of the document.
  package init(_ sink: @escaping JSONStreamWriter.Sink) {
    let sink = HashingJSONSink(sink)
    self.sink = sink
    output = JSONStreamWriter { try sink.write($0) }
  }

  func begin(_ header: ExportHeader) throws {
    try output.beginObject()
    try header.write(to: output, isPartial: true)
    output.newline(indent: 1)
    try output.key("data")
    try output.flush()
    sink.hash = SHA256()
    try output.beginObject()
  }

  func beginTable(_ name: String) throws {
    output.newline(indent: 2)
    try output.key(name)
    try output.beginArray()
  }

  func endTable(isEmpty: Bool) throws {
    if !isEmpty { output.newline(indent: 2) }
    try output.endArray()
  }

  /// Ends the rows, up to the last line.
  ///
  /// - Returns: the SHA-256 of the value of `data`, byte by byte as it is written, in hexadecimal
  ///   digits.
  func end() throws -> String {
    output.newline(indent: 1)
    try output.endObject()
    try output.flush()
    let checksum = sink.hash.map { hexadecimal($0.finalize()) }
    sink.hash = nil
    try sink.write(",\n")
    return checksum ?? ""
  }

  /// Writes the last line.
  package func write(_ manifest: Manifest) throws {
    try sink.write(ExportHeader.manifestMark)
    try JSONValueEncoder().encode(manifest).serialized.withUnsafeBytes { try sink.write($0) }
    try sink.write("}\n")
  }
}

private final class HashingJSONSink {
  var hash: SHA256?
  private let sink: JSONStreamWriter.Sink

  init(_ sink: @escaping JSONStreamWriter.Sink) { self.sink = sink }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    hash?.update(bufferPointer: bytes)
    try sink(bytes)
  }

  func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }
}
