import { CargoReleaseFiled } from '#contracts';

/** A message to be taken, kept and delivered. `n` goes up by one within a subject's sender. */
export interface Message {
  readonly id: string;
  readonly subject: string;
  readonly n: number;
}

/** Where a contender works. Peers keep everything in one database; Portway's taker and worker have one each. */
export interface Place {
  readonly takerUrl: string;
  readonly workerUrl: string;
  readonly amqpUrl: string;
}

/** Resolves when the messages are committed: what was taken may not be lost. */
export type Take = (messages: readonly Message[]) => Promise<void>;

/** An end of a contender that is open. */
export interface End {
  close(): Promise<void>;
}

export interface Taker extends End {
  readonly take: Take;
}

export interface Contender {
  readonly name: string;
  /** How it is set up, for who reads the figures. */
  readonly how: string;
  /** Whether it promises that messages of one subject take effect in the order in which they were taken, also after a kill. */
  readonly promisesOrder: boolean;
  /** Whether it brings messages to another database by a broker; else taker and worker share one. */
  readonly crossesServices?: true;
  /** Once, before anything starts. The table of effects is there. */
  prepare(place: Place): Promise<void>;
  openTaker(place: Place): Promise<Taker>;
  /** Works until it is closed, or its process killed. Each message takes effect by a row of its own. */
  openWorker(place: Place): Promise<End>;
}

/** What a message says, the same for all: a cargo release of one line. */
export const bodyOf = ({ n }: Message): CargoReleaseFiled => ({
  ...CargoReleaseFiled.example,
  estimatedValueDollars: n,
});

export const EFFECTS = `CREATE TABLE effect (
  id bigint GENERATED ALWAYS AS IDENTITY,
  message_id uuid PRIMARY KEY,
  subject text NOT NULL,
  n int NOT NULL)`;

/** A message that comes twice takes effect once, whoever brings it: the order of what is left is what it is. */
export const TAKE_EFFECT = `INSERT INTO effect (message_id, subject, n)
  SELECT id, subject, n FROM unnest($1::uuid[], $2::text[], $3::int[]) AS m(id, subject, n) ON CONFLICT (message_id) DO NOTHING`;

export const effectsOf = (messages: readonly Message[]): unknown[] => [
  messages.map(({ id }) => id),
  messages.map(({ subject }) => subject),
  messages.map(({ n }) => n),
];
