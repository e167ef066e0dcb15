import { useEffect, useRef } from 'react';

const KINDS = ['summary', 'incident', 'downtime', 'notice'] as const;
/** Readers do not all ask in the same moment. */
const SPREAD_MS = 1_500;

/** Asks again as soon as the status service says that something changed. Without a stream it is asked by the clock alone. */
export function useLiveSummary(again: () => void): void {
  const ask = useRef(again);
  ask.current = again;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        ask.current();
      }, Math.random() * SPREAD_MS);
    };
    const stream = new EventSource('/api/status/status/events');
    for (const kind of KINDS) stream.addEventListener(kind, soon);
    return () => {
      stream.close();
      clearTimeout(timer);
    };
  }, []);
}
