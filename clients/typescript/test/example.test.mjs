import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { program, sampleDatabase, withProgram } from "./support/program.mjs";

const shop = fileURLToPath(new URL("../example/shop.mjs", import.meta.url));
const run = (...args) => spawnSync(process.execPath, [shop, ...args], { encoding: "utf8" });

test("the example backs up, lists, is refused, restores and undoes that", withProgram, (t) => {
  const { status, stdout, stderr } = run(program, sampleDatabase(t));
  assert.deepEqual([status, stderr], [0, ""]);
  for (const says of [
    /strongroom \d+\.\d+\.\d+ looks after/, /compress: \d+ of \d+ bytes/, /the history has 1,/,
    /refused \(permissionDenied\)/, /add 0 rows, remove 0 and change 0/, /the restore is in/, /restored \(completed\)/, /undone/,
  ]) assert.match(stdout, says);
});

test("the example says what is wrong in a sentence", () => {
  const { status, stdout, stderr } = run("/no/such/strongroom", "app.db");
  assert.deepEqual([status, stdout], [1, ""]);
  assert.match(stderr, /^The program \/no\/such\/strongroom was not found\. Install strongroom.*\n$/);
  assert.equal(run().status, 2);
});
