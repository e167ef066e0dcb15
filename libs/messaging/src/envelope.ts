import { createHash } from 'node:crypto';

/** One message as it travels. `data` is the contract's content, kept as JSON text until a handler needs it. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  /** Follows a filing through every service and every log line. */
  readonly correlationId: string;
  /** The message whose handling made this one, if any. */
  readonly causationId: string | null;
  /** First 16 bytes of SHA-256 over type, subject and data, in hex: tells a repeated message from another one with the same id. */
  readonly hash: string;
  /** Instant at which the publisher wrote it. */
  readonly at: string;
  /** Sent again because its answer is missing: who has handled it already answers it again. */
  readonly again?: true;
  /** One of very many of one sender: it lets others go first, and so does what is said because of it. */
  readonly bulk?: true;
  readonly data: string;
}

/** A message as a handler sees it. */
export interface Received<T> {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly correlationId: string;
  readonly at: string;
  readonly data: T;
}

export const hashOf = (type: string, subject: string, data: string): string =>
  createHash('sha256').update(type).update('\0').update(subject).update('\0').update(data).digest('hex').slice(0, 32);

/** Several messages travel as one AMQP message: the broker's cost is by the message, not by the byte. */
export const pack = (envelopes: readonly Envelope[]): Buffer =>
  Buffer.from(
    `[${envelopes.map(({ data, ...head }) => `${JSON.stringify(head).slice(0, -1)},"data":${data}}`).join(',')}]`,
  );

export class UnreadableBundle extends Error {}

export const unpack = (content: Buffer): (Omit<Envelope, 'data'> & { data: unknown })[] => {
  let bundle: unknown;
  try {
    bundle = JSON.parse(content.toString('utf8'));
  } catch {
    throw new UnreadableBundle('not JSON');
  }
  if (!Array.isArray(bundle)) throw new UnreadableBundle('not a bundle of messages');
  for (const m of bundle) {
    const complete =
      m &&
      ['id', 'type', 'subject', 'correlationId', 'hash', 'at'].every((key) => typeof m[key] === 'string') &&
      'data' in m;
    if (!complete) throw new UnreadableBundle('a message in the bundle has no complete header');
  }
  return bundle;
};

/** FNV-1a over the subject. Part of the wire format: publishers choose the lane, so every service must choose alike. */
export const laneOf = (subject: string, lanes: number): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < subject.length; i += 1) {
    hash ^= subject.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % lanes;
};

export interface Group<M> {
  readonly type: string;
  readonly messages: M[];
}

/**
 * Puts messages of one type together without changing the order of any subject's messages. A subject appears once in a group,
 * unless the type's handler says that it takes several of one subject in the order given (`repeats`).
 */
export const groupsOf = <M extends { type: string; subject: string }>(
  messages: readonly M[],
  repeats: (type: string) => boolean,
): Group<M>[] => {
  const groups: Group<M>[] = [];
  const lastOfSubject = new Map<string, number>();
  const ofType = new Map<string, number[]>();
  for (const message of messages) {
    const last = lastOfSubject.get(message.subject);
    const joinsLast = last !== undefined && groups[last]!.type === message.type && repeats(message.type);
    const earliest = last === undefined ? 0 : joinsLast ? last : last + 1;
    let index = ofType.get(message.type)?.find((i) => i >= earliest);
    if (index === undefined) {
      index = groups.push({ type: message.type, messages: [] }) - 1;
      ofType.set(message.type, [...(ofType.get(message.type) ?? []), index]);
    }
    groups[index]!.messages.push(message);
    lastOfSubject.set(message.subject, index);
  }
  return groups;
};
