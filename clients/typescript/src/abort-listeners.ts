import type { CancellationSignal } from "./options.js";

interface Listeners {
  readonly actions: Set<() => void>;
  readonly tell: () => void;
}

/** One listener for each signal, as Node warns of more than ten, and one signal may cancel many calls. */
const listenersOf = new WeakMap<CancellationSignal, Listeners>();

/**
 * Does this when the signal aborts.
 * @returns a function that ends it.
 */
export function onAbort(signal: CancellationSignal, action: () => void): () => void {
  let listeners = listenersOf.get(signal);
  if (listeners === undefined) {
    const actions = new Set<() => void>();
    listeners = {
      actions,
      tell: () => {
        for (const each of [...actions]) each();
      },
    };
    signal.addEventListener("abort", listeners.tell);
    listenersOf.set(signal, listeners);
  }
  const { actions, tell } = listeners;
  actions.add(action);
  return () => {
    if (!actions.delete(action) || actions.size > 0) return;
    listenersOf.delete(signal);
    signal.removeEventListener("abort", tell);
  };
}
