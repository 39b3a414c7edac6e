package import BackupProtocol
import JSONCoding

/// What a document of the format JSON says about itself before its rows; its manifest says it again.
package struct ExportHeader {
  /// What `format` says.
  static let format = "strongroom-export"
  static let version = 1
  /// How the last line of a document begins, which is a block of its own in its file.
  package static let manifestMark = "\"manifest\":"

  let id: String
  let createdAt: Timestamp
  let label: String?
  let source: Manifest.Source
  let generator: Manifest.Generator

  /// - Parameter date: the moment whose state the document holds.
  package init(
    _ entry: Backup, at date: Timestamp, source: Manifest.Source, generator: Manifest.Generator
  ) {
    id = entry.id
    createdAt = date
    label = entry.label
    self.source = source
    self.generator = generator
  }

  package init(_ manifest: Manifest) {
    id = manifest.id
    createdAt = manifest.createdAt
    label = manifest.label
    source = manifest.source
    generator = manifest.generator
  }

  /// Writes the members up to those that tell a full document from a partial one.
  func write(to output: JSONStreamWriter, isPartial: Bool) throws {
    try output.key("format")
    try output.string(Self.format)
    try output.key("formatVersion")
    try output.integer(Int64(Self.version))
    if isPartial {
      try output.key("partial")
      try output.bool(true)
      try output.key("values")
      try output.string("application")
    }
    output.newline(indent: 1)
    try output.key("id")
    try output.string(id)
    output.newline(indent: 1)
    try output.key("createdAt")
    try output.string(createdAt.description)
    if let label {
      output.newline(indent: 1)
      try output.key("label")
      try output.string(label)
    }
    output.newline(indent: 1)
    try output.key("source")
    try output.value(try JSONValueEncoder().encode(source))
    output.newline(indent: 1)
    try output.key("generator")
    try output.value(try JSONValueEncoder().encode(generator))
  }
}
