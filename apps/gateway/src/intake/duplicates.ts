import { EVERY_KIND, FILING_MODULES } from '#contracts';
import { contentHash } from '#kernel';
import { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { shutOutbound } from '../mailbox/held-mail.repository';
import { type Interaction, tellInteractions } from '../activity/interactions';
import type { NewTransmission, TransmissionDisposition, Verdict } from '../filing/transmission';
import { idempotencyKey, TRANSMISSION_COLUMNS, transmissionRow } from '../journal/transmission-row';

interface Original {
  id: string;
  account_id: string;
  channel: string;
  idempotency_key: string;
  content_hash: string;
  disposition: TransmissionDisposition;
  received_at: Date;
}

const OFFICERS_ORDERS = EVERY_KIND.filter(({ orderedAt }) => orderedAt !== undefined).map(({ kind }) => kind);

const nameOf = (accountId: string, channel: string, key: string): string => `${accountId} ${channel} ${key}`;
const nameOfNew = (t: NewTransmission): string => nameOf(t.account.accountId, t.channel, idempotencyKey(t)!);

/**
 * Decides on transmissions whose name is taken.
 *
 * A partner's own number with the same content is a repeat, whatever came of the first; with other content it is a conflict. Where the
 * content is the only name, the same content is a repeat while what the first did stands as it left it: it was not refused, and nobody,
 * of whatever account, has filed or ordered anything about one of the same subjects since. Release, cancellation and the same release
 * again are three filings.
 */
export const resolveKnown = async (
  unit: UnitOfWork,
  known: readonly NewTransmission[],
): Promise<Map<string, Verdict>> => {
  const verdicts = new Map<string, Verdict>();
  let originals = await findOriginals(unit, known);
  const overtaken = await findOvertaken(
    unit,
    known.filter(({ key }) => key === null).flatMap((t) => originals.get(nameOfNew(t)) ?? []),
  );
  // A name that is free by now belonged to a filing that failed on our side in this very moment.
  const anew = known.filter(
    (t) => overtaken.has(originals.get(nameOfNew(t))?.id ?? '') || !originals.has(nameOfNew(t)),
  );
  if (anew.length > 0) {
    await unit.manager.query(
      `UPDATE transmission SET idempotency_key = idempotency_key || '/' || id WHERE id = ANY($1)`,
      [[...overtaken]],
    );
    const stored = await insertRows(
      unit.manager,
      'transmission',
      TRANSMISSION_COLUMNS,
      anew.map(transmissionRow),
      'ON CONFLICT (account_id, channel, idempotency_key) DO NOTHING RETURNING id',
    );
    for (const { id } of stored) verdicts.set(id, { kind: 'new', filingIds: [] });
    originals = await findOriginals(unit, known);
  }
  const repeats: { t: NewTransmission; original: Original }[] = [];
  for (const t of known) {
    if (verdicts.has(t.id)) continue;
    const original = originals.get(nameOfNew(t))!;
    if (!isOfSameContent(original, t)) {
      verdicts.set(t.id, { kind: 'conflict', of: original.id, receivedAt: original.received_at.toISOString() });
    } else {
      verdicts.set(t.id, { kind: 'repeat', of: original.id, disposition: original.disposition });
      repeats.push({ t, original });
    }
  }
  await keepRepeats(unit, repeats);
  return verdicts;
};

/** Rows of releases before 0.4 hold the digest of the bytes of an interchange, not of its segments. */
const isOfSameContent = (original: Original, t: NewTransmission): boolean =>
  original.content_hash === t.contentHash || original.content_hash === contentHash(t.body);

/** Locks the originals: an answer that is being placed at this moment is either copied here or finds the repeat there. */
const findOriginals = async (unit: UnitOfWork, known: readonly NewTransmission[]): Promise<Map<string, Original>> => {
  const rows: Original[] = await unit.manager.query(
    `SELECT t.id, t.account_id, t.channel, t.idempotency_key, t.content_hash, t.disposition, t.received_at
       FROM transmission t
       JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[], $3::text[])) AS k(account_id, channel, idempotency_key)
      USING (account_id, channel, idempotency_key)
      ORDER BY t.id FOR UPDATE OF t`,
    [known.map((t) => t.account.accountId), known.map((t) => t.channel), known.map(idempotencyKey)],
  );
  return new Map(rows.map((row) => [nameOf(row.account_id, row.channel, row.idempotency_key), row]));
};

/**
 * Which of them the same content no longer repeats. What was refused changed nothing: a refused original is no original, and a refused
 * filing of somebody else overtakes nothing. One that is not decided yet overtakes if it is the account's own or an officer's order: others
 * may name a subject that is not theirs, and are refused. What the module itself goes on to do, such as a release on arrival, is what was filed for:
 * a filer who heard nothing of the first and sends again then is told of the first, not that the entry is on file already.
 */
const findOvertaken = async (unit: UnitOfWork, originals: readonly Original[]): Promise<Set<string>> => {
  const overtaken = new Set(originals.filter(({ disposition }) => disposition === 'rejected').map(({ id }) => id));
  const standing = originals.filter(({ id }) => !overtaken.has(id)).map(({ id }) => id);
  if (standing.length === 0) return overtaken;
  // The order is the database's, not that of the clocks of replicas. Filings without a position are older than all that have one.
  const rows: { transmission_id: string }[] = await unit.manager.query(
    `SELECT DISTINCT o.transmission_id
       FROM filing o
       JOIN filing later ON later.subject = o.subject AND later.transmission_id <> o.transmission_id
        AND (coalesce(later.position, 0), later.id) > (coalesce(o.position, 0), o.id)
        AND (later.outcome IS NULL OR later.outcome NOT IN ('rejected', 'not processed'))
        AND (later.account_id = o.account_id OR later.outcome IS NOT NULL OR later.kind = ANY($2))
      WHERE o.transmission_id = ANY($1)`,
    [standing, OFFICERS_ORDERS],
  );
  for (const { transmission_id } of rows) overtaken.add(transmission_id);
  return overtaken;
};

/** A repeat has an id of its own and gets its own copy of every answer: those placed already now, the others when they are placed. */
export const keepRepeats = async (
  unit: UnitOfWork,
  repeats: readonly { t: NewTransmission; original: Pick<Original, 'id' | 'disposition'> }[],
): Promise<void> => {
  if (repeats.length === 0) return;
  await insertRows(
    unit.manager,
    'transmission',
    TRANSMISSION_COLUMNS,
    repeats.map(({ t, original }) => ({
      ...transmissionRow(t),
      idempotency_key: null,
      duplicate_of: original.id,
      disposition: original.disposition,
      unanswered: 0,
      answered_at: original.disposition === 'accepted, being processed' ? null : t.receivedAt,
      body: Buffer.alloc(0),
    })),
  );
  const pairs = [repeats.map(({ t }) => t.id), repeats.map(({ original }) => original.id)];
  await unit.manager.query(
    `UPDATE transmission t SET repeats = t.repeats + r.n
       FROM (SELECT original, count(*)::int AS n FROM unnest($1::uuid[]) AS u(original) GROUP BY original) r WHERE t.id = r.original`,
    [pairs[1]],
  );
  // A copy of what is kept back must not be left behind by a gate that opens at this moment.
  await shutOutbound(new Set(FILING_MODULES), unit);
  const copies: { id: number; transmission_id: string; application: string }[] = await unit.manager.query(
    `WITH copied AS (
       INSERT INTO mailbox (account_id, transmission_id, event, format, content_type, application, body, created_at)
       SELECT m.account_id, r.id, m.event, m.format, m.content_type, m.application, m.body, $3
         FROM unnest($1::uuid[], $2::uuid[]) AS r(id, original) JOIN mailbox m ON m.transmission_id = r.original
        ORDER BY m.id
       RETURNING id, account_id, transmission_id, application, event),
     kept AS (
       INSERT INTO mailbox_held (module, account_id, transmission_id, event, format, content_type, application, body, correlation_id, disposition, items, created_at)
       SELECT h.module, h.account_id, r.id, h.event, h.format, h.content_type, h.application, h.body, h.correlation_id, h.disposition, h.items, $3
         FROM unnest($1::uuid[], $2::uuid[]) AS r(id, original) JOIN mailbox_held h ON h.transmission_id = r.original
        ORDER BY h.id),
     pushed AS (
       INSERT INTO webhook_delivery (webhook_id, mailbox_id, event, next_try_at, created_at)
       SELECT w.id, c.id, c.event, $3, $3 FROM copied c JOIN webhook w ON w.account_id = c.account_id AND w.active AND w.events ? c.event)
     SELECT id::float8 AS id, transmission_id, application FROM copied ORDER BY id`,
    [...pairs, unit.now.toISOString()],
  );
  const byId = new Map(repeats.map((repeat) => [repeat.t.id, repeat]));
  tellInteractions(
    unit,
    copies.map(({ id, transmission_id, application }): Interaction => {
      const { t, original } = byId.get(transmission_id)!;
      return {
        accountId: t.account.accountId,
        kind: 'answer placed',
        channel: t.channel,
        transmissionId: t.id,
        mailboxId: id,
        disposition: original.disposition,
        summary: `${application} placed in the mailbox again, a copy of the answer to ${original.id}`,
        items: [],
        correlationId: t.correlationId,
      };
    }),
  );
};
