/// The secrets of a configuration, none of which stands in its file.
package struct Secrets: Sendable, Hashable {
  package let jwt: Secret?
  package let smtpPassword: Secret?
  package let encryptionPassphrase: Secret?
  package let webhook: Secret?
  /// Only where a storage needs them.
  package let aws: AWSCredentials?
}

/// What requests to S3 are signed with.
package struct AWSCredentials: Sendable, Hashable {
  package let accessKeyId: Secret
  package let secretAccessKey: Secret
  package let sessionToken: Secret?
}
