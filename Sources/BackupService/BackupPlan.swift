import BackupProtocol
import Compression

/// What kind of backup to make.
struct BackupPlan {
  var type: BackupType
  var format = BackupFormat.archive
  var label: String?
  var compression: BackupProtocol.CompressionAlgorithm = .zstd
  /// Whether it counts only after a trial restore.
  var isProven = true
  /// Whether a damaged source is kept as it is, for want of anything better.
  var acceptsDamage = false
  /// Whether no rule may ever remove it.
  var isPinned = false

  var algorithm: Compression.CompressionAlgorithm {
    switch compression {
    case .zstd: .zstd
    case .gzip: .gzip
    }
  }

  /// What is done for it, in shares as they were measured.
  var phases: ProgressPlan {
    switch format {
    case .archive, .incremental: [.compress: 2, .proof: isProven ? 5 : 0]
    case .sql, .json: [.snapshot: 1, .compress: 8, .proof: isProven ? 8 : 0]
    }
  }

  /// The end of the file's name, which tells the format.
  var fileNameSuffix: String {
    switch format {
    case .sql: ".sql.gz"
    case .json: ".json.gz"
    case .archive, .incremental: ".tar\(algorithm.fileNameSuffix)"
    }
  }

  /// `backup-2026-11-22-19-30-05-<id>.tar.zst`
  func fileName(id: String, at time: Timestamp) -> String {
    let date = time.description.prefix(19).map { "T:".contains($0) ? "-" : $0 }
    return "backup-\(String(date))-\(id)\(fileNameSuffix)"
  }
}
