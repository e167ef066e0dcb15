import type { Needs, Stage } from './stage';

/** Something that can happen to the medium: the machine, the network, a server, a process. */
export interface Fault {
  /** By which it is asked for, in words joined by hyphens. */
  readonly name: string;
  /** What happens, in one sentence without its length and without a full stop. */
  readonly title: string;
  /** How long it lasts once it is made; 0: it is over at once. */
  readonly seconds: number;
  /** Components of the public status page of which one must be named; none: it may be over before anybody could see it. */
  readonly named: readonly string[];
  readonly needs?: Needs;
  /** Afterwards everything is answered within so many seconds; 30 where nothing is said. */
  readonly answeredWithin?: number;
  /** It exchanges the database server, so nothing else is made at the same time. */
  readonly alone?: boolean;
  /** Why it cannot be made on this machine, or null. */
  readonly missing?: () => string | null;
  /** Makes it, and gives back what ends it. What it makes stays within the stage. */
  readonly begin: (stage: Stage) => Promise<End>;
}

/** May say in a sentence what was measured. */
// biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to say
export type End = () => Promise<string | void>;

/** What happens, and for how long. */
export const titleOf = ({ title, seconds }: Fault): string => (seconds === 0 ? title : `${title} (${seconds} s)`);
