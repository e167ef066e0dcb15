import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** Who shows what, in the order in which they came. */
const showing = new Map<string, object[]>();
const listeners = new Set<() => void>();
const told = (): void => {
  for (const listener of listeners) listener();
};
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether nobody who came before shows the same; of what is shown in several places of a page the first says all of it. Null: nothing is shown here. */
export function useIsFirstOf(what: string | null): boolean {
  const me = useRef({}).current;
  useLayoutEffect(() => {
    if (what === null) return;
    showing.set(what, [...(showing.get(what) ?? []), me]);
    told();
    return () => {
      showing.set(
        what,
        (showing.get(what) ?? []).filter((one) => one !== me),
      );
      told();
    };
  }, [what, me]);
  return useSyncExternalStore(listen, () => (showing.get(what ?? '')?.[0] ?? me) === me);
}
