import { contentHash } from '#kernel';
import { Problem } from './problem';

interface Queries {
  query<T>(sql: string, values: unknown[]): Promise<T>;
}

/** What is read of content that was kept of an earlier sending: a digest of each field. */
type Digests = Readonly<Record<string, string>>;

const DIGEST_SIGNS = 16;

/** Of what is not null: a field that is left out is as one that is null. */
const digestsOf = (content: object): Digests =>
  Object.fromEntries(
    Object.entries(content).flatMap(([field, value]) =>
      value === undefined || value === null ? [] : [[field, contentHash({ value }).slice(0, DIGEST_SIGNS)]],
    ),
  );

/** @throws Problem `state-conflict` that names each field in which two contents sent with one id differ */
const requireSameDigests = (what: string, before: Digests, now: Digests): void => {
  const other = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((field) => before[field] !== now[field])
    .sort();
  if (other.length === 0) return;
  throw new Problem('state-conflict', `Another ${what} has this id: what was sent first stands.`, [
    { at: '/id', text: 'is taken' },
    ...other.map((field) => ({ at: `/${field}`, text: 'is other than what was sent with this id' })),
  ]);
};

/**
 * As `requireSameContent`, of what was sent first and is kept whole where it is.
 *
 * @throws Problem `state-conflict`
 */
export const requireSameFields = (what: string, before: object, now: object): void =>
  requireSameDigests(what, digestsOf(before), digestsOf(now));

/**
 * An id that the sender made stands for one content: sent again with the same content it is the same, with other content it is refused, and the fields that differ are named.
 * Called first in the transaction of what is sent, so that of the same sent twice at the same instant the second waits; what is refused afterwards keeps nothing.
 * The table `sent_once` is the service's own.
 *
 * @param what of what the id is: 'decision on a summary'
 * @throws Problem `state-conflict`
 */
export const requireSameContent = async (
  manager: Queries,
  what: string,
  id: string,
  content: object,
): Promise<void> => {
  const digests = digestsOf(content);
  const first = await manager.query<unknown[]>(
    'INSERT INTO sent_once (what, id, digests) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
    [what, id, JSON.stringify(digests)],
  );
  if (first.length > 0) return;
  const [known] = await manager.query<{ digests: Digests }[]>(
    'SELECT digests FROM sent_once WHERE what = $1 AND id = $2',
    [what, id],
  );
  requireSameDigests(what, known!.digests, digests);
};
