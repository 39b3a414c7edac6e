/**
 * Why a program of this version cannot be used by a client of that contract, in words that say the
 * remedy; undefined if it can: within the same major version, it is not older.
 */
export declare function incompatibility(version: string, contract: string): string | undefined;
