import ForeignFiles

extension ImportKind {
  /// What is done to take it in, in shares as they were measured.
  var phases: ProgressPlan {
    switch self {
    case .sqlite, .archive: [.extract: 2, .check: 3, .compress: 3, .proof: 6]
    case .sql, .export: [.extract: 4, .check: 3, .compress: 6, .proof: 6]
    case .partialExport, .foreignDocument, .djangoDump: [.extract: 1, .compress: 1, .proof: 2]
    }
  }
}
