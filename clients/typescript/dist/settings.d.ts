import type { Auth, ClientInfo, MessageFraming } from "./generated/types.js";
import { Log } from "./log.js";
import type { StrongroomOptions } from "./options.js";
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
    readonly restart: {
        readonly initialDelayMs: number;
        readonly maxDelayMs: number;
    } | null;
    readonly log: Log;
}
/** @throws TypeError or RangeError that names the option. */
export declare function settings(options: StrongroomOptions): Settings;
/** A time-out in milliseconds, or null for none. */
export declare function timeout(name: string, value: number | null): number | null;
