export { CallTimeoutError, ClosedError, MessageTooLargeError, ProcessExitedError, ProtocolError, StartError, StrongroomError, } from "./errors.js";
export * from "./generated/errors.js";
export * from "./generated/methods.js";
export * from "./generated/types.js";
export { contractVersion } from "./generated/version.js";
export { ServiceError } from "./service-error.js";
export { Strongroom } from "./strongroom.js";
