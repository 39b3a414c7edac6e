import Glibc
import TestSupport

@testable import BackupService

/// Folders that exports may go to and imports come from, and what lies around them.
struct BoundedFolders {
  let fixture: ServiceFixture
  /// The first one of two that are allowed.
  let folder: String
  let other: String
  /// Beside them, and begins with the name of the first one.
  let sibling: String

  init() throws {
    fixture = try ServiceFixture()
    folder = fixture.folder["out"]
    other = fixture.folder["other"]
    sibling = fixture.folder["out-not"]
    for path in [folder, other, sibling, folder + "/sub", folder + "/caf\u{e9}"] {
      mkdir(path, 0o700)
    }
    for path in [folder + "/file", sibling + "/secret", folder + "/sub/dump.sql"] {
      try FileContent.write(Array("content".utf8), to: path)
    }
    link("../out-not", at: "out/leads-out")
    link("../out-not/secret", at: "out/leads-to-secret")
    link("sub", at: "out/leads-in")
    link("nowhere", at: "out/leads-nowhere")
    link("loop", at: "out/loop")
    link("/proc/self/fd", at: "out/descriptors")
    link("../app.db", at: "out/leads-to-database")
    link("out", at: "door")
  }

  private func link(_ target: String, at path: String) { symlink(target, fixture.folder[path]) }

  func operations(
    _ change: (inout BackupOperations.Parts) -> Void = { _ in }
  ) -> BackupOperations {
    fixture.operations {
      $0.exportFolders = [folder, other]
      $0.importFolders = [folder, other]
      change(&$0)
    }
  }

  var exports: FolderBounds { .exports(operations().parts) }
  var imports: FolderBounds { .imports(operations().parts) }

  /// Where everything may be taken from or go to that is beside the database.
  func wideOperations() -> BackupOperations {
    operations {
      $0.exportFolders = [fixture.folder.path]
      $0.importFolders = [fixture.folder.path]
    }
  }

  /// Puts the paths of this test in the place of their names.
  func fill(_ text: String) -> String {
    let names = [
      ("FOLDER", folder), ("OTHER", other), ("SIBLING", sibling), ("ROOT", fixture.folder.path),
    ]
    for (name, path) in names where text.hasPrefix(name) {
      return path + text.dropFirst(name.count)
    }
    return text
  }

  /// All names in these folders.
  func names() -> [String] {
    ["out", "out/sub", "other", "out-not"].flatMap { name in
      TemporaryFolder.names(in: fixture.folder[name]).map { name + "/" + $0 }
    }
  }
}
