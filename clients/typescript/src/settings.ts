import type { Auth, ClientInfo, MessageFraming } from "./generated/types.js";
import { contractVersion } from "./generated/version.js";
import { requireClientOptions, requireRestartOptions } from "./known-options.js";
import { Log } from "./log.js";
import type { StrongroomOptions } from "./options.js";
import { sendableCopy } from "./sendable.js";

/** The options, checked, with their defaults. */
export interface Settings {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd: string | undefined;
  readonly framing: MessageFraming;
  readonly auth: Auth | undefined;
  readonly clientInfo: ClientInfo;
  readonly timeoutMs: number | null;
  readonly startTimeoutMs: number;
  readonly closeTimeoutMs: number;
  readonly cancelGraceMs: number;
  readonly restart: { readonly initialDelayMs: number; readonly maxDelayMs: number } | null;
  readonly log: Log;
}

/** @throws TypeError or RangeError that names the option. */
export function settings(options: StrongroomOptions): Settings {
  requireClientOptions(options);
  const { database, config, args = [], framing = "newline", restart = {} } = options;
  if (database === undefined && config === undefined) {
    throw new TypeError("Strongroom needs the option database or the option config.");
  }
  if (restart !== false) requireRestartOptions(restart);
  requireStrings({ database, config, command: options.command, cwd: options.cwd });
  if (framing !== "newline" && framing !== "contentLength") {
    throw new RangeError('The option framing is either "newline" or "contentLength".');
  }
  return {
    command: options.command ?? "strongroom",
    arguments: [
      "serve",
      ...(database === undefined ? [] : ["--database", database]),
      ...(config === undefined ? [] : ["--config", config]),
      ...args,
    ],
    env: options.env === undefined ? undefined : { ...options.env },
    cwd: options.cwd,
    framing,
    auth: sendableCopy("The option auth", options.auth),
    clientInfo: sendableCopy("The option clientInfo", options.clientInfo) ?? {
      name: "strongroom-typescript",
      version: contractVersion,
    },
    timeoutMs: timeout("timeoutMs", options.timeoutMs === undefined ? 60_000 : options.timeoutMs),
    startTimeoutMs: duration("startTimeoutMs", options.startTimeoutMs ?? 10_000),
    closeTimeoutMs: duration("closeTimeoutMs", options.closeTimeoutMs ?? 30_000),
    cancelGraceMs: duration("cancelGraceMs", options.cancelGraceMs ?? 5_000),
    restart: restart === false ? null : {
      initialDelayMs: duration("restart.initialDelayMs", restart.initialDelayMs ?? 100),
      maxDelayMs: duration("restart.maxDelayMs", restart.maxDelayMs ?? 10_000),
    },
    log: new Log(options.logger),
  };
}

/** A time-out in milliseconds, or null for none. */
export function timeout(name: string, value: number | null): number | null {
  return value === null || value === Infinity ? null : duration(name, value);
}

/** The longest time that a timer takes. */
const maximumMs = 2 ** 31 - 1;

function duration(name: string, value: number): number {
  if (typeof value === "number" && value > 0 && value <= maximumMs) return value;
  throw new RangeError(`${name} is a number of milliseconds above 0 and up to ${maximumMs}.`);
}

function requireStrings(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && (typeof value !== "string" || value === "")) {
      throw new TypeError(`The option ${name} is a string that is not empty.`);
    }
  }
}
