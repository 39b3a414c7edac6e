import type { CancellationSignal } from "./options.js";
/**
 * Does this when the signal aborts.
 * @returns a function that ends it.
 */
export declare function onAbort(signal: CancellationSignal, action: () => void): () => void;
