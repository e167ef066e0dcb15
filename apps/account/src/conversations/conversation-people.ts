import type { EntityManager } from 'typeorm';
import type { Asking, Viewer } from '#access';
import { actingPerson } from '#service';
import { sideOf } from '../trade-account/role.rules';
import type { Side } from './answer-owed.rules';
import type { Kept } from './conversation.repository';
import { sees, sightOf } from './conversation-sight.rules';

/** Somebody who takes part: by the id of the person, or the name on a key that is nobody's on file. */
export interface Taker {
  readonly accountId: string;
  readonly who: string;
  readonly personId: string | null;
  readonly name: string;
  readonly side: Side;
}

/** @throws Problem `not-authorized` for a key of nobody by name */
export const takerOf = ({ account, person, personId }: Asking, side: Side): Taker => {
  const name = actingPerson(person);
  return { accountId: account.accountId, who: personId ?? name, personId, name, side };
};

/** Somebody on file who sees a conversation now. */
export interface Seer extends Taker {
  readonly personId: string;
  readonly email: string;
}

interface RoleRow {
  person_id: string;
  name: string;
  email: string;
  role: Viewer;
  ports: string[];
  center: string | null;
  account_id: string;
  kinds: string[];
  account_ports: string[];
}

/** Who of these people sees the conversation at this moment, as somebody with a role on file. */
export const seersAmong = async (
  manager: EntityManager,
  conversation: Kept,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, Seer>> => {
  if (personIds.length === 0) return new Map();
  const rows: RoleRow[] = await manager.query(
    `SELECT p.id AS person_id, p.name, p.email, r.role, r.ports, r.center, a.id AS account_id, a.kinds, a.ports AS account_ports
       FROM person p JOIN person_role r ON r.person_id = p.id JOIN account a ON a.id = r.account_id
      WHERE p.id = ANY($1::uuid[]) AND a.active AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY r.valid_from, r.id`,
    [personIds, now],
  );
  const merged: { id: string; survivor: string }[] = await manager.query(
    `WITH RECURSIVE part AS (
       SELECT id, id AS survivor FROM account WHERE id = ANY($1::uuid[]) UNION SELECT a.id, part.survivor FROM account a JOIN part ON a.merged_into = part.id
     ) SELECT id, survivor FROM part`,
    [[...new Set(rows.map(({ account_id }) => account_id))]],
  );
  const found = new Map<string, Seer>();
  for (const row of rows) {
    const isCbp = sideOf(row.kinds) === 'CBP';
    if (!isCbp && sideOf(row.kinds) !== 'trade') continue;
    const sight = sightOf(
      { viewers: [row.role], ports: row.ports.length > 0 ? row.ports : row.account_ports, center: row.center },
      isCbp,
      merged.filter(({ survivor }) => survivor === row.account_id).map(({ id }) => id),
    );
    if (found.has(row.person_id) || !sees(sight, conversation)) continue;
    found.set(row.person_id, {
      ...{ accountId: row.account_id, who: row.person_id, personId: row.person_id, name: row.name, email: row.email },
      side: isCbp ? 'CBP' : 'trade',
    });
  }
  return found;
};

/** Owners of an account, who are told of what nobody of it reads yet. */
export const ownersOf = async (manager: EntityManager, accountId: string, now: Date): Promise<Taker[]> => {
  const rows: { person_id: string; name: string }[] = await manager.query(
    `SELECT p.id AS person_id, p.name FROM person_role r JOIN person p ON p.id = r.person_id
      WHERE r.account_id = $1 AND r.role = 'owner' AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY p.id`,
    [accountId, now],
  );
  return rows.map(({ person_id, name }) => ({ accountId, who: person_id, personId: person_id, name, side: 'trade' }));
};

/** @param read up to which message each of them has read; what was read stays read */
export const noteTakers = async (
  manager: EntityManager,
  takers: readonly { readonly conversationId: string; readonly taker: Taker; readonly read: number }[],
  now: Date,
): Promise<{ id: string; conversationId: string; readNumber: number; isNews: boolean }[]> => {
  const newest = new Map<string, (typeof takers)[number]>();
  for (const one of takers) {
    const key = `${one.conversationId} ${one.taker.accountId} ${one.taker.who}`;
    if ((newest.get(key)?.read ?? -1) < one.read) newest.set(key, one);
  }
  const all = [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  if (all.length === 0) return [];
  return manager.query(
    `WITH given AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::int[]) AS t(conversation_id, account_id, who, person_id, name, side, read)
     ), before AS (
       SELECT r.conversation_id, r.account_id, r.who, r.read_number FROM conversation_reader r JOIN given USING (conversation_id, account_id, who)
     ), kept AS (
       INSERT INTO conversation_reader AS r (conversation_id, account_id, who, person_id, name, side, read_number, read_at)
       SELECT conversation_id, account_id, who, person_id, name, side, read, CASE WHEN read > 0 THEN $8::timestamptz END FROM given
       ON CONFLICT (conversation_id, account_id, who) DO UPDATE SET name = excluded.name,
         read_number = greatest(r.read_number, excluded.read_number),
         read_at = CASE WHEN excluded.read_number > r.read_number THEN excluded.read_at ELSE r.read_at END,
         notice_at = CASE WHEN excluded.read_number > r.read_number THEN NULL ELSE r.notice_at END
       RETURNING r.id, r.conversation_id, r.account_id, r.who, r.read_number
     )
     SELECT k.id, k.conversation_id AS "conversationId", k.read_number AS "readNumber", k.read_number > coalesce(b.read_number, 0) AS "isNews"
       FROM kept k LEFT JOIN before b USING (conversation_id, account_id, who) ORDER BY k.id`,
    [
      all.map(({ conversationId }) => conversationId),
      all.map(({ taker }) => taker.accountId),
      all.map(({ taker }) => taker.who),
      all.map(({ taker }) => taker.personId),
      all.map(({ taker }) => taker.name),
      all.map(({ taker }) => taker.side),
      all.map(({ read }) => read),
      now,
    ],
  );
};
