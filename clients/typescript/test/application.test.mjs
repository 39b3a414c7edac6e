// What becomes of the application that uses the client, and of the process when the application dies.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { fake } from "./support/fakes.mjs";
import { program, sampleDatabase, withProgram } from "./support/program.mjs";

const index = new URL("../dist/index.js", import.meta.url);

/** A script with a `client`, in a process of its own; its output, and how it ended. */
function application(t, body, command = fake("scripted.mjs"), database = "app.db") {
  const options = JSON.stringify({ command, database });
  const source = `import { Strongroom } from ${JSON.stringify(index)};
    const client = new Strongroom(${options});
    ${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source]);
  t.after(() => child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name].on("data", (chunk) => (output[name] += chunk));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  return { child, ended };
}

/** Waits until there is no process of this id, however long that takes. */
async function gone(pid) {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await turn();
  }
}

const ends = {
  "is done with its calls": `console.log(JSON.stringify(await client.ping()));`,
  "listens to events": `client.on("health/warning", () => {}); await client.start(); console.log("{}");`,
  "waits for another process": `await client.call("die").catch(() => {}); console.log("{}");`,
  "has had a time-out": `await client.call("hold", {key: 1}, {timeoutMs: 20}).catch(() => {}); console.log("{}");`,
  "has never called": `console.log("{}");`,
  "closes it": `await client.ping(); await client.close(); console.log("{}");`,
};

for (const [name, body] of Object.entries(ends)) {
  test(`an application that ${name} ends by itself`, async (t) => {
    const { code, stdout, stderr } = await application(t, body).ended;
    assert.deepEqual([code, stdout.trim(), stderr], [0, "{}", ""]);
  });
}

test("a call in flight keeps the application alive until it is answered", async (t) => {
  const body = `await client.start();
    client.call("untilCancelled", {then: "result"}).then(console.log);
    client.on("test/waiting", () => client.notify("$/cancelRequest", {id: 2}));`;
  const { stdout } = await application(t, body).ended;
  assert.equal(stdout, "past the point of no return\n");
});

test("process.exit ends the process as well", withProgram, async (t) => {
  const body = `client.on("process/started", ({pid}) => console.log(pid)); await client.ping(); process.exit(3);`;
  const { code, stdout } = await application(t, body, program, sampleDatabase(t)).ended;
  assert.equal(code, 3);
  await gone(Number(stdout));
});

test("an application that is killed leaves no process behind", withProgram, async (t) => {
  const body = `client.on("process/started", ({pid}) => console.log(pid)); await client.start(); setInterval(() => {}, 1000);`;
  const { child, ended } = application(t, body, program, sampleDatabase(t));
  const [pid] = await once(child.stdout, "data");
  process.kill(Number(pid), 0);
  child.kill("SIGKILL");
  await ended;
  await gone(Number(pid));
});

const rejections = {
  "a call that nobody listens to": [`client.call("nonsense");`, true],
  "a call of which only a result is wanted": [`client.call("nonsense").then(() => {});`, true],
  "a call that is caught": [`client.call("nonsense").catch(() => {});`, false],
  "a call whose progress is iterated and caught": [
    `try { for await (const value of client.createBackup({label: "fails"}).progress()); } catch {}`, false,
  ],
  "a call whose progress and result are both awaited": [
    `const call = client.createBackup({label: "fails"});
     try { for await (const value of call.progress()); } catch {}
     try { await call; } catch {}`, false,
  ],
  "a call that fails at once, its progress iterated and caught": [
    `for (const [params, options] of [[5], [{}, {signal: AbortSignal.abort()}]]) {
       try { for await (const value of client.createBackup(params, options).progress()); } catch {}
     }`, false,
  ],
  "a call whose progress is iterated, not caught": [
    `(async () => { for await (const value of client.createBackup({label: "fails"}).progress()); })();`, true,
  ],
  "an iteration that was left, the call not awaited": [
    `const call = client.call("hold", {key: 1}, {timeoutMs: 50}); const progress = call.progress();
     progress.next(); progress.return();`, true,
  ],
  "a progress that nobody iterates": [`client.createBackup({label: "fails"}).progress();`, true],
  "a start that fails while calls wait, all caught": [
    `const other = new Strongroom({command: "/no/such", database: "x"});
     await Promise.allSettled([other.start(), other.ping(), other.notify("x")]); await other.close();`, false,
  ],
};

for (const [name, [body, isUnhandled]] of Object.entries(rejections)) {
  test(`${name} ${isUnhandled ? "raises" : "raises no"} unhandledRejection`, async (t) => {
    const observe = `let count = 0;
      process.on("unhandledRejection", () => { count += 1; });
      process.on("exit", () => console.log("unhandled: " + count));\n`;
    const { stdout, stderr } = await application(t, observe + body).ended;
    assert.equal(stdout, `unhandled: ${isUnhandled ? 1 : 0}\n`, stderr);
  });
}
