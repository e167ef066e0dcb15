import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  accountSubject,
  CeeAccountTold,
  CeeInteractionRecorded,
  type LiquidationChanged,
  protestSubject,
} from '#contracts';
import { type CustomsDate, formatEntryNumber } from '#kernel';
import type { UnitOfWork } from '#messaging';
import type { RunningClock } from '#reference';
import { currentCorrelation, Problem } from '#service';
import { storedLiquidation } from '../entry-liquidations/stored-liquidation';
import { centerDay } from '../work/work-item';
import { trustedImporters } from '../trusted-benefits/priority';
import { PROTEST_TYPES } from './protest-codes.table';
import {
  clocksOf,
  deemedDenialOf,
  type EntryDecided,
  type FurtherReviewAsked,
  type PlaceReason,
  placeOf,
  type ProtestContents,
  shownParty,
  type Timeliness,
} from './protest.rules';
import { type ProtestEvent, protestStates, type ProtestState, STATUS_CODES, UNDECIDED } from './protest.states';

type Reader = Pick<EntityManager, 'query'>;

export interface ProtestRow {
  id: string;
  number: string;
  account_id: string;
  protestant_identity: string | null;
  type: string;
  protested: string;
  category: string;
  contents: ProtestContents;
  hash: string;
  proven: boolean;
  filed_by: string;
  filed_at: Date;
  filed_on: CustomsDate;
  /** The day by whose authority it is decided, where it was given to a Center; null for the day of filing. */
  office_on: CustomsDate | null;
  review_from: CustomsDate;
  accelerated_on: CustomsDate | null;
  further_review: FurtherReviewAsked | null;
  further_review_state: 'none' | 'asked' | 'set aside' | 'forwarded' | 'reviewed';
  review: { outcome: string; ruling: string; reason: string; by: string } | null;
  state: ProtestState;
  center_id: string | null;
  team_number: string | null;
  due_on: CustomsDate | null;
  place_on: CustomsDate | null;
  reasons: PlaceReason[];
  deemed_from: CustomsDate | null;
  holder_id: string | null;
  holder_name: string | null;
  lease_until: Date | null;
  decision_id: string | null;
  decision_hash: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  decided_on: CustomsDate | null;
  reason: string | null;
}

const DAYS = [
  'filed_on',
  'office_on',
  'review_from',
  'accelerated_on',
  'due_on',
  'place_on',
  'deemed_from',
  'decided_on',
];
export const PROTEST_COLUMNS = `p.*, ${DAYS.map((day) => `p.${day}::text AS ${day}`).join(', ')}`;

export const protestRows = (manager: Reader, rest: string, values: readonly unknown[]): Promise<ProtestRow[]> =>
  manager.query(`SELECT ${PROTEST_COLUMNS} FROM protest p ${rest}`, [...values]);

/** @throws Problem `not-found` */
export const lockProtest = async (manager: Reader, id: string): Promise<ProtestRow> => {
  const [row] = await protestRows(manager, 'WHERE p.id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no protest ${id}.`);
  return row;
};

export interface EntryRow {
  protest_id: string;
  place: number;
  filer_code: string;
  entry_number: string;
  entered_on: CustomsDate;
  lines: string[];
  port: string | null;
  filed_on: CustomsDate;
  started_on: CustomsDate;
  started_by: Timeliness['startedBy'];
  legal_last_day: CustomsDate;
  last_day: CustomsDate;
  relieved_by: string | null;
  timely: boolean;
  decided: EntryDecided['decision'] | null;
  decided_lines: string[];
  finally: EntryDecided['finally'];
  /** Drawback claims that stand on it, as keys. */
  drawback_claims: string[];
  order_id: string | null;
  outcome: 'waits' | 'carried out' | 'refused' | null;
  refusal: string | null;
}

const ENTRY_DAYS = ['entered_on', 'filed_on', 'started_on', 'legal_last_day', 'last_day'];
export const entryRows = (manager: Reader, protestIds: readonly string[]): Promise<EntryRow[]> =>
  manager.query(
    `SELECT e.*, ${ENTRY_DAYS.map((day) => `e.${day}::text AS ${day}`).join(', ')},
        ARRAY(SELECT d.claim_filer || d.claim_number FROM drawback_claim_entry d
               WHERE d.filer_code = e.filer_code AND d.entry_number = e.entry_number ORDER BY 1) AS drawback_claims
       FROM protest_entry e
      WHERE e.protest_id = ANY($1::uuid[]) ORDER BY e.protest_id, e.place`,
    [protestIds],
  );

/** What is on file of an entry, besides the protest. */
export interface OnFile {
  readonly liquidation: LiquidationChanged | null;
  readonly importer: string | null;
  readonly port: string | null;
  readonly mode: string | null;
  readonly centerId: string | null;
  readonly teamNumber: string | null;
}

/** Of entries in their order. */
export const onFileOf = async (
  manager: Reader,
  entries: readonly { readonly filerCode: string; readonly entryNumber: string }[],
): Promise<OnFile[]> => {
  const rows: (Omit<OnFile, 'liquidation'> & { data: unknown })[] = await manager.query(
    `SELECT l.data, w.importer_identity AS importer, w.port_of_entry AS port, w.mode_of_transport AS mode, w.center_id AS "centerId", w.team_number AS "teamNumber"
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k (filer_code, entry_number, place)
       LEFT JOIN entry_liquidation l ON l.filer_code = k.filer_code AND l.entry_number = k.entry_number
       LEFT JOIN work_item w ON w.filer_code = k.filer_code AND w.entry_number = k.entry_number
      ORDER BY k.place`,
    [entries.map(({ filerCode }) => filerCode), entries.map(({ entryNumber }) => entryNumber)],
  );
  return rows.map(({ data, port, ...row }) => {
    const liquidation = data === null ? null : storedLiquidation.read(data);
    return { ...row, liquidation, port: port ?? liquidation?.portOfEntry ?? null };
  });
};

const cause = (): { correlationId: string } => ({ correlationId: currentCorrelation() ?? randomUUID() });

/** One row of its history, and its state after it. @throws Problem `state-conflict` where the table does not have the event */
export const noteOf = async (
  { manager, now }: UnitOfWork,
  row: ProtestRow,
  event: ProtestEvent,
  by: string,
  note: string | null,
): Promise<ProtestState> => {
  const next = protestStates.next(row.state, event);
  if (!next.ok)
    throw new Problem(
      'state-conflict',
      row.decided_by === null
        ? `Protest ${row.number} is ${row.state}: that is not possible now.`
        : `Protest ${row.number} is ${row.state} already: decided by ${row.decided_by} on ${row.decided_on}.`,
    );
  await manager.query(
    `INSERT INTO protest_event (protest_id, event, state, by_name, note, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [row.id, event, next.value, by, note, now],
  );
  // One that is not there any more, or is again, counts with others anew.
  await manager.query(
    `UPDATE protest SET state = $2, recount = recount OR (proven AND 'untimely' IN ($2, state)) OR (proven AND $2 = 'withdrawn') WHERE id = $1`,
    [row.id, next.value],
  );
  return next.value;
};

/** Where it stands among the others, and when it is deemed denied: from what is known of it now. */
export const replace = async ({ manager, now }: UnitOfWork, id: string): Promise<ProtestRow> => {
  const row = await lockProtest(manager, id);
  const clocks = UNDECIDED.includes(row.state) ? clocksOfRow(row, now) : [];
  if (clocks.length === 0) {
    await manager.query(
      `UPDATE protest SET due_on = NULL, place_on = NULL, deemed_from = NULL, holder_id = NULL, holder_name = NULL, lease_until = NULL WHERE id = $1`,
      [id],
    );
  } else {
    const entries = await entryRows(manager, [id]);
    const onFile = await onFileOf(manager, entries.map(keyOf));
    const changeCents = onFile.reduce((sum, { liquidation }) => sum + Math.max(0, liquidation?.changeCents ?? 0), 0);
    const identity = row.protestant_identity;
    const trusted = await trustedImporters(manager, [identity], centerDay(now));
    const standing = onFile
      .map(({ port, mode }) => trusted(identity, { port, mode }))
      .find((one) => one?.priority === true);
    const due = clocks[0]!.dueDate;
    const { on, reasons } = placeOf(due, {
      ...{ changeCents, trusted: standing?.why ?? null, furtherReview: row.further_review_state === 'asked' },
    });
    const deemed = deemedDenialOf({
      decision: row.protested,
      filedOn: row.filed_on,
      acceleratedOn: row.accelerated_on,
    });
    await manager.query('UPDATE protest SET due_on = $2, place_on = $3, reasons = $4, deemed_from = $5 WHERE id = $1', [
      id,
      due,
      on,
      JSON.stringify(reasons),
      deemed?.from ?? null,
    ]);
  }
  return lockProtest(manager, id);
};

/** Undecided protests of importers whose standing changed, in their place anew. */
export const placeProtestsOf = async (unit: UnitOfWork, identities: readonly string[]): Promise<void> => {
  const rows: { id: string }[] = await unit.manager.query(
    'SELECT id FROM protest WHERE protestant_identity = ANY($1::text[]) AND state = ANY($2) ORDER BY id FOR UPDATE',
    [identities, UNDECIDED],
  );
  for (const { id } of rows) await replace(unit, id);
};

const keyOf = ({ filer_code, entry_number }: EntryRow): { filerCode: string; entryNumber: string } => ({
  filerCode: filer_code,
  entryNumber: entry_number,
});

export const clocksOfRow = (row: ProtestRow, now: Date): RunningClock[] =>
  clocksOf(
    {
      ...{ state: row.state, decision: row.protested, filedOn: row.filed_on, reviewFrom: row.review_from },
      ...{ acceleratedOn: row.accelerated_on, decidedOn: row.decided_on },
    },
    centerDay(now),
  );

/** The accounts that a protest concerns: who filed it, and who has the protestant's number. */
export const concernedBy = async (
  manager: Reader,
  row: Pick<ProtestRow, 'account_id' | 'protestant_identity'>,
): Promise<string[]> => {
  const rows: { id: string }[] = await manager.query(
    'SELECT DISTINCT account_id AS id FROM importer_account WHERE importer_identity = $1',
    [row.protestant_identity],
  );
  return [...new Set([row.account_id, ...rows.map(({ id }) => id)])].sort();
};

export interface Said {
  readonly kind: 'filed' | 'withdrawn' | 'decided';
  /** Who did it; null for the platform itself. */
  readonly by: string | null;
  /** In a word or two. */
  readonly disposition: string;
  /** For a person, without who did it. */
  readonly what: string;
  /** What the account is told in its mailbox; null where it did it itself. */
  readonly tell: { readonly text: string; readonly dueDate: CustomsDate | null } | null;
}

/** Into the activity logs of the accounts that it concerns, and their mailboxes. */
export const say = async (
  unit: UnitOfWork,
  row: ProtestRow,
  { kind, by, disposition, what, tell }: Said,
): Promise<void> => {
  const byAccount = kind !== 'decided';
  const who = by === null ? 'the platform' : byAccount ? by : `${by} of CBP`;
  for (const accountId of await concernedBy(unit.manager, row)) {
    unit.publish(
      CeeInteractionRecorded,
      accountSubject(accountId),
      {
        ...{
          accountId,
          kind,
          channel: byAccount ? 'account' : 'CBP',
          transmissionId: null,
          mailboxId: null,
          disposition,
        },
        summary: `${who} ${what} (${row.number})`,
        ...(by !== null && { person: by }),
        ...(row.center_id !== null && { center: row.center_id }),
        items: [{ kind: 'protest', subject: protestSubject(row.number), filingId: null, outcome: disposition }],
        occurredAt: unit.now.toISOString(),
      },
      cause(),
    );
    if (tell !== null)
      unit.publish(
        CeeAccountTold,
        accountSubject(accountId),
        {
          ...{ accountId, about: 'protest' },
          text: `Protest ${row.number}: ${tell.text}`,
          items: [{ reference: row.number, text: tell.text, dueDate: tell.dueDate }],
        },
        cause(),
      );
  }
};

export interface ProtestEntryView {
  readonly entryNumber: string;
  readonly enteredOn: CustomsDate;
  readonly lines: string[];
  /** From when on the time is counted, and by whose word. */
  readonly startedOn: CustomsDate;
  readonly startedBy: string;
  /** The last day for a protest, or an amendment of it. */
  readonly lastDay: CustomsDate;
  readonly legalLastDay: CustomsDate;
  readonly relievedBy: string | null;
  readonly timely: boolean;
  readonly decision: string | null;
  readonly decidedLines: string[];
  /** As it was liquidated last; null where nothing is on file of that. */
  readonly liquidated: EntryDecided['finally'];
  readonly finally: EntryDecided['finally'];
  /** Of the reliquidation that was ordered: `waits` until the entry service says. */
  readonly outcome: string | null;
  readonly refusal: string | null;
  /** Drawback claims that stand on the entry: a refund that leaves less than they claim is refused. */
  readonly drawbackClaims: readonly string[];
}

export interface ProtestView {
  readonly id: string;
  readonly number: string;
  /** Code of the entry summary query, p. ESQ-31. */
  readonly typeCode: string;
  readonly state: string;
  /** Code of the entry summary query, p. ESQ-31. */
  readonly status: string;
  readonly type: string;
  readonly capacity: string;
  /** False where who may file could only be said, not looked up. */
  readonly proven: boolean;
  readonly protestant: ProtestContents['protestant'];
  readonly agent: ProtestContents['agent'];
  readonly protested: string;
  readonly category: string;
  readonly merchandise: string;
  readonly objections: ProtestContents['objections'];
  readonly earlierProtest: ProtestContents['earlierProtest'];
  readonly drawback: string;
  readonly documents: readonly string[];
  readonly samples: string | null;
  readonly rulings: readonly string[];
  readonly entries: ProtestEntryView[];
  readonly filedBy: string;
  readonly filedAt: string;
  readonly filedOn: CustomsDate;
  readonly acceleratedOn: CustomsDate | null;
  readonly furtherReview: FurtherReviewAsked | null;
  readonly furtherReviewState: string;
  /** What headquarters found in a further review. */
  readonly review: ProtestRow['review'];
  readonly centerId: string | null;
  readonly teamNumber: string | null;
  /** The clocks that run, the first to end first, each with its rule. */
  readonly clocks: RunningClock[];
  readonly decidedBy: string | null;
  readonly decidedOn: CustomsDate | null;
  readonly reason: string | null;
}

const entryView = (row: EntryRow, { liquidation }: OnFile): ProtestEntryView => ({
  ...{ entryNumber: formatEntryNumber(row.filer_code, row.entry_number), enteredOn: row.entered_on, lines: row.lines },
  ...{ startedOn: row.started_on, startedBy: row.started_by, lastDay: row.last_day, legalLastDay: row.legal_last_day },
  ...{ relievedBy: row.relieved_by, timely: row.timely, decision: row.decided, decidedLines: row.decided_lines },
  liquidated: liquidation?.liquidated
    ? { dutyCents: liquidation.liquidated.dutyCents, fees: liquidation.liquidated.fees }
    : null,
  ...{ finally: row.finally, outcome: row.outcome, refusal: row.refusal },
  drawbackClaims: row.drawback_claims.map((key) => formatEntryNumber(key.slice(0, 3), key.slice(3))),
});

export const protestViews = async (
  manager: Reader,
  found: readonly ProtestRow[],
  now: Date,
): Promise<ProtestView[]> => {
  const entries = await entryRows(
    manager,
    found.map(({ id }) => id),
  );
  const onFile = await onFileOf(manager, entries.map(keyOf));
  const views = entries.map((entry, at) => ({ of: entry.protest_id, view: entryView(entry, onFile[at]!) }));
  return found.map((row) => {
    const { contents } = row;
    return {
      ...{ id: row.id, number: row.number, state: row.state, status: STATUS_CODES[row.state] },
      ...{ type: row.type, typeCode: PROTEST_TYPES.find(({ type }) => type === row.type)!.code },
      ...{ capacity: contents.capacity!, proven: row.proven, protestant: shownParty(contents.protestant) },
      agent: contents.agent === null ? null : shownParty(contents.agent),
      ...{ protested: row.protested, category: row.category, merchandise: contents.merchandise! },
      ...{ objections: contents.objections, earlierProtest: contents.earlierProtest, drawback: contents.drawback! },
      ...{ documents: contents.documents, samples: contents.samples, rulings: contents.rulings },
      entries: views.flatMap(({ of, view }) => (of === row.id ? [view] : [])),
      ...{ filedBy: row.filed_by, filedAt: row.filed_at.toISOString(), filedOn: row.filed_on },
      ...{ acceleratedOn: row.accelerated_on, furtherReview: row.further_review },
      ...{ furtherReviewState: row.further_review_state, review: row.review },
      ...{ centerId: row.center_id, teamNumber: row.team_number, clocks: clocksOfRow(row, now) },
      ...{ decidedBy: row.decided_by, decidedOn: row.decided_on, reason: row.reason },
    };
  });
};

export const protestView = async (manager: Reader, row: ProtestRow, now: Date): Promise<ProtestView> =>
  (await protestViews(manager, [row], now))[0]!;
