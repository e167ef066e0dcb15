import { Foreseen, messageOf } from '../infrastructure/failure';

export interface Waited {
  readonly name: string;
  /** It does its work and ends; else it is there to stay. */
  readonly ends: boolean;
}

/** What somebody sees who looks at a pod. */
export type Look = 'ready' | 'not yet' | { readonly failed: string };

export interface Watch<P extends Waited> {
  /** What it throws is no end of the waiting: podman may be busy with another pod. It is said of those that stay late. */
  readonly look: (pod: P) => Promise<Look>;
  readonly tell: (line: string) => void;
  /** Says more of one that failed or is late, such as the end of its log. */
  readonly tellMore: (pod: P) => Promise<void>;
  /** Throws when the waiting is to be given up. */
  readonly proceed: () => void;
  /** How long nothing may get ready (milliseconds): on a slow machine one after the other does. */
  readonly patience: number;
  readonly lookEvery: number;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * Waits until all pods are ready, and says it of each.
 *
 * @throws Foreseen with the names of those that are late, or of the first that failed
 */
export const untilReady = async <P extends Waited>(pods: readonly P[], watch: Watch<P>): Promise<void> => {
  const waiting = new Map(pods.map((pod) => [pod, '']));
  for (let last = performance.now(); ; await pause(watch.lookEvery)) {
    for (const pod of waiting.keys()) {
      watch.proceed();
      const seen = await watch.look(pod).catch((error: unknown) => ({ unseen: messageOf(error) }));
      if (typeof seen === 'object' && 'failed' in seen) {
        await watch.tellMore(pod);
        throw new Foreseen(`${pod.name} ${seen.failed}.`);
      }
      waiting.set(pod, typeof seen === 'object' ? `: ${seen.unseen}` : '');
      if (seen !== 'ready') continue;
      waiting.delete(pod);
      last = performance.now();
      watch.tell(`${pod.name} ${pod.ends ? 'is done' : 'is ready'}`);
    }
    if (waiting.size === 0) return;
    if (performance.now() - last <= watch.patience) continue;
    for (const pod of waiting.keys()) await watch.tellMore(pod);
    const late = [...waiting].map(([{ name }, why]) => `${name}${why}`).join(', ');
    throw new Foreseen(`Nothing got ready for ${Math.round(watch.patience / 1_000)} s, and these are not: ${late}.`);
  }
};
