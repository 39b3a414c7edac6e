import BackupProtocol
import JSONCoding

extension Manifest {
  /// The version of a backup that is one file, as most are.
  package static let currentFormatVersion = 1
  /// The version of a backup that has `parts`.
  package static let extendedFormatVersion = 2

  /// Reads a manifest that nobody vouches for.
  package init(decoding bytes: some Collection<UInt8>) throws {
    do {
      let value = try JSONValue(parsing: Array(bytes))
      guard let version = value["formatVersion"]?.intValue else {
        throw ArchiveError(.manifest, "The backup's manifest has no format version.")
      }
      guard [Self.currentFormatVersion, Self.extendedFormatVersion].contains(version) else {
        throw ArchiveError(
          .version, "A newer version of Strongroom made the backup.",
          expected: "format version \(Self.extendedFormatVersion)", found: "\(version)")
      }
      self = try JSONValueDecoder(root: "manifest").decode(Manifest.self, from: value)
      guard (parts == nil) == (version == Self.currentFormatVersion) else {
        throw ArchiveError(.manifest, "The backup's manifest does not fit its format version.")
      }
      // Version 1.0 had no type of its own for imports.
      if type == .manual, importedFrom != nil { type = .import }
    } catch let error as JSONParseError {
      throw ArchiveError(.manifest, "The backup's manifest is not JSON: \(error).")
    } catch let error as JSONDecodingError {
      throw ArchiveError(.manifest, "The backup's manifest cannot be read: \(error).")
    }
  }

  /// Of the database that the backup becomes, in bytes.
  package var imageSize: Int64 {
    parts == nil && image != nil
      ? Int64(image?.size ?? 0) : Int64(database.pageSize) * Int64(database.pageCount)
  }
}
