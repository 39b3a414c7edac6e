// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
export {};
