import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, may } from '#access';
import { accountSubject, actOfCbp, CeeAccountTold, CeeInteractionRecorded, centerCaseSubject } from '#contracts';
import { contentHash, type CustomsDate, formatEntryNumber, masked, type Relief } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { daysAtPorts, running, type RunningClock } from '#reference';
import { currentCorrelation, Problem, RecurringWork, requireSameContent } from '#service';
import { CeeConfig } from '../config/cee.config';
import { dayAt, newestDay, today } from '../days/customs-days';
import { Downtimes } from '../downtimes/downtimes';
import { importerIdentity } from '../importer/importer-identity';
import { LiquidationOrders } from '../liquidation/liquidation-orders';
import { type LiquidationOutcome, LiquidationOutcomes } from '../liquidation/liquidation-outcomes';
import { ordering, requireCenter } from '../people/asking-person';
import { readScope } from '../scope/scope.repository';
import { scopeOf } from '../scope/scope.rules';
import { importerAccountOf, importerAccountsOf } from '../work/concerned';
import { byLaw, type CaseDays, clocksOf, detentionOf, extensionFault, mayAskForReview } from './case.rules';
import { CASE_LIVES, CASE_STEPS, type CaseKind } from './case.states';

export interface NewCase {
  readonly id: string;
  readonly kind: CaseKind;
  /** Null: the Center in whose scope the first heading is. */
  readonly center: string | null;
  readonly subject: string;
  readonly facts: string;
  readonly headings: readonly string[];
  readonly importer: string | null;
  readonly importerName: string | null;
  readonly port: string | null;
  readonly registration: string | null;
  readonly restricted: boolean;
  /** Day on which the goods were presented for examination. */
  readonly presentedOn: string | null;
  /** Code of the agency that decides on admissibility and for which CBP detains; null where CBP decides. */
  readonly agency: string | null;
}

/** What 19 CFR 165.11(b) asks of an allegation beside what it is about. */
export interface Allegation {
  readonly name: string;
  readonly contact: string;
  /** As what it is interested: 19 U.S.C. 1517(a)(6). */
  readonly interest: string;
  /** Orders of antidumping or countervailing duty. */
  readonly orderNumbers: readonly string[];
  readonly evidence: string;
}

export interface CaseEntryView {
  readonly entryNumber: string;
  readonly suspended: boolean;
  /** Whether the entry service carried the last order out. */
  readonly outcome: string;
  readonly refusal: string | null;
}

/** A case as it stands in a list: what it covers and its history are of the one case. */
export interface CenterCaseLine {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly centerId: string;
  readonly state: string;
  readonly subject: string;
  readonly facts: string;
  readonly headings: string[];
  readonly importer: string | null;
  readonly importerName: string | null;
  readonly port: string | null;
  readonly registration: string | null;
  /** Code of the agency for which CBP detains; null where CBP decides on admissibility. */
  readonly agency: string | null;
  readonly receivedOn: CustomsDate;
  readonly openedBy: string;
  /** Whether somebody alleged it; who, is another address. */
  readonly alleged: boolean;
  readonly clocks: RunningClock[];
}

export interface CenterCaseView extends CenterCaseLine {
  /** Those that who asks may take now. */
  readonly steps: string[];
  readonly entries: CaseEntryView[];
  readonly history: { event: string; state: string; reason: string; by: string; at: string }[];
}

export interface CaseStep {
  readonly step: string;
  readonly why: string;
  /** Entries that interim measures or a determination cover: `B76-0324527-8`. */
  readonly entries: readonly string[];
  /** The last day of a detention that is extended. */
  readonly until: string | null;
}

interface Row extends CaseDays {
  id: string;
  number: string;
  kind: CaseKind;
  center_id: string;
  state: string;
  subject: string;
  facts: string;
  headings: string[];
  importer: string | null;
  importer_name: string | null;
  port: string | null;
  registration: string | null;
  opened_by: string;
  hash: string;
  determination: string | null;
  alleged: boolean;
}

const PREFIX: Readonly<Record<CaseKind, string>> = {
  evasion: 'EV',
  'import safety': 'IS',
  'intellectual property': 'IP',
};
/** Steps that a specialist or team lead may not take. */
const OF_DIRECTORS = [
  'initiate',
  'decline',
  'take interim measures',
  'cover more entries',
  'extend',
  'determine evasion',
  'determine no evasion',
  'close',
  'seize',
];
/** Cases of one turn. */
const AT_ONCE = 100;
const OF_HEADQUARTERS = ['begin review', 'affirm', 'reverse'];
const SUSPENDED_CODE = '65';

/** Refusals of the entry service that say that what was ordered is so. */
const IS_SO_ALREADY = [`SUSPENDED BY ${SUSPENDED_CODE} ALREADY`, `NOT SUSPENDED BY ${SUSPENDED_CODE}`];

interface EntryKey {
  readonly filerCode: string;
  readonly entryNumber: string;
}

/** Of two cases that cover an entry one looks at a time, in one order for all. */
const lockEntries = async (manager: EntityManager, entries: readonly EntryKey[]): Promise<void> => {
  for (const key of entries.map(({ filerCode, entryNumber }) => `${filerCode}${entryNumber}`).sort())
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('entry of a case ' || $1, 0))`, [key]);
};

/** The order by which another case has the entry suspended; null where none has. */
const suspendedByAnother = async (
  manager: EntityManager,
  caseId: string,
  { filerCode, entryNumber }: EntryKey,
): Promise<string | null> => {
  const [row]: { id: string }[] = await manager.query(
    'SELECT order_id AS id FROM case_entry WHERE filer_code = $1 AND entry_number = $2 AND case_id <> $3 AND suspended LIMIT 1',
    [filerCode, entryNumber, caseId],
  );
  return row?.id ?? null;
};

const keepEntry = (
  manager: EntityManager,
  caseId: string,
  { filerCode, entryNumber }: EntryKey,
  orderId: string,
  suspended: boolean,
): Promise<unknown> =>
  manager.query(
    `INSERT INTO case_entry (case_id, filer_code, entry_number, order_id, suspended) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (case_id, filer_code, entry_number) DO UPDATE SET order_id = excluded.order_id, suspended = excluded.suspended`,
    [caseId, filerCode, entryNumber, orderId, suspended],
  );

/** Cases of the Centers: evasion of duty, import safety, intellectual property. */
@Injectable()
export class CenterCases {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly liquidation: LiquidationOrders,
    private readonly downtimes: Downtimes,
    outcomes: LiquidationOutcomes,
    config: CeeConfig,
    work: RecurringWork,
  ) {
    outcomes.follow('evasion case', (unit, became) => this.became(unit, became));
    work.every(
      config.WORK_LOOK_MS,
      'goods that the law detains or excludes',
      () => this.transactions.run((unit) => this.letLawAct(unit)),
      { by: 'one replica' },
    );
  }

  /** The same again is the same case. @param allegation with whom it began; null where CBP, or an agency by it, began it */
  open(
    asking: Asking,
    wanted: NewCase,
    by: string,
    allegation: (Allegation & { readonly accountId: string | null }) | null,
    requireMay: (center: string) => void,
  ): Promise<{ fresh: boolean; case: CenterCaseView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { agency, ...as } = wanted;
      const hash = contentHash({ ...as, ...(agency !== null && { agency }), allegation, by });
      const { interest, contact, orderNumbers, evidence } = allegation ?? {};
      await requireSameContent(manager, 'case', wanted.id, { ...wanted, interest, contact, orderNumbers, evidence });
      const [same] = await rows(manager, 'WHERE c.id = $1', [wanted.id]);
      if (same?.hash === hash) return { fresh: false, case: await this.viewOf(asking, manager, same, now) };
      if (same) throw new Problem('state-conflict', 'Another case has this id.', [{ at: '/id', text: 'is taken' }]);
      const day = caseDay(wanted, now);
      const center = wanted.center ?? scopeOf(wanted.headings[0] ?? '', day, await readScope(manager))?.centerId;
      if (center === undefined)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/headings/0', text: 'is in the scope of no Center' },
        ]);
      requireMay(center);
      await requireMark(manager, wanted, day);
      const [{ place }] = await manager.query(`SELECT nextval('center_case_number')::int AS place`);
      const number = `${PREFIX[wanted.kind]}-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      const { initial } = CASE_LIVES[wanted.kind];
      await manager.query(
        `INSERT INTO center_case (id, number, kind, center_id, state, subject, facts, headings, importer_id, importer_name, port, registration, restricted, opened_by,
           opened_at, hash, received_on, presented_on, agency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
        [
          ...[wanted.id, number, wanted.kind, center, initial, wanted.subject, wanted.facts, wanted.headings],
          ...[await importerId(manager, wanted.importer), wanted.importerName, wanted.port, wanted.registration],
          ...[wanted.restricted, by, now, hash, day, wanted.presentedOn, wanted.agency],
        ],
      );
      if (allegation)
        await manager.query(
          `INSERT INTO case_allegation (case_id, account_id, name, contact, interest, order_numbers, evidence, alleged_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            ...[wanted.id, allegation.accountId, allegation.name, allegation.contact, allegation.interest],
            ...[allegation.orderNumbers, allegation.evidence, by],
          ],
        );
      // Who began a case that was alleged is said to nobody by its history either.
      await note(unit, wanted.id, 'opened', initial, 'received', allegation ? 'an interested party' : by);
      const row = await keepLaw(manager, (await rows(manager, 'WHERE c.id = $1', [wanted.id]))[0]!);
      return { fresh: true, case: await this.viewOf(asking, manager, row, now) };
    });
  }

  /** Newest first. @param after number of the last of the page before */
  async list(asked: {
    readonly center: string | null;
    readonly kind: string | null;
    readonly state: string | null;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ cases: CenterCaseLine[]; next: string | null }> {
    const { manager } = this.source;
    const found = await rows(
      manager,
      `WHERE ($1::text IS NULL OR c.center_id = $1) AND ($2::text IS NULL OR c.kind = $2) AND ($3::text IS NULL OR c.state = $3)
         AND ($4::text IS NULL OR (c.opened_at, c.number) < (SELECT opened_at, number FROM center_case WHERE number = $4))
       ORDER BY c.opened_at DESC, c.number DESC LIMIT $5`,
      [asked.center, asked.kind, asked.state, asked.after, asked.limit],
    );
    const now = new Date();
    return {
      cases: await this.linesOf(manager, found, now),
      next: found.length === asked.limit ? found.at(-1)!.number : null,
    };
  }

  /** @throws Problem `not-found`, `not-authorized` for people of another Center */
  async one(asking: Asking, id: string): Promise<CenterCaseView> {
    const { manager } = this.source;
    const [row] = await rows(manager, 'WHERE c.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no case ${id}.`);
    requireCenter(asking, [row.center_id]);
    return this.viewOf(asking, manager, row, new Date());
  }

  /** Of an account: what it alleged, and where that stands. */
  async allegedBy(
    accountId: string,
  ): Promise<{ id: string; number: string; state: string; subject: string; receivedOn: CustomsDate }[]> {
    return this.source.query(
      `SELECT c.id, c.number, c.state, c.subject, c.received_on::text AS "receivedOn" FROM case_allegation a JOIN center_case c ON c.id = a.case_id
       WHERE a.account_id = $1 ORDER BY c.opened_at DESC LIMIT 500`,
      [accountId],
    );
  }

  /** Who alleged a case, for who works on it. @throws Problem `not-found` */
  async alleger(asking: Asking, id: string): Promise<Allegation> {
    await this.one(asking, id);
    const [row] = await this.source.query(
      `SELECT name, contact, interest, order_numbers AS "orderNumbers", evidence FROM case_allegation WHERE case_id = $1`,
      [id],
    );
    if (!row) throw new Problem('not-found', 'Nobody alleged this case: CBP opened it.');
    return row;
  }

  /** Who alleged it takes it back, before it was decided on. @throws Problem */
  withdraw(id: string, accountId: string, why: string): Promise<void> {
    return this.transactions.run(async (unit) => {
      const row = await lock(unit.manager, id);
      const [own] = await unit.manager.query('SELECT 1 FROM case_allegation WHERE case_id = $1 AND account_id = $2', [
        id,
        accountId,
      ]);
      if (!own) throw new Problem('not-found', `There is no allegation ${id} of yours.`);
      if (row.state === 'withdrawn') return;
      await this.follow(unit, row, 'withdraw', why, 'an interested party');
    });
  }

  /** The next step of a case. The same again by the same person changes nothing. @throws Problem */
  step(asking: Asking, id: string, { step, why, entries, until }: CaseStep): Promise<CenterCaseView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const before = await lock(manager, id);
      requireCenter(asking, [before.center_id]);
      requireRank(asking, step);
      // What the law did since is so, also where nobody has looked yet.
      const row = await this.letLaw(unit, before);
      const [last] = await manager.query(
        'SELECT event, by_name AS by, reason FROM case_event WHERE case_id = $1 ORDER BY id DESC LIMIT 1',
        [id],
      );
      const reason = until === null ? why : `until ${until}: ${why}`;
      if (
        last.event === step &&
        last.by === by &&
        last.reason === reason &&
        (await this.coversAll(manager, id, entries))
      )
        return this.viewOf(asking, manager, row, now);
      if (until !== null && step !== EXTENDS)
        throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/until', text: `is not for '${step}'` }]);
      if (step === 'extend' && row.extended) throw new Problem('state-conflict', 'The case was extended: once is all.');
      if (step === 'begin review' && row.determinedOn && !mayAskForReview(row.determinedOn, today(now)))
        throw new Problem('state-conflict', 'The time for a review is over (19 U.S.C. 1517(f)(1)).');
      if (
        step === 'close' &&
        row.kind === 'evasion' &&
        row.determinedOn &&
        mayAskForReview(row.determinedOn, today(now))
      )
        throw new Problem('state-conflict', 'A review may still be asked for: close the case when that time is over.');
      const covers = SUSPENDING.includes(step) || (step === 'reverse' && row.determination === 'no evasion');
      if (entries.length > 0 && !covers)
        throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/entries', text: `are not for '${step}'` }]);
      const after = await this.follow(unit, row, step, reason, by, { until });
      if (covers) await this.suspend(unit, asking, row, by, entries);
      if (step === 'determine no evasion' || (step === 'reverse' && row.determination === 'evasion'))
        await this.endSuspensions(unit, asking, row, by);
      await this.tellImporter(unit, row, after, step, by);
      return this.viewOf(asking, manager, after, now);
    });
  }

  /** Goods that were neither released nor decided on in time: considered detained, deemed excluded. @returns whether there may be more */
  async letLawAct(unit: UnitOfWork): Promise<boolean> {
    const due: { id: string }[] = await unit.manager.query(
      `SELECT id FROM center_case WHERE law_from <= $1 AND law_from <= CASE WHEN port IS NULL THEN $2::date ELSE coalesce($3::jsonb ->> port, $3::jsonb ->> '')::date END
       ORDER BY law_from, id LIMIT $4 FOR UPDATE SKIP LOCKED`,
      [newestDay(unit.now), today(unit.now), JSON.stringify(daysAtPorts(unit.now)), AT_ONCE],
    );
    for (const { id } of due) await this.letLaw(unit, await lock(unit.manager, id));
    return due.length === AT_ONCE;
  }

  /** What was missed for days is made up for, each step on its day. */
  private async letLaw(unit: UnitOfWork, row: Row): Promise<Row> {
    const law = byLaw(row.kind, row.state, row);
    if (law === null || law.from > caseDay(row, unit.now)) return keepLaw(unit.manager, row);
    const why = `${law.step} (${law.rule})`;
    const after = await this.follow(unit, row, law.step, why, 'the platform, by law', { day: law.from });
    await this.tellImporter(unit, row, after, law.step, null);
    return this.letLaw(unit, after);
  }

  /** Whether every entry that is named is covered: then the step says nothing that it did not say before. */
  private async coversAll(manager: EntityManager, caseId: string, entries: readonly string[]): Promise<boolean> {
    const [{ missing }]: [{ missing: number }] = await manager.query(
      `SELECT count(*)::int AS missing FROM unnest($2::text[]) AS named WHERE NOT EXISTS (
         SELECT 1 FROM case_entry e WHERE e.case_id = $1 AND e.suspended AND e.filer_code || e.entry_number = replace(named, '-', ''))`,
      [caseId, entries],
    );
    return missing === 0;
  }

  private async follow(
    unit: UnitOfWork,
    row: Row,
    step: string,
    why: string,
    by: string,
    { day = caseDay(row, unit.now), until = null }: { readonly day?: CustomsDate; readonly until?: string | null } = {},
  ): Promise<Row> {
    const { manager } = unit;
    const next = CASE_LIVES[row.kind].next(row.state as never, step as never);
    if (!next.ok) throw new Problem('state-conflict', `Case ${row.number}: ${next.problem}.`);
    const fault = step === EXTENDS ? extensionFault(row, until, caseDay(row, unit.now)) : null;
    if (fault) throw new Problem('not-valid', 'Some fields are wrong.', [fault]);
    await manager.query(
      `UPDATE center_case SET state = $2,
         initiated_on = CASE WHEN $3 = 'initiate' THEN $4::date ELSE initiated_on END,
         extended = extended OR $3 = 'extend',
         determined_on = CASE WHEN $3 LIKE 'determine %' THEN $4::date ELSE determined_on END,
         determination = CASE $3 WHEN 'determine evasion' THEN 'evasion' WHEN 'determine no evasion' THEN 'no evasion' ELSE determination END,
         review_on = CASE WHEN $3 = 'begin review' THEN $4::date ELSE review_on END,
         detained_on = CASE WHEN $2 = 'detained' THEN coalesce(detained_on, $4::date) ELSE detained_on END,
         detained_until = coalesce($5::date, detained_until),
         -- Goods that are detained were presented by then at the latest: without a day the law would never look at them.
         presented_on = CASE WHEN $2 = 'detained' THEN coalesce(presented_on, $4::date) ELSE presented_on END,
         excluded_on = CASE WHEN $2 IN ('deemed excluded', 'refused admission') THEN $4::date ELSE excluded_on END,
         seized_on = CASE WHEN $3 = 'seize' THEN $4::date ELSE seized_on END
       WHERE id = $1`,
      [row.id, next.value, step, day, until],
    );
    await note(unit, row.id, step, next.value, why, by);
    return keepLaw(manager, (await rows(manager, 'WHERE c.id = $1', [row.id]))[0]!);
  }

  /** Orders suspension (code 65) of entries that are named and not suspended yet; of what another case suspends nothing has to be ordered. @throws Problem `not-valid` for one that is not the importer's */
  private async suspend(
    unit: UnitOfWork,
    asking: Asking,
    row: Row,
    by: string,
    entries: readonly string[],
  ): Promise<void> {
    const named = [...new Set(entries)].map((text, at) => {
      const [, filerCode, number, digit] = /^([A-Z0-9]{3})-?(\d{7})-?(\d)$/.exec(text) ?? [];
      if (!filerCode)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: `/entries/${at}`, text: `'${text}' is no entry number, such as B76-0324527-8` },
        ]);
      return { filerCode, entryNumber: `${number}${digit}` };
    });
    await lockEntries(unit.manager, named);
    for (const [at, entry] of named.entries()) {
      const [item] = await unit.manager.query(
        `SELECT w.importer_identity = i.importer_identity AS own FROM work_item w LEFT JOIN importer_on_record i ON i.id = (SELECT importer_id FROM center_case WHERE id = $3)
         WHERE w.filer_code = $1 AND w.entry_number = $2`,
        [entry.filerCode, entry.entryNumber, row.id],
      );
      if (item?.own !== true)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: `/entries/${at}`, text: "is no entry of the case's importer that the Centers know" },
        ]);
      const [known] = await unit.manager.query(
        'SELECT suspended FROM case_entry WHERE case_id = $1 AND filer_code = $2 AND entry_number = $3',
        [row.id, entry.filerCode, entry.entryNumber],
      );
      if (known?.suspended) continue;
      const other = await suspendedByAnother(unit.manager, row.id, entry);
      if (other !== null) await keepEntry(unit.manager, row.id, entry, other, true);
      else await this.orderFor(unit, asking, row, by, entry, true);
    }
  }

  private async endSuspensions(unit: UnitOfWork, asking: Asking, row: Row, by: string): Promise<void> {
    const covered: { filerCode: string; entryNumber: string }[] = await unit.manager.query(
      `SELECT filer_code AS "filerCode", entry_number AS "entryNumber" FROM case_entry WHERE case_id = $1 AND suspended ORDER BY 1, 2`,
      [row.id],
    );
    await lockEntries(unit.manager, covered);
    for (const entry of covered) {
      const other = await suspendedByAnother(unit.manager, row.id, entry);
      if (other !== null) await keepEntry(unit.manager, row.id, entry, other, false);
      else await this.orderFor(unit, asking, row, by, entry, false);
    }
  }

  /** What the entry service did not carry out is as it was before, and may be ordered again. */
  private async became(unit: UnitOfWork, outcomes: readonly LiquidationOutcome[]): Promise<void> {
    for (const { orderId, refusal } of outcomes)
      if (refusal !== null && !IS_SO_ALREADY.includes(refusal))
        await unit.manager.query(
          `UPDATE case_entry SET suspended = (SELECT o."order" = 'end suspension' FROM liquidation_order o WHERE o.id = $1) WHERE order_id = $1`,
          [orderId],
        );
  }

  private async orderFor(
    unit: UnitOfWork,
    { account, personId }: Asking,
    row: Row,
    by: string,
    entry: { readonly filerCode: string; readonly entryNumber: string },
    suspended: boolean,
  ): Promise<void> {
    const orderId = randomUUID();
    await this.liquidation.order(unit, {
      ...{ ...entry, id: orderId, order: suspended ? 'suspend' : 'end suspension', code: SUSPENDED_CODE, until: null },
      ...{ finally: null, basis: 'evasion case', reference: row.number, teamNumber: null },
      reason: suspended ? `Covered by case ${row.number}` : `Case ${row.number}: no evasion`,
      by: { personId: personId ?? account.accountId, name: by, center: row.center_id },
      accountId: account.accountId,
    });
    await keepEntry(unit.manager, row.id, entry, orderId, suspended);
  }

  /**
   * What CBP decides on an importer's goods, or the law where CBP is silent, is in its account's log; with a day that counts for it in its mailbox too. That a case is worked on is not.
   *
   * @param by null for the law
   */
  private async tellImporter(unit: UnitOfWork, before: Row, row: Row, step: string, by: string | null): Promise<void> {
    const says = CASE_LIVES[row.kind].says(before.state as never, step as never);
    if (!says.includes(CeeInteractionRecorded.type)) return;
    const accountId = await importerAccountOf(unit.manager, row.importer && importerIdentity(row.importer));
    if (accountId === null) return;
    const cause = { correlationId: currentCorrelation() ?? row.id };
    const about = `case ${row.number} (${row.kind})`;
    unit.publish(
      CeeInteractionRecorded,
      accountSubject(accountId),
      actOfCbp(
        {
          ...{ accountId, kind: 'decided', person: by ?? 'the platform', disposition: step, center: row.center_id },
          what: by === null ? `recorded in ${about}: ${step}` : `decided in ${about}: ${step}`,
          records: [{ kind: 'case', subject: centerCaseSubject(row.number), outcome: row.state }],
        },
        unit.now,
      ),
      cause,
    );
    if (!says.includes(CeeAccountTold.type)) return;
    const { text, dueDate } = whatCounts(row, caseDay(row, unit.now));
    unit.publish(
      CeeAccountTold,
      accountSubject(accountId),
      {
        ...{ accountId, about: 'detained goods', text: `Case ${row.number}, ${row.subject}: ${text}` },
        items: [{ reference: row.number, text, dueDate }],
      },
      cause,
    );
  }

  /** As many as there are with one look at their accounts, and one at the downtimes. */
  private async linesOf(manager: EntityManager, found: readonly Row[], now: Date): Promise<CenterCaseLine[]> {
    const importers = found.flatMap(({ importer }) => (importer === null ? [] : [importerIdentity(importer)]));
    const accounts = await importerAccountsOf(manager, importers);
    const reliefsFor =
      accounts.size === 0 ? () => [] : await this.downtimes.reliefsFor(manager, now, 'at the Center', dayAt);
    const reliefs = ({ importer, port }: Row): Relief[] => {
      const accountId = importer === null ? undefined : accounts.get(importerIdentity(importer));
      return accountId === undefined ? [] : reliefsFor({ accountId, port });
    };
    return found.map((row) => ({
      ...{ id: row.id, number: row.number, kind: row.kind, centerId: row.center_id, state: row.state },
      ...{ subject: row.subject, facts: row.facts, headings: row.headings, importerName: row.importer_name },
      importer: row.importer && masked(row.importer),
      agency: row.agency,
      ...{ port: row.port, registration: row.registration, receivedOn: row.receivedOn, alleged: row.alleged },
      openedBy: row.alleged ? 'an interested party' : row.opened_by,
      clocks: clocksOf(row.kind, row.state, row, caseDay(row, now), reliefs(row)),
    }));
  }

  private async viewOf(asking: Asking, manager: EntityManager, row: Row, now: Date): Promise<CenterCaseView> {
    const entries: {
      filerCode: string;
      entryNumber: string;
      suspended: boolean;
      outcome: string;
      refusal: string | null;
    }[] = await manager.query(
      `SELECT e.filer_code AS "filerCode", e.entry_number AS "entryNumber", e.suspended, o.outcome, o.refusal
       FROM case_entry e JOIN liquidation_order o ON o.id = e.order_id WHERE e.case_id = $1 ORDER BY 1, 2`,
      [row.id],
    );
    const history: { event: string; state: string; reason: string; by: string; at: Date }[] = await manager.query(
      'SELECT event, state, reason, by_name AS by, occurred_at AS at FROM case_event WHERE case_id = $1 ORDER BY id',
      [row.id],
    );
    const [line] = await this.linesOf(manager, [row], now);
    return {
      ...line!,
      steps: stepsFor(asking, row),
      entries: entries.map(({ filerCode, entryNumber, ...entry }) => ({
        entryNumber: formatEntryNumber(filerCode, entryNumber),
        ...entry,
      })),
      history: history.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
    };
  }
}

/** The day of a case: goods are detained and excluded by the clock of the port where they are, evasion is judged by that of headquarters. */
export const caseDay = (
  { kind, port }: { readonly kind: CaseKind; readonly port: string | null },
  now: Date,
): CustomsDate => (kind === 'evasion' ? today(now) : dayAt(port, now));

/** What its importer is to know of goods that are detained or excluded, and the day that counts. */
const whatCounts = (row: Row, day: CustomsDate): { text: string; dueDate: CustomsDate | null } => {
  if (row.state === 'detained') {
    const ends = detentionOf(row, day);
    const since = `the goods are detained since ${row.detainedOn}`;
    if (ends === null)
      return { text: `${since}${row.agency === null ? '' : `; ${row.agency} decides on them`}`, dueDate: null };
    return {
      text: `${since}. Where nothing is decided by ${ends.lastDay}, ${ends.atEnd} (${ends.rule})`,
      dueDate: ends.lastDay,
    };
  }
  const { dueDate } = running('protest', { start: row.excludedOn! }, day);
  return {
    text: `the goods are ${row.state === 'deemed excluded' ? 'deemed excluded' : 'refused admission'} since ${row.excludedOn}. A protest is in time until ${dueDate} (19 CFR 174.12(e))`,
    dueDate,
  };
};

/** The first day on which the law does something by itself, kept for who looks every minute. */
const keepLaw = async (manager: EntityManager, row: Row): Promise<Row> => {
  const from = byLaw(row.kind, row.state, row)?.from ?? null;
  await manager.query('UPDATE center_case SET law_from = $2 WHERE id = $1 AND law_from IS DISTINCT FROM $2::date', [
    row.id,
    from,
  ]);
  return row;
};

/** The step that gives restricted goods more time. */
const EXTENDS = 'extend detention';
const SUSPENDING = ['take interim measures', 'cover more entries', 'determine evasion'];

/** What who asks may do with a case as it stands. */
const stepsFor = (asking: Asking, { kind, state }: Row): string[] => {
  if (!may(asking, 'change', 'case')) return [];
  const possible: readonly string[] = CASE_LIVES[kind].eventsIn(state as never);
  return possible.filter(
    (step) =>
      CASE_STEPS.includes(step) &&
      step !== 'withdraw' &&
      (!OF_HEADQUARTERS.includes(step) || asking.viewers.includes('headquarters')) &&
      (!OF_DIRECTORS.includes(step) || may(asking, 'change', 'decision on a case')),
  );
};

/** @throws Problem `not-authorized` */
const requireRank = (asking: Asking, step: string): void => {
  if (OF_HEADQUARTERS.includes(step) && !asking.viewers.includes('headquarters'))
    throw new Problem('not-authorized', `'${step}' is for headquarters.`);
  if (OF_DIRECTORS.includes(step) && !may(asking, 'change', 'decision on a case'))
    throw new Problem('not-authorized', `'${step}' is for the director of the Center, or headquarters.`);
};

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT c.*, i.importer_number AS importer, EXISTS (SELECT 1 FROM case_allegation a WHERE a.case_id = c.id) AS alleged, c.received_on::text AS "receivedOn",
            c.initiated_on::text AS "initiatedOn", c.determined_on::text AS "determinedOn", c.review_on::text AS "reviewOn", c.presented_on::text AS "presentedOn",
            c.detained_on::text AS "detainedOn", c.seized_on::text AS "seizedOn", c.excluded_on::text AS "excludedOn", c.detained_until::text AS "detainedUntil"
     FROM center_case c LEFT JOIN importer_on_record i ON i.id = c.importer_id ${rest}`,
    [...values],
  );

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [locked] = await manager.query('SELECT 1 FROM center_case WHERE id = $1 FOR UPDATE', [id]);
  if (!locked) throw new Problem('not-found', `There is no case ${id}.`);
  return (await rows(manager, 'WHERE c.id = $1', [id]))[0]!;
};

const note = (
  { manager, now }: UnitOfWork,
  caseId: string,
  event: string,
  state: string,
  reason: string,
  by: string,
): Promise<unknown> =>
  manager.query(
    'INSERT INTO case_event (case_id, event, state, reason, by_name, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [caseId, event, state, reason, by, now],
  );

const importerId = async (manager: EntityManager, importer: string | null): Promise<string | null> => {
  if (importer === null) return null;
  await manager.query(
    'INSERT INTO importer_on_record (importer_identity, importer_number) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [importerIdentity(importer), importer.trim().toUpperCase()],
  );
  const [row] = await manager.query('SELECT id FROM importer_on_record WHERE importer_identity = $1', [
    importerIdentity(importer),
  ]);
  return row.id;
};

/** @throws Problem `not-valid` where the mark is not recorded on the day */
const requireMark = async (
  manager: EntityManager,
  { kind, registration }: NewCase,
  day: CustomsDate,
): Promise<void> => {
  const wrong = (text: string): never => {
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/registration', text }]);
  };
  if (kind !== 'intellectual property') {
    if (registration !== null) wrong('is for a case of intellectual property');
    return;
  }
  if (registration === null) return wrong('is missing: the case is about a recorded mark');
  const [mark] = await manager.query(
    'SELECT 1 FROM recorded_mark WHERE registration = $1 AND $2::date BETWEEN valid_from AND valid_to',
    [registration, day],
  );
  if (!mark) wrong(`${registration} is not recorded with CBP today`);
};
