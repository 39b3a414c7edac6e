/// What is known of an application beforehand. It fills in settings that the configuration leaves out.
package enum HostProfile: String, Sendable, Hashable, Decodable, CaseIterable {
  /// LPG Nexus. The default.
  case lpgNexus = "lpg-nexus"
  /// An application that keeps its schema with Prisma, and of which nothing else is known.
  case prisma
}

extension HostProfile {
  /// Tables that a factory reset leaves whole where they exist, beside those of migration tools.
  package var keptTables: [String] {
    switch self {
    case .lpgNexus: ["SystemSettings"]
    case .prisma: []
    }
  }

  /// By table, the SQL condition of the rows that a factory reset leaves where it fits: those who can
  /// still sign in.
  package var keptRows: [String: String] {
    switch self {
    case .lpgNexus: ["User": "role = 'SUPER_ADMIN'"]
    case .prisma: [:]
    }
  }

  /// The claim of a token that names the tenant.
  package var tenantClaim: String {
    switch self {
    case .lpgNexus: "adminId"
    case .prisma: "tenantId"
    }
  }
}
