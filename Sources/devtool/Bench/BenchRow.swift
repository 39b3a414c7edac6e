import ArgumentParser
import BackupProtocol

/// What the bench can measure, in the order of its table.
enum BenchRow: String, CaseIterable, ExpressibleByArgument {
  case create
  case createVerified = "create-verified"
  case restore
  case ping
  case clients
  case list
  case start
  case memory
  case writer
  case sql
  case sqlRestore = "sql-restore"
  case json
  case jsonRestore = "json-restore"
  case sqlMemory = "sql-memory"
  case jsonMemory = "json-memory"
  case mixedMemory = "mixed-memory"
  case reset
  case underLoad = "under-load"
  case tables
  case oneRow = "one-row"
  case churn

  /// By name or by number, from 1.
  init?(argument: String) {
    if let number = Int(argument), Self.allCases.indices.contains(number - 1) {
      self = Self.allCases[number - 1]
    } else {
      self.init(rawValue: argument)
    }
  }

  func measure(_ bench: BenchSetting) throws -> [BenchResult] {
    switch self {
    case .create: try bench.measureCreate(verified: false)
    case .createVerified: try bench.measureCreate(verified: true)
    case .restore: try bench.measureRestore()
    case .ping: try bench.measurePing()
    case .clients: try bench.measureClients()
    case .list: try bench.measureList()
    case .start: try bench.measureStart()
    case .memory: try bench.measureMemory()
    case .writer: try bench.measureWriter()
    case .sql: try bench.measureDump()
    case .sqlRestore: try bench.measureDumpRestore()
    case .json: try bench.measureExport()
    case .jsonRestore: try bench.measureExportRestore()
    case .sqlMemory: try bench.measureMemory(.sql)
    case .jsonMemory: try bench.measureMemory(.json)
    case .mixedMemory: try bench.measureMixedMemory()
    case .reset: try bench.measureReset()
    case .underLoad: try bench.measureUnderLoad()
    case .tables: try bench.measureTables()
    case .oneRow: try bench.measureOneRow()
    case .churn: try bench.measureChurn()
    }
  }
}

/// Rows as `--only` takes them: `create,3,ping`.
struct BenchRows: ExpressibleByArgument {
  let rows: [BenchRow]

  init?(argument: String) {
    let parts = argument.split(separator: ",").map { BenchRow(argument: String($0)) }
    rows = parts.compactMap(\.self)
    if rows.isEmpty || rows.count < parts.count { return nil }
  }
}
