import ArchiveFormat
import BackupFiles
import BackupProtocol
import Compression
import Databases
import JSONFormat
import ObjectStorage
import SQLFormat
import SQLiteImages

/// Reads the file of a backup, in whichever format it is, without believing it.
struct BackupFileReader {
  private let reader: any ObjectReader
  private let format: BackupFormat

  /// - Parameter format: what the name says; the content has to agree.
  init(_ reader: any ObjectReader, _ format: BackupFormat) {
    self.reader = reader
    self.format = format
  }

  func readManifest() throws -> Manifest {
    let manifest =
      switch format {
      case .sql: try SQLDumpReader(ObjectSource(reader: reader)).readManifest()
      case .json: try JSONExportReader(ObjectSource(reader: reader)).readManifest()
      default: try ArchiveReader(reader).readManifest()
      }
    guard manifest.format == format else {
      throw ArchiveError(
        .manifest, "The backup's manifest is for another format.", expected: format.rawValue,
        found: manifest.format.rawValue)
    }
    return manifest
  }

  /// The uncompressed bytes.
  func content() throws -> ContentStream {
    ContentStream(try ParallelDecompressor(source: ObjectSource(reader: reader)))
  }

  /// Makes the database file that the backup holds.
  ///
  /// - Parameters:
  ///   - expecting: the manifest, where it is known. Definitions of a database of ours have only the
  ///     limits of SQLite; those that were imported keep the limits of an import.
  ///   - proven: the SHA-256 of a file whose image was proven, and needs no proof in that file.
  ///   - freeBytes: what the file may take at most.
  func extract(
    to path: String, rows: @autoclosure () throws -> any RowAccess, expecting: Manifest?,
    proven: String?, freeBytes: Int64, control: OperationControl
  ) throws -> Manifest {
    switch format {
    case .sql, .json:
      let total = expecting?.rowCount ?? 0
      let source = ObjectSource(reader: reader)
      var limits = BuildLimits(imageBytes: freeBytes)
      if let expecting, !expecting.isForeign { limits = limits.forOwnDefinitions }
      let progress = { (rows: Int) in
        control.progress(.extract, Int64(rows), of: Int64(total), .rows)
      }
      let manifest =
        format == .sql
        ? try SQLDumpReader(source).rebuild(
          at: path, engine: try rows(), limits: limits, cancellation: control.cancellation,
          progress: progress)
        : try JSONExportReader(source).rebuild(
          at: path, engine: try rows(), limits: limits, cancellation: control.cancellation,
          progress: progress)
      guard let manifest else {
        throw ArchiveError(.manifest, "The file has no manifest at its end.")
      }
      return manifest
    default:
      return try ArchiveReader(reader).extractImage(
        to: path, expectedSize: (expecting?.image?.size).map(Int64.init), proven: proven,
        freeBytes: freeBytes, cancellation: control.cancellation
      ) { control.progress(.extract, $0, of: $1, .bytes) }
    }
  }
}

extension BackupFormat {
  /// By the end of a backup's file name.
  init(fileName: String) {
    if fileName.hasSuffix(".sql.gz") {
      self = .sql
    } else if fileName.hasSuffix(".json.gz") {
      self = .json
    } else {
      self = .archive
    }
  }
}
