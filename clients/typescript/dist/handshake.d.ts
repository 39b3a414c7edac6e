/// <reference types="node" resolution-mode="require"/>
import { type ProcessEnd, StartError } from "./errors.js";
import type { InitializeResult } from "./generated/methods.js";
import type { ReplyError } from "./json-rpc.js";
import type { Settings } from "./settings.js";
/**
 * Checks what `initialize` has answered.
 * @throws StartError if it is not Strongroom, or a version that does not fit.
 */
export declare function checkInitializeResult(settings: Settings, result: unknown): InitializeResult;
export declare function initializeRefused(settings: Settings, error: ReplyError): StartError;
export declare function notStrongroom(settings: Settings, found: string): StartError;
/** Why there is no process at all. */
export declare function cannotSpawn(settings: Settings, error: NodeJS.ErrnoException): StartError;
export declare function exitedAtStart(settings: Settings, end: ProcessEnd): StartError;
export declare function noReply(settings: Settings, stderr: readonly string[]): StartError;
