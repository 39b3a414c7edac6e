// The compiler, and projects that use the package as npm would install it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
const nodeTypes = [
  join(packageFolder, "../../.build-tools/types/@types"),
  join(packageFolder, "node_modules/@types"),
].find((folder) => existsSync(join(folder, "node")));

const hasCompiler = spawnSync("tsc", ["--version"]).status === 0;
/** What a test with the compiler takes as its options. */
export const withCompiler =
  hasCompiler && nodeTypes !== undefined ? {} : { skip: "tsc or the types of Node are not there" };

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022"],
  module: "node16",
  moduleResolution: "node16",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  types: [],
};

/** Writes a project with these files into the folder; `strongroom` in it is this package. */
export function writeProject(folder, files, options = {}) {
  const all = {
    "package.json": JSON.stringify({ name: "application", private: true, type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, ...options } }),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export function linkPackage(folder) {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(packageFolder, join(folder, "node_modules/strongroom"));
}

/** The options that give a project the types of Node. */
export const withNodeTypes = { typeRoots: [nodeTypes], types: ["node"], skipLibCheck: true };

/** What the compiler says of a project; nothing if it is right. */
export function compile(folder, ...args) {
  const { stdout, stderr } = spawnSync("tsc", ["--project", folder, ...args], { encoding: "utf8" });
  return (stdout + stderr).trim();
}
