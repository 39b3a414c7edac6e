import BackupFiles
import JSONCoding

/// The members of a document of ours, which have to come in this order. Others are passed over.
enum ExportSection: String, CaseIterable {
  case format, formatVersion, partial, values, id, createdAt, label, source, generator
  case database, schema, data, manifest
}

/// Walks along the members of a document of ours.
final class ExportOutline {
  private let reader: JSONStreamReader
  private let keys = JSONKeyTable(ExportSection.allCases.map(\.rawValue))
  private var last = -1
  private(set) var isPartial = false
  /// Whether the values are as an application has them, not as a database stores them.
  private(set) var hasApplicationValues = false

  init(_ reader: JSONStreamReader) { self.reader = reader }

  /// Reads the beginning of the document.
  func begin() throws { try reader.beginObject() }

  /// Goes to the value of the next member that is more than a remark.
  ///
  /// - Returns: `database`, `schema`, `data` or `manifest`; nil at the end of the document, behind
  ///   which nothing comes any more.
  /// - Throws: ``ArchiveError`` for a version that is not known, or what the reader throws.
  func next() throws -> ExportSection? {
    while let match = try reader.nextKey(in: keys) {
      guard case .known(let position) = match else { continue }
      let section = ExportSection.allCases[position]
      let previous = last
      guard position > previous else {
        throw reader.error("this member is in the wrong place: the order of members is fixed")
      }
      guard previous >= 1 || position == previous + 1 else {
        throw reader.error("a document of Strongroom begins with format and formatVersion")
      }
      last = position
      switch section {
      case .format:
        guard try reader.readText() == ExportHeader.format else {
          throw reader.error("this is not a document of Strongroom")
        }
      case .formatVersion: try readVersion()
      case .partial: isPartial = try reader.readBool()
      case .values:
        guard try reader.readText() == "application" else {
          throw reader.error("unknown kind of values")
        }
        hasApplicationValues = true
      case .id, .createdAt, .label, .source, .generator: continue
      case .database, .schema, .data, .manifest: return section
      }
    }
    try reader.finish()
    guard last >= 1 else {
      throw reader.error("a document of Strongroom begins with format and formatVersion")
    }
    return nil
  }

  private func readVersion() throws {
    let version = try reader.readInteger()
    guard version == ExportHeader.version else {
      throw ArchiveError(
        .version, "A newer version of Strongroom made the document.",
        expected: "format version \(ExportHeader.version)", found: "\(version)")
    }
  }
}
