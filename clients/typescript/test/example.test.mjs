import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { download, upload } from "../example/transfer.mjs";
import { admin, program, realClient, sampleDatabase, withProgram } from "./support/program.mjs";

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

test("a backup is downloaded and uploaded through a web server, and nothing is left over", withProgram, async (t) => {
  const database = sampleDatabase(t);
  const folder = dirname(database);
  const client = realClient(t, { database, auth: admin });
  const { backup } = await client.createBackup();
  const server = createServer(async (request, response) => {
    try {
      if (request.method === "GET") return await download(client, request.url.slice(1), folder, response);
      const taken = await upload(client, request, folder, { label: "uploaded", limit: 10_000_000 });
      response.writeHead(201).end(JSON.stringify(taken));
    } catch (error) {
      response.writeHead(400).end(error.message);
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => new Promise((closed) => server.close(closed)));
  const base = `http://127.0.0.1:${server.address().port}/`;

  const got = await fetch(base + backup.id);
  assert.match(got.headers.get("content-disposition"), /backup-.*\.tar\.zst"$/);
  const bytes = Buffer.from(await got.arrayBuffer());
  assert.deepEqual(bytes, readFileSync(`${database}.backups/${backup.fileName}`));

  const sent = await fetch(base, { method: "POST", body: bytes });
  assert.equal(sent.status, 201);
  assert.equal((await sent.json()).label, "uploaded");

  const large = await fetch(base, { method: "POST", body: Buffer.alloc(10_000_001) }).catch(() => ({ status: 400 }));
  assert.equal(large.status, 400);
  assert.equal((await fetch(base + "nothing")).status, 400);
  assert.deepEqual(readdirSync(folder).filter((name) => /^(up|down)load-/.test(name)), []);
});
