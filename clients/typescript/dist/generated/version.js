// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
/** The version of the contract, which a program has to have at least. */
export const contractVersion = "1.1.0";
