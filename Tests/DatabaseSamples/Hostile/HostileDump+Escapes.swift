extension HostileDump {
  /// Out of the database, into files.
  static let escapes: [HostileDump] = cases {
    refused(
      "ATTACH", "makes and opens another file", victim: .library,
      content: HostileContent(
        head + "COMMIT; ATTACH DATABASE '{folder}/escaped.db' AS x; CREATE TABLE x.y(z);\n"))
    refused(
      "ATTACH in a transaction, as a URI", "opens another file",
      "ATTACH 'file:{folder}/escaped.db?mode=rwc' AS x;\nCREATE TABLE x.y(z);")
    refused(
      "ATTACH by an expression", "hides the name of the file", victim: .library,
      content: HostileContent(
        head + "COMMIT; attach ('{folder}/' || 'esc' || 'aped.db') as \"x;\"; "
          + "CREATE TABLE \"x;\".y(z);\n"))
    refused("DETACH", "takes a database away from the connection", "DETACH main;")
    refused(
      "VACUUM INTO", "writes a copy to any file", victim: .library,
      content: HostileContent(head + "COMMIT;\nVACUUM INTO '{folder}/escaped.db';\n"))
    refused(
      "VACUUM INTO behind a comment", "writes a copy to any file", victim: .library,
      content: HostileContent(
        head + "COMMIT;\nVACUUM/* ; */main -- '\n INTO '{folder}/escaped.db';\n"))
    harmless(
      "VACUUM", "rewrites the whole database",
      content: HostileContent(head + "COMMIT;\nVACUUM;\n"))
    refused(
      "writefile", "writes a file", victim: .shell,
      "INSERT INTO t VALUES(2,writefile('{folder}/escaped.txt','x'));")
    refused(
      "writefile by SELECT", "writes a file", victim: .shell,
      "SELECT writefile('{folder}/escaped.txt','x');")
    refused(
      "readfile", "reads a secret into the database",
      "INSERT INTO t VALUES(2,readfile('/etc/passwd'));")
    refused(
      "edit", "starts a program", "INSERT INTO t VALUES(2,edit('x','touch {folder}/escaped'));")
    refused("fsdir", "lists folders", "INSERT INTO t(b) SELECT name FROM fsdir('/etc');")
    refused(
      ".shell", "runs a program", victim: .shell,
      content: HostileContent(head + ".shell touch {folder}/escaped.txt\nCOMMIT;\n"))
    refused(
      ".system at the beginning", "runs a program", victim: .shell,
      content: HostileContent(".system touch {folder}/escaped.txt\n" + head + "COMMIT;\n"))
    refused(
      ".output", "writes to a file", victim: .shell,
      content: HostileContent(head + ".output {folder}/escaped.txt\nSELECT 1;\nCOMMIT;\n"))
    refused(
      ".once with a pipe", "runs a program", victim: .shell,
      content: HostileContent(head + ".once |touch {folder}/escaped.txt\nSELECT 1;\nCOMMIT;\n"))
    refused(
      ".read", "reads another script",
      content: HostileContent(head + ".read /etc/passwd\nCOMMIT;\n"))
    refused(
      ".open", "goes on in another database", victim: .shell,
      content: HostileContent(".open {folder}/escaped.db\n" + head + "COMMIT;\n"))
    refused(".load", "loads code", content: HostileContent(head + ".load {folder}/code\nCOMMIT;\n"))
    refused(
      ".import", "reads a file", content: HostileContent(head + ".import /etc/passwd t\nCOMMIT;\n"))
    refused(
      ".shell rm", "deletes files",
      content: HostileContent(head + ".shell rm -rf {folder}/gone\nCOMMIT;\n"))
    refused(
      "load_extension in VALUES", "loads code",
      "INSERT INTO t VALUES(2,load_extension('{folder}/code'));")
    refused("load_extension by SELECT", "loads code", "SELECT load_extension('{folder}/code');")
  }

  /// Settings that reach beyond the database, or that take its guards away.
  static let settings: [HostileDump] =
    [
      ("temp_store_directory = '{folder}'", "says where files of any database go"),
      ("data_store_directory = '{folder}'", "says where databases go"),
      ("trusted_schema = ON", "lets a schema call dangerous functions"),
      ("cell_size_check = OFF", "takes a guard away"),
      ("journal_mode = WAL", "makes files beside the database"),
      ("journal_mode = OFF", "makes the import impossible to undo"),
      ("locking_mode = EXCLUSIVE", "keeps others out"),
      ("synchronous = OFF", "makes what is written perishable"),
      ("mmap_size = 9223372036854775807", "maps the file"),
      ("cache_size = -2147483648", "lets memory grow"),
      ("hard_heap_limit = 1", "makes every database of the process fail"),
      ("soft_heap_limit = 1", "slows every database of the process"),
      ("threads = 99", "starts threads"),
      ("max_page_count = 1", "makes the rest of the import fail"),
      ("wal_checkpoint(TRUNCATE)", "changes the log"),
      ("key = 'secret'", "means something to other builds"),
      ("case_sensitive_like = ON", "changes what indexes mean"),
      ("ignore_check_constraints = ON", "lets wrong rows in"),
      ("recursive_triggers = ON", "lets triggers run for long"),
      ("query_only = ON", "makes the rest of the import fail"),
      ("schema_version = 1", "makes other connections miss changes"),
      ("reset_database = ON", "is none, but reads as if it were"),
      ("quick_check", "is a look, not a change"),
      ("not_a_setting = 1", "is ignored in silence by SQLite"),
      ("x.user_version = 1", "is one of a database that is not there"),
    ].map { harmless("PRAGMA \($0.0)", $0.1, "PRAGMA \($0.0);") }
    + cases {
      harmless(
        "a setting by SELECT", "tells where the database is",
        "INSERT INTO t SELECT 2, file FROM pragma_database_list;")
      harmless(
        "user_version out of range", "does not fit",
        "PRAGMA user_version = 99999999999999999999;")
      harmless(
        "another encoding half-way", "comes too late to take effect",
        "PRAGMA encoding = 'UTF-16be';")
    }
}
