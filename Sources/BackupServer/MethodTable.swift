import AccessControl
import BackupProtocol
import BackupService

/// Every method that needs an identity, the permission it needs, and the use case behind it.
let methodTable: [MethodRow] = [
  MethodRow(CreateBackup.self, .edit) { try $0.createBackup($1, by: $2, control: $3) },
  MethodRow(ListBackups.self, .view) { operations, params, _, _ in
    try operations.listBackups(params)
  },
  MethodRow(GetBackup.self, .view) { operations, params, _, _ in
    try operations.getBackup(params)
  },
  MethodRow(VerifyBackup.self, .edit) { try $0.verifyBackup($1, by: $2, control: $3) },
  MethodRow(DeleteBackup.self, .edit) { operations, params, caller, _ in
    try operations.deleteBackup(params, by: caller)
  },
  MethodRow(UpdateBackup.self, .edit) { operations, params, caller, _ in
    try operations.updateBackup(params, by: caller)
  },
  MethodRow(ExportBackup.self, .edit) { try $0.exportBackup($1, by: $2, control: $3) },
  MethodRow(ImportBackup.self, .edit) { try $0.importBackup($1, by: $2, control: $3) },
  MethodRow(PreviewRestore.self, .edit) { try $0.previewRestore($1, by: $2, control: $3) },
  MethodRow(awaiting: RestoreBackup.self, .edit) {
    try await $0.restoreBackup($1, by: $2, control: $3)
  },
  MethodRow(awaiting: RollbackRestore.self, .edit) {
    try await $0.rollbackRestore($1, by: $2, control: $3)
  },
  MethodRow(ListRestores.self, .view) { operations, params, _, _ in
    try operations.listRestores(params)
  },
  MethodRow(RequestResetOtp.self, .reset) { operations, _, caller, control in
    try operations.requestResetOtp(by: caller, control: control)
  },
  MethodRow(VerifyResetOtp.self, .reset) { try $0.verifyResetOtp($1, by: $2, control: $3) },
  MethodRow(awaiting: FactoryReset.self, .reset) {
    try await $0.factoryReset($1, by: $2, control: $3)
  },
  MethodRow(GetStatus.self, .view) { operations, _, _, _ in try operations.getStatus() },
  MethodRow(ListActivity.self, .view) { operations, params, _, _ in
    try operations.listActivity(params)
  },
]
