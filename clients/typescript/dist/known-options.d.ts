/** @throws TypeError for what is no object of options, or names one that there is not. */
export declare function requireClientOptions(options: unknown): void;
/** @throws TypeError as `requireClientOptions` does. */
export declare function requireRestartOptions(options: unknown): void;
/** @throws TypeError as `requireClientOptions` does. */
export declare function requireCallOptions(options: unknown): void;
