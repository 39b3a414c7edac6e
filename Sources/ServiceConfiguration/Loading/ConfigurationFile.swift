import FoundationEssentials

/// A file that the configuration is read from, or that it names.
struct ConfigurationFile {
  let path: String

  /// All of the file.
  ///
  /// - Parameter setting: The key or variable that names the file, for the message.
  /// - Throws: ``ConfigurationError`` when it isn't there, can't be read or is larger.
  func read(upTo limit: Int, for setting: String) throws(ConfigurationError) -> [UInt8] {
    try requireReadable(for: setting)
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw unreadable(setting, "cannot be read")
    }
    guard data.count <= limit else {
      throw unreadable(setting, "is larger than \(limit) bytes")
    }
    return Array(data)
  }

  func requireReadable(for setting: String) throws(ConfigurationError) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw unreadable(setting, "does not exist")
    }
    guard !isFolder else { throw unreadable(setting, "is a folder") }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw unreadable(setting, "is not readable by this user")
    }
  }

  var isReadableByOthers: Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let permissions = attributes?[.posixPermissions] as? UInt
    return permissions.map { $0 & 0o044 != 0 } ?? false
  }

  private func unreadable(_ setting: String, _ problem: String) -> ConfigurationError {
    ConfigurationError(
      .unreadableFile, path: setting, "The file that \(setting) names, \(path), \(problem).")
  }
}

extension String {
  /// The path, taken from the folder unless it is absolute already.
  func absolute(in folder: String) -> String {
    if hasPrefix("/") { return self }
    var path = self[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// The path of the folder that an absolute path is in.
  var parentFolder: String {
    guard let slash = lastIndex(of: "/"), slash != startIndex else { return "/" }
    return String(self[..<slash])
  }

  var lastPathComponent: String {
    String(self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...])
  }
}
