import { contractVersion } from "./generated/version.js";
import { requireClientOptions, requireRestartOptions } from "./known-options.js";
import { Log } from "./log.js";
import { sendableCopy } from "./sendable.js";
/** @throws TypeError or RangeError that names the option. */
export function settings(options) {
    requireClientOptions(options);
    const { database, config, args = [], framing = "newline", restart = {} } = options;
    if (database === undefined && config === undefined) {
        throw new TypeError("Strongroom needs the option database or the option config.");
    }
    if (restart !== false)
        requireRestartOptions(restart);
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
        timeoutMs: timeout("timeoutMs", options.timeoutMs === undefined ? 60000 : options.timeoutMs),
        startTimeoutMs: duration("startTimeoutMs", options.startTimeoutMs ?? 10000),
        closeTimeoutMs: duration("closeTimeoutMs", options.closeTimeoutMs ?? 30000),
        cancelGraceMs: duration("cancelGraceMs", options.cancelGraceMs ?? 5000),
        restart: restart === false ? null : {
            initialDelayMs: duration("restart.initialDelayMs", restart.initialDelayMs ?? 100),
            maxDelayMs: duration("restart.maxDelayMs", restart.maxDelayMs ?? 10000),
        },
        log: new Log(options.logger),
    };
}
/** A time-out in milliseconds, or null for none. */
export function timeout(name, value) {
    return value === null || value === Infinity ? null : duration(name, value);
}
/** The longest time that a timer takes. */
const maximumMs = 2 ** 31 - 1;
function duration(name, value) {
    if (typeof value === "number" && value > 0 && value <= maximumMs)
        return value;
    throw new RangeError(`${name} is a number of milliseconds above 0 and up to ${maximumMs}.`);
}
function requireStrings(values) {
    for (const [name, value] of Object.entries(values)) {
        if (value !== undefined && (typeof value !== "string" || value === "")) {
            throw new TypeError(`The option ${name} is a string that is not empty.`);
        }
    }
}
