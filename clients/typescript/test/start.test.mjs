import assert from "node:assert/strict";
import { test } from "node:test";
import { ClosedError, StartError, Strongroom } from "../dist/index.js";
import { clientOf, errorOf, fake, framings, nextEvent } from "./support/fakes.mjs";

const failures = [
  { name: "a program that is not there", command: "/no/such/strongroom", reason: "notFound", says: /Install strongroom/ },
  { name: "a name that PATH does not have", command: "no-such-strongroom", reason: "notFound", says: /in PATH/ },
  { name: "a path through a file", command: `${fake("echo.sh")}/strongroom`, reason: "notFound" },
  { name: "a working directory that is not there", options: { cwd: "/no/such/folder" }, command: fake("plain.mjs"), reason: "notFound", says: /\/no\/such\/folder/ },
  { name: "a file without the permission", command: fake("not-executable.txt"), reason: "notExecutable", says: /EACCES.*permissions/s },
  { name: "a folder", command: fake("."), reason: "notExecutable" },
  // The system gives such a file to the shell.
  { name: "a file that is no program", command: fake("garbage.bin"), reason: "exited" },
  { name: "a script without its interpreter", command: fake("no-interpreter.sh"), reason: "notFound" },
  { name: "a program that ends at once", command: fake("exits.mjs"), reason: "exited", says: /exit code 78.*setting database is missing/s },
  { name: "a program that never answers", command: fake("silent.mjs"), options: { startTimeoutMs: 300 }, reason: "noReply", says: /300 ms.*startTimeoutMs/s },
  { name: "cat", command: fake("echo.sh"), reason: "notStrongroom" },
  { name: "a program that prints something else", command: fake("talkative.sh"), reason: "notStrongroom", says: /Welcome to the other/ },
  { name: "a server of another name", command: fake("plain.mjs"), env: { FAKE_NAME: "clangd" }, reason: "notStrongroom", says: /"clangd"/ },
  { name: "a version too old", command: fake("plain.mjs"), env: { FAKE_VERSION: "0.9.9" }, reason: "incompatibleVersion", says: /0\.9\.9.*update the program/ },
  { name: "a newer major version", command: fake("plain.mjs"), env: { FAKE_VERSION: "2.0.0" }, reason: "incompatibleVersion", says: /2\.0\.0.*update the client/ },
  { name: "a version that is none", command: fake("plain.mjs"), env: { FAKE_VERSION: "latest" }, reason: "incompatibleVersion", says: /cannot be read/ },
];

for (const framing of framings) {
  for (const { name, command, options, env, reason, says } of failures) {
    test(`${name} fails to start with ${reason} (${framing})`, async (t) => {
      const client = new Strongroom({ command, database: "app.db", framing, ...options, ...(env && { env }) });
      t.after(() => client.close());
      const call = errorOf(client.ping());
      const error = await errorOf(client.start());
      assert.ok(error instanceof StartError);
      assert.equal(error.kind, "startFailed");
      assert.equal(error.reason, reason);
      if (says !== undefined) assert.match(error.message, says);
      assert.equal((await call).reason, reason, "calls that wait fail with the same");
    });
  }
}

test("each call that waited for a start that failed has an error of its own", async (t) => {
  const client = clientOf(t, "scripted.mjs", { command: "/no/such/strongroom" });
  const calls = [client.createBackup(), client.getBackup({ id: "x" }), client.start()].map(errorOf);
  const errors = await Promise.all(calls);
  assert.equal(new Set(errors).size, 3);
  for (const error of errors) {
    assert.ok(error instanceof StartError);
    assert.equal(error.message, errors[0].message);
    assert.equal(error.cause?.code, "ENOENT");
  }
  assert.match(errors[0].stack, /start\.test\.mjs/, "and leads to the call");
});

test("the lines that a program wrote before it ended are in the error", async (t) => {
  const error = await errorOf(clientOf(t, "exits.mjs").start());
  assert.deepEqual(error.stderr, ["first line", "strongroom: The setting database is missing."]);
});

test("after a failed start nothing is tried until the next call, which tries again", async (t) => {
  const client = clientOf(t, "plain.mjs", { env: { FAKE_VERSION: "0.1.0" } });
  let started = 0;
  client.on("process/started", () => (started += 1));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    assert.equal((await errorOf(client.ping())).reason, "incompatibleVersion");
  }
  assert.equal(started, 0);
});

for (const version of ["1.1.0", "1.1.1", "1.9.3", "1.10.0+build.5"]) {
  test(`version ${version} fits`, async (t) => {
    const client = clientOf(t, "plain.mjs", { env: { FAKE_VERSION: version } });
    assert.equal(client.server, undefined);
    const server = await client.start();
    assert.equal(server.serverInfo.version, version);
    assert.equal(client.server, server);
  });
}

test("starting twice is starting once, and tells the same", async (t) => {
  const client = clientOf(t, "plain.mjs");
  const pids = [];
  client.on("process/started", ({ pid }) => pids.push(pid));
  const [first, second] = await Promise.all([client.start(), client.start()]);
  assert.equal(first, second);
  assert.equal(await client.start(), first);
  assert.equal(pids.length, 1);
});

test("the first call starts the process", async (t) => {
  const client = clientOf(t, "plain.mjs");
  const started = nextEvent(client, "process/started");
  assert.deepEqual(await client.ping(), {});
  assert.equal((await started).version, "1.1.0");
});

test("closing while a program does not answer fails what waits, and ends the program", async () => {
  const client = new Strongroom({ command: fake("silent.mjs"), database: "app.db" });
  const start = errorOf(client.start());
  const call = errorOf(client.ping());
  await client.close();
  assert.ok((await start) instanceof ClosedError);
  assert.ok((await call) instanceof ClosedError);
});

test("closing a client whose program cannot be started comes to an end", async () => {
  const client = new Strongroom({ command: "/no/such/strongroom", database: "app.db" });
  const start = errorOf(client.start());
  await client.close();
  assert.ok((await start) instanceof ClosedError);
});

const wrongOptions = [
  { name: "neither database nor config", options: { database: undefined }, error: TypeError, says: /database or .*config/ },
  { name: "an option that there is not", options: { databse: "x" }, error: TypeError, says: /no "databse"; there are: command, database/ },
  { name: "a restart that there is not", options: { restart: { delay: 1 } }, error: TypeError, says: /restart have no "delay"/ },
  { name: "a restart that is none", options: { restart: true }, error: TypeError, says: /restart must be an object/ },
  { name: "an empty command", options: { command: "" }, error: TypeError, says: /command/ },
  { name: "a database that is no path", options: { database: 5 }, error: TypeError, says: /database/ },
  { name: "an unknown framing", options: { framing: "http" }, error: RangeError, says: /contentLength/ },
  { name: "a negative time-out", options: { timeoutMs: -1 }, error: RangeError, says: /timeoutMs/ },
  { name: "a delay that is no number", options: { restart: { maxDelayMs: "1s" } }, error: RangeError, says: /restart\.maxDelayMs/ },
];

for (const { name, options, error, says } of wrongOptions) {
  test(`${name} is refused at once`, () => {
    assert.throws(
      () => new Strongroom({ database: "app.db", ...options }),
      (thrown) => thrown instanceof error && says.test(thrown.message),
    );
  });
}

test("the arguments, the environment and the working directory reach the program", async (t) => {
  const client = clientOf(t, "show-process.mjs", {
    config: "strongroom.json",
    args: ["--log-level", "debug"],
    env: { FAKE_NAME: undefined, SHOWN: "yes" },
    cwd: "/",
  });
  const shown = await client.call("show");
  assert.deepEqual(shown.args, [
    "serve", "--database", "app.db", "--config", "strongroom.json", "--log-level", "debug",
  ]);
  assert.equal(shown.env.SHOWN, "yes");
  assert.equal(shown.env.PATH, process.env.PATH);
  assert.equal(shown.cwd, "/");
  assert.deepEqual(shown.clientInfo, { name: "strongroom-typescript", version: "1.1.0" });
});
