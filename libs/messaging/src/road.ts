import type { DataSource, EntityManager } from 'typeorm';

/**
 * A road leads from one service to one lane of another. Its messages are numbered in the order they leave, and each bundle says
 * behind which number it comes. The listener keeps how far it has heard, in the transaction that takes the messages into effect; what
 * does not follow on that is a gap: it is not taken, and the sender sends everything again from there, out of what it keeps of what it
 * sent. So a message is missed whatever lost it, a broker's disk, a purged queue or a listener's database that was put back, and
 * order is kept all the same.
 */
export interface Place {
  readonly sender: string;
  /** The position behind which the bundle comes: that of the last message that the broker took on this road before. */
  readonly after: number;
  /** Position of the last message in it. */
  readonly last: number;
  /** How far the sender's database was: see `History`. */
  readonly beat: number;
}

/** Travels in the header of the AMQP message: a reader of an earlier release passes it over. */
const SENDER = 'portway-sender';
const AFTER = 'portway-after';
const LAST = 'portway-last';
const BEAT = 'portway-beat';

export const headersOf = ({ sender, after, last, beat }: Place): Record<string, unknown> => ({
  [SENDER]: sender,
  [AFTER]: after,
  [LAST]: last,
  [BEAT]: beat,
});

/** Null for a bundle of a release that did not number its messages. */
export const placeIn = (headers: Record<string, unknown> | undefined): Place | null => {
  const { [SENDER]: sender, [AFTER]: after, [LAST]: last, [BEAT]: beat } = headers ?? {};
  if (typeof sender !== 'string' || ![after, last, beat].every(Number.isSafeInteger)) return null;
  return { sender, after: after as number, last: last as number, beat: beat as number };
};

/** What was delivered on a lane: messages with their place on the road they came by. */
export interface OnALane {
  readonly lane: number;
  readonly place: Place | null;
}

/** What a mark says of where a bundle belongs. */
export const markedPlace = (routingKey: string, { after, last, beat }: Place): readonly (string | number)[] => [
  'bundle',
  routingKey,
  after,
  last,
  beat,
];

export interface Heard {
  readonly sender: string;
  readonly lane: number;
  readonly position: number;
  /** The highest beat heard of the sender. */
  readonly beat: number;
}

/** Roads on which something is missing. */
export type Gaps = readonly Pick<Heard, 'sender' | 'lane'>[];

export const roadName = (service: string, lane: number): string => `${service}.${lane}`;

export interface Following<B> {
  /** What may be taken, in the order delivered. */
  readonly inOrder: readonly B[];
  /** How far each road is heard with it, where that is further than before. */
  readonly reached: readonly Heard[];
  readonly gaps: Gaps;
}

/** Which of these bundles follow on what was heard before, and where something is missing. */
export const follow = <B extends OnALane>(bundles: readonly B[], heard: readonly Heard[]): Following<B> => {
  const at = new Map(heard.map(({ sender, lane, position }) => [roadName(sender, lane), position]));
  const reached = new Map<string, Heard>();
  const gaps = new Map<string, Gaps[number]>();
  const inOrder = bundles.filter(({ lane, place }) => {
    if (!place) return true;
    const { sender, after, last, beat } = place;
    const name = roadName(sender, lane);
    const position = at.get(name) ?? 0;
    if (after > position) {
      gaps.set(name, { sender, lane });
      return false;
    }
    gaps.delete(name);
    if (last > position) {
      at.set(name, last);
      reached.set(name, { sender, lane, position: last, beat });
    }
    return true;
  });
  return { inOrder, reached: [...reached.values()], gaps: [...gaps.values()] };
};

export const readHeard = (lanes: readonly number[], manager: EntityManager | DataSource): Promise<Heard[]> =>
  manager.query(
    'SELECT sender, lane, position::float8 AS position, beat::float8 AS beat FROM heard WHERE lane = ANY($1)',
    [lanes],
  );

/** Parameters `$first` and on of `keepHeard`. */
export const heardColumns = (reached: readonly Heard[]): unknown[] => [
  reached.map(({ sender }) => sender),
  reached.map(({ lane }) => lane),
  reached.map(({ position }) => position),
  reached.map(({ beat }) => beat),
];

const NEVER_LESS_FAR = `ON CONFLICT (sender, lane) DO UPDATE SET position = greatest(heard.position, excluded.position), beat = greatest(heard.beat, excluded.beat)`;

/** SQL that keeps how far roads are heard; never less far. */
export const keepHeard = (first: number): string =>
  `INSERT INTO heard (sender, lane, position, beat) SELECT * FROM unnest($${first}::text[], $${first + 1}::smallint[], $${first + 2}::bigint[], $${first + 3}::bigint[])
   ${NEVER_LESS_FAR}`;

/**
 * The same for roads that were judged against what was read before: one that is heard less far now (the database was put back meanwhile) is
 * not moved on, or what lies between would be missed by nobody. Answers those that were.
 */
export const keepHeardAsJudged = async (
  reached: readonly Heard[],
  judged: readonly Heard[],
  manager: EntityManager | DataSource,
): Promise<Gaps> => {
  const before = new Map(judged.map(({ sender, lane, position }) => [roadName(sender, lane), position]));
  return manager.query(
    `WITH r AS (SELECT * FROM unnest($1::text[], $2::smallint[], $3::bigint[], $4::bigint[], $5::bigint[]) AS r(sender, lane, position, beat, judged))
     INSERT INTO heard (sender, lane, position, beat)
     SELECT r.sender, r.lane, r.position, r.beat FROM r LEFT JOIN heard h USING (sender, lane) WHERE coalesce(h.position, 0) >= r.judged
     ${NEVER_LESS_FAR}
     RETURNING sender, lane::int AS lane`,
    [...heardColumns(reached), reached.map(({ sender, lane }) => before.get(roadName(sender, lane)) ?? 0)],
  );
};

/** What a listener tells a sender, every two seconds and as soon as it finds a gap. Nothing is stored of it. */
export interface Positions {
  readonly from: string;
  /** Ordered by an operator: everything behind these positions leaves again. */
  readonly replay?: true;
  readonly lanes: readonly {
    readonly lane: number;
    readonly position: number;
    /** The highest beat of the sender's database that was heard; 0 for none. */
    readonly beat: number;
    /** Something came that does not follow on the position. */
    readonly gap: boolean;
    /** Nothing of the lane is in hand. */
    readonly idle: boolean;
  }[];
}

export const isPositions = (value: unknown): value is Positions => {
  const { from, lanes } = (value ?? {}) as Positions;
  return (
    typeof from === 'string' &&
    Array.isArray(lanes) &&
    lanes.every(
      (l) =>
        Number.isSafeInteger(l?.lane) &&
        Number.isSafeInteger(l.position) &&
        Number.isSafeInteger(l.beat) &&
        typeof l.gap === 'boolean' &&
        typeof l.idle === 'boolean',
    )
  );
};
