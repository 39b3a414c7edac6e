// The judge of all clients plays all examples; this plays a few, so that the program is known to work.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { framings } from "./support/fakes.mjs";
import { admin, program, sampleDatabase, withProgram } from "./support/program.mjs";

for (const framing of framings) {
  test(`calls are played in turn (${framing})`, withProgram, (t) => {
    const calls = [
      { method: "ping", params: {} },
      { method: "rpc.discover", params: {} },
      { method: "nonsense", params: {} },
      { method: "initialize", params: { auth: admin } },
      { method: "createBackup", params: { label: "x", verify: false } },
      { method: "getBackup", params: { id: 5, auth: admin } },
      { method: "shutdown", params: {} },
    ];
    const replay = fileURLToPath(new URL("replay.mjs", import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [replay, program, sampleDatabase(t), framing], {
      input: calls.map((call) => `${JSON.stringify(call)}\n`).join(""),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    assert.equal(status, 0);
    const answers = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(answers[0], { result: {} });
    assert.equal(answers[1].result.info.title, "Strongroom");
    assert.equal(answers[2].error.data.kind, "methodNotFound");
    assert.equal(answers[3].result.serverInfo.name, "strongroom");
    assert.equal(answers[4].result.backup.label, "x", "with the identity of the connection");
    assert.equal(answers[5].error.data.path, "params.id");
    assert.deepEqual(answers[6], { result: null });
  });
}
