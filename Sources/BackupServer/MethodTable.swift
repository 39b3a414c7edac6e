import AccessControl
import BackupProtocol
import BackupService
import JSONCoding

/// Every method that needs an identity, the permission it needs, and the use case behind it.
let methodTable: [MethodRow] = [
  MethodRow(long: CreateBackup.self, .edit) { try $0.createBackup($1, by: $2, control: $3) },
  MethodRow(reading: ListBackups.self, .view) { try $0.listBackups($1) },
  MethodRow(reading: GetBackup.self, .view) { try $0.getBackup($1) },
  MethodRow(long: VerifyBackup.self, .edit) { try $0.verifyBackup($1, by: $2, control: $3) },
  MethodRow(changing: DeleteBackup.self, .edit) { operations, params, caller, _ in
    try operations.deleteBackup(params, by: caller)
  }.needing(.reset) { $0["force"] == true },
  MethodRow(changing: UpdateBackup.self, .edit) { operations, params, caller, _ in
    try operations.updateBackup(params, by: caller)
  },
  MethodRow(long: ExportBackup.self, .edit) { try $0.exportBackup($1, by: $2, control: $3) },
  MethodRow(long: ImportBackup.self, .edit) { try $0.importBackup($1, by: $2, control: $3) },
  MethodRow(long: PreviewRestore.self, .edit) { try $0.previewRestore($1, by: $2, control: $3) },
  MethodRow(longAwaiting: RestoreBackup.self, .edit) {
    try await $0.restoreBackup($1, by: $2, control: $3)
  },
  MethodRow(longAwaiting: RollbackRestore.self, .edit) {
    try await $0.rollbackRestore($1, by: $2, control: $3)
  },
  MethodRow(reading: ListRestores.self, .view) { try $0.listRestores($1) },
  MethodRow(long: RequestResetOtp.self, .reset) { operations, _, caller, control in
    try operations.requestResetOtp(by: caller, control: control)
  },
  MethodRow(long: VerifyResetOtp.self, .reset) { try $0.verifyResetOtp($1, by: $2, control: $3) },
  MethodRow(longAwaiting: FactoryReset.self, .reset) {
    try await $0.factoryReset($1, by: $2, control: $3)
  },
  MethodRow(reading: GetSchedule.self, .view) { operations, _ in try operations.getSchedule() },
  MethodRow(changing: SetSchedule.self, .edit) { operations, params, caller, _ in
    try operations.setSchedule(params, by: caller)
  },
  MethodRow(reading: GetRetention.self, .view) { operations, _ in try operations.getRetention() },
  MethodRow(changing: SetRetention.self, .edit) { operations, params, caller, _ in
    try operations.setRetention(params, by: caller)
  },
  MethodRow(long: PreviewRetention.self, .view) { operations, params, _, _ in
    try operations.previewRetention(params)
  },
  MethodRow(long: ApplyRetention.self, .edit) { try $0.applyRetention($1, by: $2, control: $3) },
  MethodRow(GetStatus.self, .view) { parts, _, _, _ in try await parts.operations.sharedStatus() },
  MethodRow(reading: ListActivity.self, .view) { try $0.listActivity($1) },
]
