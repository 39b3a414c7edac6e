import BackupProtocol
import Databases
import JSONFormat

extension UnpackedBackup {
  /// What a database is that equals the prepared image byte for byte: what was compared, and with
  /// what.
  ///
  /// - Parameter isAdapted: whether the image has another page size than the backup.
  func identity(isAdapted: Bool) -> String {
    if let overlay {
      let rows = overlay.replaced.reduce(0) { $0 + $1.rows }
      return "The database is the prepared image, byte for byte: \(rows) rows of the backup in"
        + " \(overlay.replaced.count) tables, over a copy of the database. The rows of each table"
        + " were counted."
    }
    guard manifest.format == .archive else {
      return "The database is the image that was built from the backup, byte for byte. The image"
        + " has the backup's schema, and the checksum of its rows."
    }
    return isAdapted
      ? "The database is the backup in the database's page size, byte for byte. The rows of each"
        + " table were counted."
      : "The database is the backup, byte for byte."
  }
}

extension PreparedRestore {
  /// What a database is whose rows were made those of the prepared image, one by one.
  var likeness: String {
    guard let overlay else {
      return "The database has the rows of the backup. Each row that was written was read back and "
        + "compared, and so was each page that differs."
    }
    return
      "\(overlay.replaced.count) tables have the rows of the backup. Each row that was written "
      + "was read back and compared. Other tables were not changed."
  }
}
