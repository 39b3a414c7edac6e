import Glibc

/// Finds a program as a shell does, and tells a missing one from one that cannot be run.
enum ProgramPath {
  enum Problem: Error, Hashable {
    case notFound
    case notExecutable(String)
  }

  /// - Parameters:
  ///   - program: a path, or a name to look up.
  ///   - searchPath: the variable `PATH`.
  static func resolve(_ program: String, searchPath: String?) throws(Problem) -> String {
    let candidates =
      program.contains("/")
      ? [program]
      : (searchPath ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        .map { "\($0)/\(program)" }
    var unusable: String?
    for candidate in candidates where access(candidate, F_OK) == 0 {
      if access(candidate, X_OK) == 0, isFile(candidate) { return candidate }
      unusable = unusable ?? candidate
    }
    if let unusable { throw .notExecutable(unusable) }
    throw .notFound
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
