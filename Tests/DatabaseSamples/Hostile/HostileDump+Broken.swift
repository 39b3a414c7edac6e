extension HostileDump {
  /// A dump that is not all there, or not text.
  static let broken: [HostileDump] =
    cases {
      refused("no COMMIT", "was cut before its end", text: head)
      refused(
        "no COMMIT, and more", "was cut before its end",
        text: head + "INSERT INTO t VALUES(2,'two');\n")
      refused(
        "ROLLBACK", "tells that the shell met an error", text: head + "ROLLBACK; -- due to errors\n"
      )
      refused(
        "an error of the shell in its midst", "lacks rows that could not be read",
        text:
          head
          + "/**** ERROR: (11) database disk image is malformed *****/\nROLLBACK; -- due to errors\n"
      )
      refused("empty", "is no dump", text: "")
      refused("blank", "is no dump", text: "\n \n")
      refused("a comment alone", "is no dump", text: "-- nothing\n/* here */")
      harmless(
        "nothing but BEGIN and COMMIT", "is a dump of an empty database",
        text:
          "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCOMMIT;\n")
      refused(
        "an unclosed string", "never ends", text: head + "INSERT INTO t VALUES(2,'two;\nCOMMIT;\n")
      refused(
        "an unclosed name", "never ends", text: head + "INSERT INTO \"t VALUES(2,'two');\nCOMMIT;\n"
      )
      refused(
        "an unclosed bracket", "never ends",
        text: head + "INSERT INTO [t VALUES(2,'two');\nCOMMIT;\n")
      refused("an unclosed comment", "never ends", text: head + "/* COMMIT;\n")
      refused(
        "an unclosed blob", "never ends", text: head + "INSERT INTO t VALUES(2,X'00\n);COMMIT;\n")
      refused(
        "an unclosed trigger", "never ends",
        text:
          head + "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1;\nCOMMIT;\n")
      harmless("no semicolon at the end", "may lack what came behind it", text: head + "COMMIT")
      harmless(
        "something behind COMMIT", "is more than a dump",
        text:
          head + "COMMIT;\nINSERT INTO t VALUES(2,'two');\n")
      refused(
        "garbage behind COMMIT", "is more than a dump", text: head + "COMMIT;\n\u{1}\u{2}garbage")
      refused(
        "another dump behind it", "makes the same tables twice",
        text:
          head + "COMMIT;\n" + head + "COMMIT;\n")
      refused(
        "of another database", "is no SQLite",
        text:
          """
          -- MySQL dump 10.13
          /*!40101 SET NAMES utf8mb4 */;
          LOCK TABLES `t` WRITE;
          CREATE TABLE `t` (`a` int(11) NOT NULL AUTO_INCREMENT, PRIMARY KEY (`a`)) ENGINE=InnoDB;
          INSERT INTO `t` VALUES (1,'it\\'s');
          UNLOCK TABLES;
          """)
      refused(
        "of one more", "is no SQLite",
        text:
          "SET statement_timeout = 0;\nCOPY public.t (a, b) FROM stdin;\n1\tone\n\\.\n")
      harmless(
        "a byte order mark", "is what some editors write first",
        text: "\u{FEFF}" + head + "COMMIT;\n")
      harmless(
        "CRLF", "is what some transfers make",
        text: head.replacing("\n", with: "\r\n") + "COMMIT;\r\n")
      harmless(
        "CR alone", "is a comment to its end for some",
        text:
          head.replacing("\n", with: "\r") + "-- x\rCOMMIT;\r")
      harmless(
        "\"go\" and \"/\" lines", "end a statement in the shell alone",
        text:
          "BEGIN\ngo\nCREATE TABLE t(a)\n/\nCOMMIT\ngo\n")
      refused(
        "a NUL in a statement", "hides what comes behind it",
        text: head + "INSERT INTO t VALUES(2,'two\u{0}');\nDROP TABLE t;\nCOMMIT;\n")
      refused(
        "a NUL between statements", "hides what comes behind it",
        text: head + "\u{0}DROP TABLE t;\nCOMMIT;\n")
      refused(
        "nothing but NUL", "is what a crash leaves of a file",
        content: HostileContent("").followed(by: "\u{0}", times: 4096))
      refused(
        "a database", "is no dump, but what dumps are made of",
        text: "SQLite format 3\u{0}\u{10}\u{0}\u{1}\u{1}\u{0}@  ")
      refused(
        "an archive of gzip", "is no dump",
        content: HostileContent([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4]))
      refused(
        "UTF-16", "is what some shells of Windows write",
        content: HostileContent(TextEncoding.utf16le.bytes("\u{FEFF}" + head + "COMMIT;\n")))
      harmless(
        "text that is not UTF-8", "is a value all the same",
        content: HostileContent(head + "INSERT INTO t VALUES(2,'")
          .followed(by: [0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80]).followed(by: "');\nCOMMIT;\n"))
      harmless(
        "a string that ends in half a character", "tempts to swallow the quote",
        content: HostileContent(head + "INSERT INTO t VALUES(2,'x")
          .followed(by: [0xE2, 0x82]).followed(by: "');\nCOMMIT;\n"))
      harmless(
        "a name that is not UTF-8", "is no name in JSON",
        content: HostileContent(head + "CREATE TABLE \"")
          .followed(by: [0xFF, 0x80]).followed(by: "\"(x);\nCOMMIT;\n"))
    } + cuts

  private static let whole = dump(
    """
    CREATE TABLE u(x TEXT, y BLOB);
    INSERT INTO u VALUES('it''s; -- "x"',X'00ff');
    INSERT INTO u VALUES(replace('a\\nb','\\n',char(10)),1e999);
    CREATE TRIGGER g AFTER INSERT ON u BEGIN SELECT 'END;'; END;
    CREATE INDEX i ON u(x) /* ; */;
    """)

  /// One dump, cut at every eleventh byte before its end.
  private static let cuts: [HostileDump] = stride(from: 1, to: whole.utf8.count - 9, by: 11).map {
    refused(
      "cut at byte \($0)", "was cut by a full disk",
      content: HostileContent(Array(whole.utf8.prefix($0))))
  }

}
