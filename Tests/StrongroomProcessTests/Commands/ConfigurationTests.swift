import BuiltPrograms
import Foundation
import JSONCoding
import Testing

extension ProcessTests {
  struct ConfigurationTests {
    static let wrong: [(text: String, named: String)] = [
      (#"{"database": "shop.db", "colour": "red"}"#, "colour"),
      (#"{"database": "shop.db", "limits": {"busySecond": 3}}"#, "limits.busySecond"),
      (#"{"database": "shop.db", "limits": {"busySeconds": "3"}}"#, "limits.busySeconds"),
      (#"{"database": 7}"#, "database"), ("{}", "database"), ("{", "strongroom.json is not JSON"),
      (
        #"{"database": "shop.db", "auth": {"mode": "jwt", "publicKeyFile": "gone.pem"}}"#,
        "auth.publicKeyFile"
      ),
      (#"{"database": "shop.db", "encryption": {"recipients": ["age1x"]}}"#, "encryption"),
      (
        #"{"database": "shop.db", "schedule": {"frequency": "daily", "timeZone": "Mars/Base"}}"#,
        "The setting schedule.timeZone must be the name of a time zone"
      ),
      (
        #"{"database": "shop.db", "schedule": {"frequency": "cron", "cron": "0 2 30 2 *"}}"#,
        "The cron expression never matches"
      ),
    ]

    @Test("a configuration that cannot be used exits with 78 and names the key", arguments: wrong)
    func file(text: String, named: String) throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/strongroom.json"
      try text.write(toFile: path, atomically: false, encoding: .utf8)
      for command in ["serve", "status"] {
        let errorPath = sandbox.folder + "/stderr-" + command
        let run = try FinishedProgram.run(
          [Program.strongroom, command, "--config", path], errorPath: errorPath)
        #expect(run.end == .exit(78), "\(run.output)\(run.errors)")
        #expect(run.errors.contains(named), "\(run.errors)")
        #expect(run.output.isEmpty)
      }
    }

    @Test("so does a file that is not there")
    func missing() throws {
      let run = try Sandbox().run("status", "--config", "/nowhere/strongroom.json")
      #expect(run.end == .exit(78))
      #expect(run.errors.contains("/nowhere/strongroom.json"))
    }

    @Test(
      "so does a variable that is unknown or wrong",
      arguments: [
        ("STRONGROOM_DATABSE", "x"), ("STRONGROOM_LIMITS_BUSYSECONDS", "soon"),
        ("STRONGROOM_AUTH_MODE", "open"), ("STRONGROOM_JWT_SECRET_FILE", "/nowhere/secret"),
        ("STRONGROOM_STORAGES", "[{]"),
      ])
    func variable(name: String, value: String) throws {
      let run = try Sandbox().run("status", environment: [name: value])
      #expect(run.end == .exit(78))
      #expect(run.errors.contains(name), "\(run.errors)")
    }

    @Test("no configuration at all is a missing database, told with its remedy")
    func nothing() throws {
      let sandbox = try Sandbox(nil)
      let run = try FinishedProgram.run(
        [Program.strongroom, "status"], errorPath: sandbox.folder + "/stderr")
      #expect(run.end == .exit(78))
      #expect(run.errors.contains("--database"))
    }

    @Test("a file, variables and the command line are put over each other")
    func layers() throws {
      let sandbox = try Sandbox()
      let path = sandbox.folder + "/strongroom.json"
      try """
      {"database": "elsewhere.db", "name": "Shop", "limits": {"messageBytes": 4096},
       "storages": [{"name": "disk", "type": "folder", "path": "kept"}]}
      """.write(toFile: path, atomically: false, encoding: .utf8)
      let session = try sandbox.serve(
        ["--config", path], environment: ["STRONGROOM_LIMITS_MESSAGEBYTES": "8192"])
      let hello = try session.result(of: "initialize")
      #expect(hello["capabilities"]?["limits"]?["messageBytes"] == 8192)
      let backup = try session.result(of: "createBackup")["backup"]
      #expect(backup?["database"] == "Shop")
      #expect(backup?["locations"]?[0]?["storage"] == "disk")
      let name = try #require(backup?["fileName"]?.stringValue)
      #expect(FileManager.default.fileExists(atPath: sandbox.folder + "/kept/" + name))
      #expect(try session.end() == .exit(0))
    }
  }
}
