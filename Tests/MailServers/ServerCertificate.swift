import Foundation

/// Certificates of an authority made for this process, as PEM files, each with its key in it.
package enum ServerCertificate: String, Sendable, CaseIterable {
  /// For localhost, remote.localhost, 127.0.0.1 and ::1.
  case valid
  case expired
  /// For another host.
  case wrongHost
  /// By no authority.
  case selfSigned

  /// The certificate of the authority.
  package static func authority() throws -> String { try certificates.get()["authority.pem"] }

  package func path() throws -> String { try Self.certificates.get()["\(rawValue).pem"] }

  private static let certificates = Result {
    let folder = try make()
    // Nothing global is ever released.
    atexit { try? FileManager.default.removeItem(atPath: ServerCertificate.folderPath) }
    return folder
  }

  private static var folderPath: String { (try? certificates.get().path) ?? "" }

  private var names: String {
    self == .wrongHost
      ? "DNS:mail.example.org"
      : "DNS:localhost,DNS:remote.localhost,IP:127.0.0.1,IP:::1"
  }

  private static func make() throws -> ServerFolder {
    let folder = try ServerFolder()
    func openssl(_ arguments: [String]) throws {
      try MailServerTools.output(of: ["openssl"] + arguments)
    }
    let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    let authority = ["-CA", folder["authority.pem"], "-CAkey", folder["authority.key"]]
    try openssl(
      ["req", "-x509", "-days", "2", "-subj", "/CN=Test authority"] + newKey
        + ["-keyout", folder["authority.key"], "-out", folder["authority.pem"]])
    for certificate in allCases {
      let (key, pem) = (folder["\(certificate).key"], folder["\(certificate).pem"])
      let request = folder["\(certificate).csr"]
      let subject = ["-subj", "/CN=Test server", "-addext", "subjectAltName=\(certificate.names)"]
      if certificate == .selfSigned {
        try openssl(
          ["req", "-x509", "-days", "2", "-keyout", key, "-out", pem] + newKey + subject)
      } else {
        try openssl(["req", "-keyout", key, "-out", request] + newKey + subject)
        try openssl(
          ["x509", "-req", "-in", request, "-copy_extensions", "copy", "-out", pem]
            + ["-days", certificate == .expired ? "-1" : "2"] + authority)
      }
      let both = try folder.bytes(of: "\(certificate).pem") + folder.bytes(of: "\(certificate).key")
      try Data(both).write(to: URL(fileURLWithPath: pem))
    }
    return folder
  }
}
