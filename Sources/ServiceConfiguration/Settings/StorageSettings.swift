/// A place where backups are kept.
package enum StorageSettings: Sendable, Hashable {
  case folder(FolderStorageSettings)
  case s3(S3StorageSettings)

  /// The operator's name for it, which backups' locations refer to.
  package var name: String {
    switch self {
    case .folder(let settings): settings.name
    case .s3(let settings): settings.name
    }
  }
}

/// A folder of this machine.
package struct FolderStorageSettings: Sendable, Hashable {
  package let name: String
  package internal(set) var path: String
  /// Whether the folder has to be there already: it is on a disk that is mounted.
  package let mustExist: Bool
}

/// A bucket of a service that speaks S3.
package struct S3StorageSettings: Sendable, Hashable {
  package let name: String
  /// The service's URL, that of Amazon's own service in the region when nil.
  package let endpoint: String?
  /// `AWS_REGION`, `AWS_DEFAULT_REGION` or `us-east-1` unless configured.
  package internal(set) var region: String
  package let bucket: String
  /// What all keys begin with; empty or without a slash at either end.
  package let prefix: String
  /// Whether the bucket stands in the path, not in the host name. By default where there is an endpoint.
  package let pathStyle: Bool
  /// The certificates to trust instead of the system's.
  package internal(set) var caFile: String?
}

extension StorageSettings: Decodable {
  private enum CodingKeys: String, CodingKey {
    case name, type, path, mustExist, endpoint, region, bucket, prefix, pathStyle, caFile
  }

  private enum Kind: String, Decodable, CaseIterable {
    case folder, s3
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.required(.name, .storageName)
    switch try container.decode(Kind.self, forKey: .type) {
    case .folder:
      self = .folder(
        FolderStorageSettings(
          name: name, path: try container.required(.path, .path),
          mustExist: try container.flag(.mustExist) ?? false))
    case .s3:
      let endpoint = try container.value(.endpoint, .httpURL)
      self = .s3(
        S3StorageSettings(
          name: name, endpoint: endpoint, region: try container.value(.region, .line) ?? "",
          bucket: try container.required(.bucket, .bucket),
          prefix: try container.value(.prefix, .keyPrefix) ?? "",
          pathStyle: try container.flag(.pathStyle) ?? (endpoint != nil),
          caFile: try container.value(.caFile, .path)))
    }
  }
}
