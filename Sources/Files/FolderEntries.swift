import Glibc

/// Why a folder cannot be read.
package struct FolderReadFailure: Error {
  /// The `errno` of the call that failed.
  package let code: CInt
}

/// Returns the names in a folder, without `.` and `..`, in no order.
package func folderEntries(_ path: String) throws(FolderReadFailure) -> [String] {
  guard let directory = opendir(path) else { throw FolderReadFailure(code: errno) }
  defer { closedir(directory) }
  return try folderEntries(directory)
}

/// Returns the names in an open folder, without `.` and `..`, in no order.
package func folderEntries(_ directory: OpaquePointer) throws(FolderReadFailure) -> [String] {
  var names: [String] = []
  errno = 0
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
    errno = 0
  }
  guard errno == 0 else { throw FolderReadFailure(code: errno) }
  return names
}
