/// Names that a parser of statements may take for something else: every keyword of SQLite
/// (https://www.sqlite.org/lang_keywords.html), and names that other things have.
enum DefinitionNames {
  static let keywords = """
    ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN
    BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT
    CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC
    DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FILTER
    FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN
    INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE
    LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON OR ORDER OTHERS
    OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE REFERENCES REGEXP
    REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS SAVEPOINT SELECT SET
    TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER UNBOUNDED UNION UNIQUE UPDATE USING VACUUM
    VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT STRICT
    """.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }

  /// Those that SQLite takes as names without quotes, where it falls back from the keyword.
  static let bare = [
    "abort", "action", "after", "always", "analyze", "asc", "attach", "before", "begin", "by",
    "cascade", "cast", "column", "conflict", "current", "database", "deferred", "desc", "detach",
    "do", "each", "end", "exclude", "exclusive", "explain", "fail", "filter", "first", "following",
    "for", "generated", "glob", "groups", "ignore", "immediate", "initially", "instead", "key",
    "last", "like", "match", "materialized", "no", "nulls", "of", "offset", "others", "over",
    "partition", "plan", "pragma", "preceding", "query", "raise", "range", "recursive", "regexp",
    "reindex", "release", "rename", "replace", "restrict", "rollback", "row", "rows", "savepoint",
    "temp", "temporary", "ties", "trigger", "unbounded", "vacuum", "view", "virtual", "window",
    "with", "without", "strict",
  ]

  /// Of functions, modules, table-valued functions, schemas, row ids, and SQLite's own prefixes.
  static let taken = [
    "json", "count", "json_each", "json_tree", "pragma_table_info", "fts5", "rtree", "dbstat",
    "generate_series", "main", "temp", "new", "old", "excluded", "rowid", "_rowid_", "oid", "true",
    "false", "strict", "data", "manifest", "schema", "tables", "sqlit", "sqlitex_a", "x_content",
    "x_data", "x_node", "__proto__", "$rowid", "$blob",
  ]

  static let odd = [
    "", " ", "\"", "'", "`", "]", "a]b", "a\"b", "a'b", "a`b", ";", "--", "/*", "a\nb", "a\rb",

    "\t", "1", "1e5", "-1", "x'41'", "a.b", "?", ":a", "@a", "#a", "ä", "Ä", "表", "\u{1F600}",
    "e\u{301}", "\u{FEFF}", "\u{2028}", "\u{1}", "%s", "\\", "BEGIN; END;",
  ]
}
