// The package as others get it: packed, installed into an empty project, and used from there.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fake } from "./support/fakes.mjs";
import { compile, packageFolder, withCompiler, writeProject } from "./support/typescript.mjs";

const withNpm = spawnSync("npm", ["--version"]).status === 0 ? {} : { skip: "npm is not there" };
const folder = mkdtempSync(join(tmpdir(), "strongroom-package-"));
const npm = (...args) =>
  execFileSync("npm", [...args, "--offline", "--cache", join(folder, ".cache")], { cwd: folder, encoding: "utf8", stdio: "pipe" });
let packed;

before(() => {
  if (withNpm.skip) return;
  [packed] = JSON.parse(npm("pack", packageFolder, "--json"));
  writeProject(folder, {});
  npm("install", `./${packed.filename}`, "--no-audit", "--no-fund");
});
after(() => rmSync(folder, { recursive: true }));

test("it has what it says, all of dist, and nothing else", withNpm, () => {
  const files = packed.files.map(({ path }) => path);
  const others = files.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path)).sort();
  assert.deepEqual(others, ["README.md", "package.json"]);
  assert.ok(files.includes("dist/index.js") && files.includes("dist/index.d.ts"));
});

test("it depends on nothing", withNpm, () => {
  const { dependencies, peerDependencies, scripts } = JSON.parse(readFileSync(join(folder, "node_modules/strongroom/package.json")));
  assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
  assert.deepEqual(Object.keys(scripts).filter((name) => /install|prepare/.test(name)), [], "and runs nothing when installed");
});

for (const [name, file, load] of [
  ["an ES module", "use.mjs", `import { Strongroom } from "strongroom";`],
  ["CommonJS", "use.cjs", `const { Strongroom } = await import("strongroom");`],
]) {
  test(`${name} uses it`, withNpm, () => {
    const body = `const client = new Strongroom({ command: ${JSON.stringify(fake("plain.mjs"))}, database: "app.db" });
      console.log(JSON.stringify(await client.ping()));
      await client.close();`;
    const source = file.endsWith(".cjs") ? `(async () => { ${load} ${body} })();` : `${load} ${body}`;
    writeProject(folder, { [file]: source });
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, file)], { encoding: "utf8" });
    assert.deepEqual([status, stdout, stderr], [0, "{}\n", ""]);
  });
}

test("TypeScript uses it, with all checks", { ...withNpm, ...withCompiler }, () => {
  const source = `import { type Backup, Strongroom } from "strongroom";
    export async function newest(client: Strongroom): Promise<Backup | undefined> {
      return (await client.listBackups({ limit: 1 })).backups[0];
    }`;
  writeProject(folder, { "use.ts": source }, { skipLibCheck: false });
  assert.equal(compile(folder, "--noEmit"), "");
});
