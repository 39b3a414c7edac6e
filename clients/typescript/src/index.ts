export type { ActingStrongroom } from "./acting-strongroom.js";
export type { Call } from "./call.js";
export {
  CallTimeoutError,
  ClosedError,
  MessageTooLargeError,
  ProcessExitedError,
  ProtocolError,
  StartError,
  type StartFailure,
  StrongroomError,
} from "./errors.js";
export type {
  LifecycleEventMap,
  StrongroomEvent,
  StrongroomEventMap,
  StrongroomEventName,
} from "./event-hub.js";
export * from "./generated/errors.js";
export type { EventMap, EventName } from "./generated/events.js";
export * from "./generated/methods.js";
export * from "./generated/types.js";
export { contractVersion } from "./generated/version.js";
export type {
  CallOptions,
  CancellationSignal,
  Logger,
  RestartOptions,
  StrongroomOptions,
} from "./options.js";
export { ServiceError, type ServiceErrorData } from "./service-error.js";
export { Strongroom } from "./strongroom.js";
