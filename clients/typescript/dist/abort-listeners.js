/** One listener for each signal, as Node warns of more than ten, and one signal may cancel many calls. */
const listenersOf = new WeakMap();
/**
 * Does this when the signal aborts.
 * @returns a function that ends it.
 */
export function onAbort(signal, action) {
    let listeners = listenersOf.get(signal);
    if (listeners === undefined) {
        const actions = new Set();
        listeners = {
            actions,
            tell: () => {
                for (const each of [...actions])
                    each();
            },
        };
        signal.addEventListener("abort", listeners.tell);
        listenersOf.set(signal, listeners);
    }
    const { actions, tell } = listeners;
    actions.add(action);
    return () => {
        if (!actions.delete(action) || actions.size > 0)
            return;
        listenersOf.delete(signal);
        signal.removeEventListener("abort", tell);
    };
}
