import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { ProcessExitedError, StartError } from "../dist/index.js";
import { clientOf, errorOf, keepingLogger, nextEvent } from "./support/fakes.mjs";
import { realClient, temporaryFolder, withProgram } from "./support/program.mjs";

const soon = { restart: { initialDelayMs: 10, maxDelayMs: 40 } };

test("a process that ended by itself is started again without a call", async (t) => {
  const client = clientOf(t, "scripted.mjs", soon);
  await client.start();
  const exited = nextEvent(client, "process/exited");
  const started = nextEvent(client, "process/started");
  const died = errorOf(client.call("die"));
  assert.deepEqual(await exited, { code: null, signal: "SIGKILL", willRestart: true });
  assert.ok((await started).pid > 0);
  assert.ok((await died) instanceof ProcessExitedError);
});

test("calls made meanwhile wait for the next process, and are sent once, in order", async (t) => {
  const client = clientOf(t, "scripted.mjs", soon);
  await errorOf(client.call("die"));
  const calls = [1, 2, 3].map((number) => client.call("echo", { number }));
  assert.deepEqual(await Promise.all(calls), [{ number: 1 }, { number: 2 }, { number: 3 }]);
});

test("a call made while it waits can be cancelled, and is never sent", async (t) => {
  const client = clientOf(t, "scripted.mjs", { restart: { initialDelayMs: 200 } });
  await errorOf(client.call("die"));
  const call = client.notify("note");
  const cancelled = client.call("echo", {});
  cancelled.cancel();
  assert.equal((await errorOf(cancelled)).kind, "cancelled");
  await call;
  assert.deepEqual(await client.call("received"), [{ method: "note" }]);
});

test("a process that dies again and again is started again each time, later and later", async (t) => {
  const logger = keepingLogger();
  const client = clientOf(t, "short-lived.mjs", { ...soon, logger });
  for (let times = 0; times < 5; times += 1) {
    const exited = nextEvent(client, "process/exited");
    if (times === 0) client.start().catch(() => undefined);
    assert.deepEqual(await exited, { code: 9, signal: null, willRestart: true });
  }
  const delays = logger.lines.map(([, line]) => Number(/again in (\d+) ms/.exec(line)?.[1])).filter(Number.isFinite);
  [10, 20, 40, 40, 40].forEach((delay, index) => {
    assert.ok(Math.abs((delays[index] ?? 0) - delay) <= delay / 5, `${delays}`);
  });
});

test("if it cannot be started again, what waits fails with that, and the next call tries anew", async (t) => {
  const env = { FAKE_MARK: join(temporaryFolder(t), "mark") };
  const client = clientOf(t, "dies-once.mjs", { ...soon, env });
  assert.ok((await errorOf(client.call("die"))) instanceof ProcessExitedError);
  for (let times = 0; times < 2; times += 1) {
    const error = await errorOf(client.ping());
    assert.ok(error instanceof StartError);
    assert.deepEqual([error.reason, error.stderr], ["exited", ["no second time"]]);
  }
});

test("without restarts the next call starts a process", async (t) => {
  const client = clientOf(t, "scripted.mjs", { restart: false });
  let started = 0;
  client.on("process/started", () => (started += 1));
  await client.start();
  const exited = nextEvent(client, "process/exited");
  await errorOf(client.call("die"));
  assert.equal((await exited).willRestart, false);
  assert.equal(started, 1);
  assert.deepEqual(await client.ping(), {});
  assert.equal(started, 2);
});

test("a process that leaves of its own accord is started again as well", async (t) => {
  const client = clientOf(t, "scripted.mjs", soon);
  assert.equal((await errorOf(client.call("leave", { code: 0 }))).exitCode, 0);
  assert.deepEqual(await client.ping(), {});
});

test("the real program, killed in the middle of a backup: the call fails, and the history says why", withProgram, async (t) => {
  const client = realClient(t, soon);
  const started = nextEvent(client, "process/started");
  await client.start();
  const { pid } = await started;
  const calls = [client.createBackup(), client.listBackups(), client.ping()];
  process.kill(pid, "SIGKILL");
  for (const call of calls) assert.equal((await errorOf(call)).signal, "SIGKILL");
  const { backups } = await client.listBackups();
  for (const { status } of backups) assert.equal(status, "interrupted");
  const { backup } = await client.createBackup();
  assert.equal(backup.status, "completed");
});
