import BackupProtocol
import Glibc
import ObjectStorage
import StateFolder
import Synchronization

/// Images that previews unpacked and checked, kept for the restores that they allow.
///
/// An image is kept until its confirmation expires, within an amount of disk space, by this process
/// only. It is given up as soon as the disk runs short.
final class PreparedImages: Sendable {
  /// What an image was unpacked from.
  struct Source: Hashable, Sendable {
    let backupID: String
    /// Another one once the file was written to.
    let version: String
  }

  private struct Kept {
    let folder: ScratchSpace.Folder
    let image: String
    let unpacked: UnpackedBackup
    let size: Int64
    let expiresAt: Timestamp
  }

  /// The most that all images may take, in bytes; 0 keeps none.
  private let maximum: Int64
  private let kept = Mutex<[Source: Kept]>([:])

  init(maximum: Int64) { self.maximum = maximum }

  deinit { removeAll() }

  /// Keeps an image with its folder. Those that expire first make space for it.
  func keep(
    _ image: String, in folder: ScratchSpace.Folder, _ unpacked: UnpackedBackup, of source: Source,
    size: Int64, until expiresAt: Timestamp
  ) {
    guard size <= maximum else { return }
    folder.leave()
    let new = Kept(
      folder: folder, image: image, unpacked: unpacked, size: size, expiresAt: expiresAt)
    // Not under the lock, which other calls wait for.
    let removed = kept.withLock { kept -> [Kept?] in
      var removed = [kept.updateValue(new, forKey: source)]
      while kept.values.reduce(0, { $0 + $1.size }) > maximum,
        let first = kept.filter({ $0.key != source }).min(by: {
          $0.value.expiresAt < $1.value.expiresAt
        })
      {
        removed.append(kept.removeValue(forKey: first.key))
      }
      return removed
    }
    for kept in removed { kept?.folder.remove() }
  }

  /// Moves the image of a backup to a path on the same disk, and forgets it.
  ///
  /// - Returns: nil where there is none, or it has expired.
  func take(_ source: Source, to path: String, now: Timestamp) -> UnpackedBackup? {
    removeExpired(now: now)
    guard let found = kept.withLock({ $0.removeValue(forKey: source) }) else { return nil }
    defer { found.folder.remove() }
    return rename(found.image, path) == 0 ? found.unpacked : nil
  }

  func removeExpired(now: Timestamp) { remove { $0.expiresAt <= now } }

  func removeAll() { remove { _ in true } }

  /// Gives up all images where fewer bytes are free than `needed`.
  func makeSpace(for needed: Int64, free: () -> Int64?) {
    guard kept.withLock({ !$0.isEmpty }), let free = free(), free < needed else { return }
    removeAll()
  }

  private func remove(_ isRemoved: (Kept) -> Bool) {
    let removed = kept.withLock { kept in
      let removed = kept.filter { isRemoved($0.value) }
      kept = kept.filter { !isRemoved($0.value) }
      return removed
    }
    for kept in removed.values { kept.folder.remove() }
  }
}
