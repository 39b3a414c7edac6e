import Logging
import Synchronization

/// Says once that permissions are of the whole database, where identities belong to tenants.
final class TenantNotice: Sendable {
  private let wasGiven = Atomic<Bool>(false)

  func warn(_ log: Logger) {
    guard !wasGiven.exchange(true, ordering: .relaxed) else { return }
    log.warning(
      """
      Identities carry a tenant, and every backup, restore and reset is of the whole database. \
      Give the permissions edit and reset only to people who may act for all tenants.
      """)
  }
}
