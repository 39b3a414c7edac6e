/// What the module of a virtual table is, and where its rows are.
package struct VirtualTable {
  package enum Kind: Equatable {
    /// FTS5.
    case text5(TextContent)
    /// FTS3 and FTS4.
    case text4(TextContent)
    /// R*Tree and Geopoly.
    case tree
    /// Shows what is elsewhere.
    case window
    /// Of a module that is not here, or that nobody here knows.
    case foreign
  }

  /// Where a full-text table has its text.
  package enum TextContent: Equatable {
    case own
    /// In a table or view of this name.
    case external(String)
    case none
  }

  package let name: String
  package let module: String
  package let kind: Kind
  /// Whether a full-text table keeps the sizes of its rows.
  private let hasSizes: Bool

  /// - Parameters:
  ///   - sql: the definition, as SQLite keeps it.
  ///   - modules: those that this SQLite has, in lower case.
  init(name: String, sql: String, modules: Set<String>) {
    self.name = name
    let definition = ModuleDefinition(sql)
    module = definition.module
    let module = definition.module.lowercased()
    kind =
      switch module {
      case _ where Self.windows.contains(module): .window
      case _ where !modules.contains(module): .foreign
      case "fts5": .text5(Self.content(definition.option { "content".hasPrefix($0) }))
      case "fts4": .text4(Self.content(definition.option { $0 == "content" }))
      case "fts3": .text4(.own)
      case "rtree", "rtree_i32", "geopoly": .tree
      default: .foreign
      }
    hasSizes =
      switch kind {
      case .text5:
        definition.option { "columnsize".hasPrefix($0) && !"content".hasPrefix($0) } != "0"
      case .text4:
        module == "fts4"
          && definition.option { $0 == "matchinfo" }?.lowercased() != "fts3"
      default: false
      }
  }

  /// One whose module is taken to be here, if anything of this program knows it.
  package init(name: String, sql: String) {
    self.init(name: name, sql: sql, modules: StatementGuard.modules)
  }

  private static func content(_ option: String?) -> TextContent {
    switch option {
    case nil: .own
    case "": .none
    case let name?: .external(name)
    }
  }

  private static let windows: Set<String> = [
    "bytecode", "csv", "dbstat", "fts3tokenize", "fts4aux", "fts5vocab", "generate_series",
    "sqlite_dbdata", "sqlite_dbpage", "sqlite_dbptr", "sqlite_stmt", "tables_used",
    "transitive_closure",
  ]

  /// The ordinary tables that belong to it; some of them need not exist.
  package var storage: [String] { storageSuffixes.map { name + $0 } }

  private var storageSuffixes: [String] {
    switch kind {
    case .text5(let content):
      ["_data", "_idx", "_config"] + contentSuffixes(content)
    case .text4(let content):
      ["_segments", "_segdir", "_stat"] + contentSuffixes(content)
    case .tree: ["_node", "_parent", "_rowid"]
    case .window, .foreign: []
    }
  }

  private func contentSuffixes(_ content: TextContent) -> [String] {
    (hasSizes ? ["_docsize"] : []) + (content == .own ? ["_content"] : [])
  }

  /// Names that make SQLite take any table for its storage
  /// (https://www.sqlite.org/vtab.html#the_xshadowname_method).
  var reservedNames: [String] {
    switch kind {
    case .text5: ["_config", "_content", "_data", "_docsize", "_idx"].map { name + $0 }
    case .text4: ["_content", "_docsize", "_segdir", "_segments", "_stat"].map { name + $0 }
    case .tree: ["_node", "_parent", "_rowid"].map { name + $0 }
    case .window, .foreign: []
    }
  }

  /// The one of them that has a row for each of its rows, if it has one.
  package var countedStorage: String? {
    switch kind {
    case .text5(.own), .text4(.own): name + "_content"
    case .text5, .text4: hasSizes ? name + "_docsize" : nil
    case .tree: name + "_rowid"
    case .window, .foreign: nil
    }
  }
}
