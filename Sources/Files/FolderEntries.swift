import Glibc

/// The names in a folder, without `.` and `..`, in no order.
///
/// - Returns: nil where the folder cannot be opened; `errno` tells why.
package func folderEntries(_ path: String) -> [String]? {
  guard let directory = opendir(path) else { return nil }
  defer { closedir(directory) }
  return folderEntries(directory)
}

/// The names in a folder that is open, without `.` and `..`, in no order.
package func folderEntries(_ directory: OpaquePointer) -> [String] {
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}
