import BackupProtocol
import DatabaseSamples
import TestSupport
import Testing

@testable import BackupService
@testable import ForeignFiles

@Suite("A file of another type")
struct ForeignFileTypeTests {
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("a 7z file", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]),
    ("a tar file", [UInt8](repeating: 97, count: 257) + Array("ustar\u{0}00".utf8)),
    ("a file compressed by xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4]),
    ("a file compressed by bzip2", Array("BZh91AY&SY".utf8)),
    ("a file encrypted by age", Array("age-encryption.org/v1\n-> X25519 a\n".utf8)),
    ("a file encrypted by age", Array("-----BEGIN AGE ENCRYPTED FILE-----\n".utf8)),
    ("a dump of PostgreSQL", Array("PGDMP\u{1}\u{f}\u{0}".utf8)),
    ("a dump of PostgreSQL", Array("--\n-- PostgreSQL database dump\n--\nSET x = 0;\n".utf8)),
    ("a dump of MySQL or MariaDB", Array("-- MySQL dump 10.13  Distrib 8.0\n--\n".utf8)),
    ("a dump of MySQL or MariaDB", Array("/*M!999999\\- enable the sandbox mode */ \n".utf8)),
    ("a CSV file", Array("id,name\n1,Ana\n2,Bo\n".utf8)),
    ("a CSV file", Array("\u{FEFF}\"id\";\"name\"\n1;Ana\n".utf8)),
    ("a RAR file", Array("Rar!\u{1A}\u{7}\u{1}\u{0}".utf8)),
    ("a file compressed by lz4", [4, 0x22, 0x4D, 0x18, 0x64, 0x40]),
    ("a file encrypted by PGP", Array("-----BEGIN PGP MESSAGE-----\n\nhQ".utf8)),
    ("a database of SQLite 2", Array("** This file contains an SQLite 2.1 database **".utf8)),
    ("the rollback journal of an SQLite database", [0xD9, 0xD5, 5, 0xF9, 0x20, 0xA1, 0x63, 0xD7]),
    ("a dump of MySQL or MariaDB", Array("-- phpMyAdmin SQL Dump\n-- version 5\n".utf8)),
    ("a dump of PostgreSQL", Array("SET statement_timeout = 0;\n".utf8)),
    ("a CSV file", Array("id,name\n1,Ana".utf8)),
    ("an XML file", Array("<?xml version=\"1.0\"?>\n<a/>".utf8)),
    ("a PDF file", Array("%PDF-1.7\n".utf8)),
    ("an HTML page", Array("<!DOCTYPE html><html></html>".utf8)),
    ("the write-ahead log of an SQLite database", [0x37, 0x7F, 6, 0x82, 0, 0x2D, 0xE2, 0x18]),
    (
      "a text file in UTF-16, as “>” of PowerShell writes it",
      [0xFF, 0xFE] + "BEGIN;\n".utf8.flatMap { [$0, 0] }
    ),
  ]

  @Test("is named, with what to do about it", arguments: files.indices)
  func named(index: Int) throws {
    let (name, bytes) = Self.files[index]
    let fixture = try ServiceFixture(.lpgNexus)
    let operations = fixture.operations()
    for content in [bytes, try Packed.pack(bytes)] {
      try FileContent.write(content, to: fixture.folder["dump.sql"])
      let failure = serviceFailure { try operations.importing(fixture.folder["dump.sql"]) }
      #expect(failure?.message == "This is \(name).")
      #expect(failure?.kind == .incompatible && failure?.data.hint?.isEmpty == false)
      #expect(fixture.archives == [])
    }
  }

  @Test(
    "is not what a dump of SQLite is taken for",
    arguments: [
      "PRAGMA foreign_keys=OFF;\nBEGIN;\n", "-- a, b\nCREATE TABLE a(x, y);\n",
      "create table a(x,\n y,\n z);", "INSERT INTO a VALUES(1,'\n-- MySQL dump 10\n');",
      "/* a */ BEGIN;", "\u{FEFF}BEGIN TRANSACTION;",
    ])
  func dump(text: String) {
    #expect(ForeignFileType(Array(text.utf8)) == nil)
  }
}
