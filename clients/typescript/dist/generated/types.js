// Generated from schemas/openrpc.json. Do not edit.
export {};
