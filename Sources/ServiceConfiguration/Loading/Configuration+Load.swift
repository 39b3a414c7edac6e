import FoundationEssentials
import JSONCoding

extension Configuration {
  /// Reads and checks a configuration.
  ///
  /// The file is read first, then what variables say is put over it, then the argument. Paths in the
  /// file, and in the variables that override its keys, start from the file's folder (from the working
  /// directory without a file); those given as arguments or as `…_FILE` from the working directory.
  ///
  /// - Parameters:
  ///   - file: The path given as `--config`.
  ///   - database: The path given as `--database`.
  ///   - environment: The variables of the process.
  ///   - workingDirectory: An absolute path.
  ///   - otherVariables: Names that begin with `STRONGROOM_` and belong to another part of the program.
  /// - Throws: ``ConfigurationError`` for the first thing that is wrong.
  package static func load(
    file: String? = nil, database: String? = nil, environment: [String: String] = [:],
    workingDirectory: String = FileManager.default.currentDirectoryPath,
    otherVariables: Set<String> = []
  ) throws(ConfigurationError) -> Configuration {
    let loader = ConfigurationLoader(
      file: file, database: database, environment: environment,
      workingDirectory: workingDirectory,
      overrides: try EnvironmentOverrides(environment, otherVariables: otherVariables))
    return try loader.load()
  }
}

/// One loading of a configuration.
struct ConfigurationLoader {
  let file: String?
  let database: String?
  let environment: [String: String]
  let workingDirectory: String
  let overrides: EnvironmentOverrides

  private static let largestFile = 1_048_576

  func load() throws(ConfigurationError) -> Configuration {
    var document = try decoded(try overridden(try written()))
    var secrets = SecretReader(environment: environment, workingDirectory: workingDirectory)
    try resolve(&document)
    return try configuration(of: document, secrets: &secrets)
  }

  /// The folder that paths in the document start from.
  var folder: String {
    file.map { $0.absolute(in: workingDirectory).parentFolder } ?? workingDirectory
  }

  func written() throws(ConfigurationError) -> JSONValue {
    guard let file else { return .object(JSONObject()) }
    let bytes = try ConfigurationFile(path: file.absolute(in: workingDirectory))
      .read(upTo: Self.largestFile, for: "--config")
    do {
      return try JSONValue(parsing: bytes)
    } catch {
      throw ConfigurationError(
        .invalidJSON, path: "--config", "The configuration \(file) is not JSON: \(error).")
    }
  }

  private func overridden(_ document: JSONValue) throws(ConfigurationError) -> JSONValue {
    guard case .object(var object) = overrides.apply(to: document) else { return document }
    if let database {
      let path = try DatabaseLocation.path(database, setting: "--database")
      object["database"] = .string(path.absolute(in: workingDirectory))
    }
    return .object(object)
  }

  private func decoded(_ document: JSONValue) throws(ConfigurationError) -> ConfigurationDocument {
    do {
      return try JSONValueDecoder(unknownKeys: .refuse, root: "").decode(from: document)
    } catch let error as JSONDecodingError {
      throw ConfigurationError(error, file: file, overrides: overrides)
    } catch {
      throw ConfigurationError(.invalidValue, path: "", "The configuration cannot be used.")
    }
  }
}
