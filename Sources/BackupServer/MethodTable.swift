import AccessControl
import BackupProtocol
import BackupService
import JSONCoding

/// Every method that needs an identity, the permission it needs, and the use case behind it.
let methodTable: [MethodRow] = [
  MethodRow(CreateBackup.self, .edit) { try await $0.createBackup($1, by: $2, control: $3) },
  MethodRow(ListBackups.self, .view) { service, params, _, _ in
    try await service.listBackups(params)
  },
  MethodRow(GetBackup.self, .view) { service, params, _, _ in try await service.getBackup(params) },
  MethodRow(VerifyBackup.self, .edit) { try await $0.verifyBackup($1, by: $2, control: $3) },
  MethodRow(DeleteBackup.self, .edit) { service, params, caller, _ in
    try await service.deleteBackup(params, by: caller)
  }.needing(.reset) { $0["force"] == true },
  MethodRow(UpdateBackup.self, .edit) { service, params, caller, _ in
    try await service.updateBackup(params, by: caller)
  },
  MethodRow(ExportBackup.self, .edit) { try await $0.exportBackup($1, by: $2, control: $3) },
  MethodRow(ImportBackup.self, .edit) { try await $0.importBackup($1, by: $2, control: $3) },
  MethodRow(PreviewRestore.self, .edit) { try await $0.previewRestore($1, by: $2, control: $3) },
  MethodRow(RestoreBackup.self, .edit) { try await $0.restoreBackup($1, by: $2, control: $3) },
  MethodRow(RollbackRestore.self, .edit) { try await $0.rollbackRestore($1, by: $2, control: $3) },
  MethodRow(ListRestores.self, .view) { service, params, _, _ in
    try await service.listRestores(params)
  },
  MethodRow(RequestResetOtp.self, .reset) { service, _, caller, control in
    try await service.requestResetOtp(by: caller, control: control)
  },
  MethodRow(VerifyResetOtp.self, .reset) { try await $0.verifyResetOtp($1, by: $2, control: $3) },
  MethodRow(FactoryReset.self, .reset) { try await $0.factoryReset($1, by: $2, control: $3) },
  MethodRow(GetStatus.self, .view) { service, _, _, _ in try await service.getStatus() },
  MethodRow(ListActivity.self, .view) { service, params, _, _ in
    try await service.listActivity(params)
  },
  MethodRow(GetSchedule.self, .view) { service, _, _, _ in try await service.getSchedule() },
  MethodRow(SetSchedule.self, .edit) { service, params, caller, _ in
    try await service.setSchedule(params, by: caller)
  },
  MethodRow(GetRetention.self, .view) { service, _, _, _ in try await service.getRetention() },
  MethodRow(SetRetention.self, .edit) { service, params, caller, _ in
    try await service.setRetention(params, by: caller)
  },
  MethodRow(PreviewRetention.self, .view) { service, params, _, _ in
    try await service.previewRetention(params)
  },
  MethodRow(ApplyRetention.self, .edit) { try await $0.applyRetention($1, by: $2, control: $3) },
]
