// What the types allow and refuse, in a project without the types of Node or of a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { temporaryFolder } from "./support/program.mjs";
import { compile, linkPackage, withCompiler, withNodeTypes, writeProject } from "./support/typescript.mjs";

const allowed = `
import {
  type Auth, type Backup, type BackupFormat, BusyError, type Call, CancelledError, contractVersion, type CreateBackupParams, type CreateBackupResult,
  type ErrorKind, type EventName, type MethodMap, type MethodName, methodTable, type ProgressValue, ServiceError, StartError, type StartFailure,
  Strongroom, StrongroomError, type StrongroomEvent, type StrongroomOptions, type Timestamp,
} from "strongroom";

const logger = { debug() {}, info() {}, warn(message: string) {}, error() {} };
const options: StrongroomOptions = { command: "strongroom", database: "app.db", logger, restart: { maxDelayMs: 5 }, timeoutMs: null };
export const client = new Strongroom(options);
const auth: Auth = { actor: { id: "1", role: "ADMIN", permissions: { backup: "EDIT" } } };

export async function typed() {
  const name: string = (await client.start()).serverInfo.name;
  const call: Call<CreateBackupResult> = client.createBackup({ format: "sql" }, { onProgress: (value: ProgressValue) => value.completed });
  const promise: Promise<CreateBackupResult> = call;
  for await (const { phase, total } of call.progress()) phase.length + total;
  const backup: Backup = (await promise).backup;
  const [pong, { total, nextCursor }] = await Promise.all([client.ping(), client.actingAs(auth).listBackups({ limit: 5 })]);
  const label: string | null = backup.label;
  const when: Timestamp = backup.createdAt;
  const same: MethodMap["getBackup"]["result"] = await client.call("getBackup", { id: backup.id }, { timeoutMs: 5 });
  const unknown: unknown = await client.call("added/later", { anything: 1 });
  const optional: CreateBackupParams = { label: undefined };
  client.on("backup/completed", ({ backup: { id } }) => id.length);
  client.on("process/exited", ({ signal, willRestart }) => [signal?.length, !willRestart]);
  client.on("added/later", (params: unknown) => params)();
  for await (const event of client.events()) if (event.name === "health/warning") event.params.warning;
  await client.notify("added/later", {});
  return { name, pong, total, nextCursor, label, when, same, unknown, optional, permission: methodTable.createBackup.permission, contractVersion };
}

export function explained(error: unknown): string {
  if (error instanceof BusyError) return error.data.operation ?? error.kind satisfiesBusy;
  if (error instanceof CancelledError) return error.message;
  if (error instanceof ServiceError) return error.hint ?? error.kind;
  if (error instanceof StartError) { const reason: StartFailure = error.reason; return reason; }
  return error instanceof StrongroomError ? error.kind : "";
}

export const names: { kind: ErrorKind; event: EventName; method: MethodName; format: BackupFormat } =
  { kind: "busy", event: "backup/failed", method: "rpc.discover", format: "archive" };
export type Names = StrongroomEvent["name"];
`.replace(" satisfiesBusy", "");

const refused = {
  "a param of another type": `client.createBackup({ label: 5 });`,
  "a param that does not exist": `client.createBackup({ lable: "x" });`,
  "a value that does not exist": `client.createBackup({ format: "zip" });`,
  "a param left out that is needed": `client.getBackup({});`,
  "params of another type, by the method's name": `client.call("getBackup", { id: 5 });`,
  "a field of the result that does not exist": `client.listBackups().then((page) => page.bakups);`,
  "a result of an unknown method taken for something": `client.call("added/later").then((result) => result.id);`,
  "an identity of neither form": `client.actingAs({ user: "1" });`,
  "an identity in the params of somebody": `client.actingAs({ token: "x" }).listBackups({ auth: { token: "y" } });`,
  "an identity in them, by the method's name": `client.actingAs({ token: "x" }).call("listBackups", { auth: { token: "y" } });`,
  "an option that does not exist": `new Strongroom({ databse: "app.db" });`,
  "a listener for other params": `client.on("backup/completed", ({ restore }) => restore);`,
  "a logger without its methods": `new Strongroom({ database: "app.db", logger: { log() {} } });`,
};

test("the types need those of no platform, and are right under strict", withCompiler, (t) => {
  const folder = temporaryFolder(t);
  writeProject(folder, { "allowed.ts": allowed }, { skipLibCheck: false });
  linkPackage(folder);
  assert.equal(compile(folder, "--noEmit"), "");
});

test("an AbortSignal and the console fit, with the types of Node", withCompiler, (t) => {
  const folder = temporaryFolder(t);
  const source = `import { Strongroom } from "strongroom";
    const client = new Strongroom({ database: "app.db", logger: console, env: process.env });
    export const call = client.ping({}, { signal: AbortSignal.timeout(5) });`;
  writeProject(folder, { "node.ts": source }, withNodeTypes);
  linkPackage(folder);
  assert.equal(compile(folder, "--noEmit"), "");
});

test("the types are found by the older resolution of modules as well", withCompiler, (t) => {
  const folder = temporaryFolder(t);
  const options = { module: "es2022", moduleResolution: "node", skipLibCheck: false };
  writeProject(folder, { "allowed.ts": allowed }, options);
  linkPackage(folder);
  assert.equal(compile(folder, "--noEmit"), "");
});

test("what is wrong is refused by the types", withCompiler, (t) => {
  const folder = temporaryFolder(t);
  const start = `import { Strongroom } from "strongroom";\nconst client = new Strongroom({ database: "app.db" });\n`;
  const files = Object.values(refused).map((line, index) => [`refused-${index}.ts`, start + line]);
  writeProject(folder, Object.fromEntries(files));
  linkPackage(folder);
  const found = compile(folder, "--noEmit");
  Object.keys(refused).forEach((name, index) => {
    assert.equal(found.match(new RegExp(`refused-${index}\\.ts\\(3,`, "g"))?.length, 1, `${name}\n${found}`);
  });
});
