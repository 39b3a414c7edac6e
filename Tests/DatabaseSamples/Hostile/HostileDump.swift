/// SQL that nobody should replay as it stands, or that stops being a dump somewhere.
package struct HostileDump: Sendable, CustomStringConvertible {
  /// What an import that is right makes of it.
  package enum Verdict: Sendable {
    /// It is an error; nothing of it is kept.
    case refused
    /// It may be taken or refused; nothing outside of the new database changes, and neither time nor
    /// memory grows with what it asks for.
    case harmless
  }

  /// Who it works on where nothing holds it back.
  package enum Victim: Sendable {
    /// Any program that runs it through SQLite.
    case library
    /// The shell, which has more functions and its own commands.
    case shell
  }

  package let name: String
  /// What makes it hostile.
  package let hazard: String
  package let verdict: Verdict
  /// Set where replaying it makes a file whose name begins with `escaped` in the folder.
  package let victim: Victim?
  private let template: HostileContent

  package var description: String { name }

  init(
    name: String, hazard: String, verdict: Verdict, victim: Victim?, _ content: HostileContent
  ) {
    (self.name, self.hazard, self.verdict, self.victim) = (name, hazard, verdict, victim)
    template = content
  }

  /// The SQL.
  ///
  /// - Parameter folder: where it tries to write: no import may leave a file `escaped…` there.
  package func content(folder: String) -> HostileContent { template.inFolder(folder) }

  package static let all: [HostileDump] =
    escapes + settings + functions + modules + schemas + statements + exhaustions + broken + shapes
    + forgeries

  static let head = """
    PRAGMA foreign_keys=OFF;
    BEGIN TRANSACTION;
    CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT);
    INSERT INTO t VALUES(1,'one');

    """

  /// A dump that is fine but for the statements in its middle.
  static func dump(_ statements: String) -> String { head + statements + "\nCOMMIT;\n" }
}
