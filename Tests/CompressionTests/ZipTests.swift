import Testing

@testable import Compression

@Suite("A ZIP file", .enabled(if: Tool.python3.path != nil, "Python is not installed"))
struct ZipTests {
  private static let content = Content.text.bytes(3000)

  /// A ZIP file that Python makes.
  ///
  /// - Parameter script: writes files of the bytes `content` to `z`.
  private func zip(_ script: String, content: [UInt8] = content) throws -> [UInt8] {
    let program = """
      import io, sys, zipfile
      content = sys.stdin.buffer.read()
      file = io.BytesIO()
      with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        \(script.split(separator: "\n").joined(separator: "\n  "))
      sys.stdout.buffer.write(file.getvalue())
      """
    return try Tool.python3.run(["-c", program], input: content)
  }

  private func read(_ member: ZipMember, in file: [UInt8], pieces: Int = 700) throws -> [UInt8] {
    let stream = try member.content(in: MemorySource(file))
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: pieces)
    while case let count = try piece.withUnsafeMutableBytes({ try stream.read(into: $0) }),
      count > 0
    {
      content += piece[..<count]
    }
    #expect(try piece.withUnsafeMutableBytes { try stream.read(into: $0) } == 0)
    return content
  }

  @Test(
    "gives its files, however they were written",
    arguments: [
      #"z.writestr("a", content)"#, #"z.writestr("a", content, zipfile.ZIP_STORED)"#,
      // ZIP64, though it is small.
      #"with z.open("a", "w", force_zip64=True) as f: f.write(content)"#,
      #"z.comment = b"PK\5\6" * 900; z.writestr("a", content)"#,
    ])
  func whole(script: String) throws {
    let file = try zip(script)
    #expect(ZipArchive.isBeginning(file))
    let members = try ZipArchive(MemorySource(file)).members
    let member = try #require(members.first)
    #expect(member.name == "a" && member.size == 3000 && members.count == 1)
    #expect(member.obstacle == nil)
    for pieces in [1, 700, 1 << 16] {
      #expect(try read(member, in: file, pieces: pieces) == Self.content)
    }
    #expect(try member.firstBytes(16, in: MemorySource(file)) == Array(Self.content.prefix(16)))
  }

  @Test("that was written to a pipe has its sizes after its content, and is read too")
  func streamed() throws {
    let program = """
      import sys, zipfile
      class Pipe:
        def write(self, b): return sys.stdout.buffer.write(b)
        def flush(self): pass
      with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a", sys.stdin.buffer.read()); z.writestr("b", b"")
      """
    let file = try Tool.python3.run(["-c", program], input: Self.content)
    let members = try ZipArchive(MemorySource(file)).members
    #expect(try members.map { try read($0, in: file) } == [Self.content, []])
  }

  @Test("lists no folders and no links")
  func irregular() throws {
    let file = try zip(
      """
      z.writestr("folder/", b"")
      i = zipfile.ZipInfo("link"); i.create_system = 3; i.external_attr = 0o120777 << 16
      z.writestr(i, b"/etc/passwd")
      z.writestr("folder/ä", content)
      """)
    #expect(try ZipArchive(MemorySource(file)).members.map(\.name) == ["folder/ä"])
    let empty = try zip("pass")
    #expect(try ZipArchive(MemorySource(empty)).members == [] && ZipArchive.isBeginning(empty))
  }

  @Test("says what it cannot read")
  func obstacles() throws {
    let file = try zip(
      """
      z.writestr("a", content, zipfile.ZIP_LZMA)
      z.writestr("b", content, zipfile.ZIP_BZIP2)
      """)
    let members = try ZipArchive(MemorySource(file)).members
    #expect(members.map(\.obstacle) == ["compressed by LZMA", "compressed by bzip2"])
    for member in members {
      #expect(throws: CompressionError.self) { try member.content(in: MemorySource(file)) }
    }
  }

  @Test("with one bit changed is an error, or gives what it gave before")
  func bitFlips() throws {
    let content = Array(Self.content.prefix(300))
    let file = try zip(#"z.writestr("a", content); z.writestr("b", b"12345")"#, content: content)
    var errors = 0
    for index in file.indices {
      for bit in 0..<8 {
        var damaged = file
        damaged[index] ^= 1 << bit
        do {
          let members = try ZipArchive(MemorySource(damaged)).members
          for member in members {
            let read = try read(member, in: damaged)
            #expect(read == content || read == Array("12345".utf8), "bit \(bit) of byte \(index)")
          }
        } catch { errors += 1 }
      }
    }
    #expect(errors > file.count * 4)
  }

  @Test("cut off anywhere is an error")
  func truncation() throws {
    let file = try zip(#"z.writestr("a", content)"#)
    for length in stride(from: 0, to: file.count, by: 7) {
      #expect(throws: CompressionError.self) {
        try ZipArchive(MemorySource(Array(file[..<length])))
      }
    }
  }

  @Test("that holds more, or less, than its directory says is an error", arguments: [2999, 3001])
  func lyingSize(size: Int) throws {
    var file = try zip(#"z.writestr("a", content)"#)
    let entry = try #require(
      file.indices.last { Array(file[$0...].prefix(4)) == Array("PK\u{1}\u{2}".utf8) })
    file.replaceSubrange(entry + 24..<entry + 28, with: UInt32(size).littleEndianBytes)
    let member = try #require(try ZipArchive(MemorySource(file)).members.first)
    #expect(member.size == Int64(size))
    #expect(throws: CompressionError.self) { try read(member, in: file) }
  }

  @Test("with more files than are allowed is an error")
  func limit() throws {
    let file = try zip(#"[z.writestr(str(i), b"") for i in range(11)]"#)
    #expect(try ZipArchive(MemorySource(file), limit: 11).members.count == 11)
    #expect(throws: CompressionError.self) { try ZipArchive(MemorySource(file), limit: 10) }
  }
}
