// Generated from schemas/openrpc.json. Do not edit.
/** The version of the contract that this client was made from. */
export const contractVersion = "1.0.0";
