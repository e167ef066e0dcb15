import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, type KnownAccount, may, type Relation } from '#access';
import { contentHash, type CustomsDate, parseEntryNumber } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isConflictOfKeys } from '#persistence';
import { Problem, requireSameContent, requireSameFields } from '#service';
import { keepProtestOf } from './protest-conduct';
import { dayAt } from '../days/customs-days';
import { Downtimes } from '../downtimes/downtimes';
import { importerIdentity } from '../importer/importer-identity';
import { nameDocuments } from '../named-documents/named-documents';
import { noPowerOnEntries, powersOf } from '../powers/powers-of-attorney';
import { relationTo } from '../people/asking-person';
import { centerDay } from '../work/work-item';
import type { ProtestType } from './protest-codes.table';
import {
  entryRows,
  lockProtest,
  noteOf,
  type OnFile,
  onFileOf,
  protestRows,
  type ProtestRow,
  protestView,
  protestViews,
  type ProtestView,
  replace,
  say,
} from './protest.repository';
import {
  type FilingFacts,
  type FurtherReviewAsked,
  furtherReviewFaults,
  identityOf,
  lastDayOf,
  type ProtestContents,
  protestFaults,
  timelinessOf,
} from './protest.rules';
import { protestStates, UNDECIDED } from './protest.states';

export interface Amendment {
  readonly id: string;
  /** `amendment` claims more, in the time of a protest; `argument` supports what is claimed, until it is decided (19 CFR 174.14, 174.28). */
  readonly kind: 'amendment' | 'argument';
  readonly objections: readonly { readonly claim: string; readonly justification: string | null }[];
  readonly text: string | null;
  readonly documents: readonly string[];
  readonly rulings: readonly string[];
}

export interface ProtestsAsked {
  readonly state: string | null;
  readonly after: string | null;
  readonly limit: number;
}

interface Entry {
  readonly filerCode: string;
  readonly entryNumber: string;
}

/** Protests as those who protest file them and go on with them. */
@Injectable()
export class Protests {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly downtimes: Downtimes,
  ) {}

  /**
   * Keeps a protest, also a late one: that it is untimely is decided and told. The same id again is the same protest.
   *
   * @throws Problem `not-valid` that names each content that is missing; `state-conflict` while the account protests the same entry and category already
   */
  file(
    id: string,
    asking: Asking,
    contents: ProtestContents,
    by: string,
  ): Promise<{ fresh: boolean; protest: ProtestView }> {
    const { account } = asking;
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      // One at a time of an account.
      await manager.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [account.accountId]);
      await requireSameContent(manager, 'protest', id, contents);
      const hash = contentHash(contents);
      const [same] = await protestRows(manager, 'WHERE p.id = $1', [id]);
      if (same?.account_id === account.accountId && same.hash === hash)
        return { fresh: false, protest: await protestView(manager, same, now) };
      if (same) throw new Problem('state-conflict', 'Another protest has this id.', [{ at: '/id', text: 'is taken' }]);
      const keys = contents.entries.map(({ entryNumber }) => keyOf(entryNumber));
      const onFile = await onFileOf(manager, keys);
      const facts = await this.facts(manager, asking, contents, keys, onFile, now);
      const errors = protestFaults(contents, facts);
      if (errors.length > 0) throw new Problem('not-valid', 'The protest is not complete.', errors);
      await this.requireFirst(manager, account.accountId, contents, keys);
      const row = await this.store(unit, id, asking, contents, { hash, by, keys, onFile, facts });
      return { fresh: true, protest: await protestView(manager, row, now) };
    });
  }

  /**
   * Those that an account filed, and that were filed for its importer numbers, newest first.
   *
   * @param account null for all there are
   * @param asked.after number of the last of the page before
   */
  async list(
    account: Pick<KnownAccount, 'accountId' | 'importerNumbers'> | null,
    { state, after, limit }: ProtestsAsked,
  ): Promise<{ protests: ProtestView[]; next: string | null }> {
    const found = await protestRows(
      this.source.manager,
      `WHERE ${account === null ? '($1::uuid, $2::text[]) IS NULL' : '(p.account_id = $1 OR p.protestant_identity = ANY($2::text[]))'}
         AND ${state === null ? '$3::text IS NULL' : 'p.state = $3'}
         AND ${after === null ? '$4::text IS NULL' : '(p.filed_at, p.number) < (SELECT filed_at, number FROM protest WHERE number = $4)'}
       ORDER BY p.filed_at DESC, p.number DESC LIMIT $5`,
      [account?.accountId ?? null, account?.importerNumbers.map(importerIdentity) ?? null, state, after, limit],
    );
    return {
      protests: await protestViews(this.source.manager, found, new Date()),
      next: found.length === limit ? found.at(-1)!.number : null,
    };
  }

  /** What may not be seen is not there. @throws Problem `not-found` */
  async find(asking: Asking, id: string): Promise<ProtestRow> {
    const [row] = await protestRows(this.source.manager, 'WHERE p.id = $1', [id]);
    if (row && may(asking, 'see', 'protest', protestRelation(asking, row))) return row;
    throw new Problem('not-found', `There is no protest ${id}.`);
  }

  view(row: ProtestRow): Promise<ProtestView> {
    return protestView(this.source.manager, row, new Date());
  }

  /** Claims more in time, or adds an argument. The same id again changes nothing. @throws Problem `state-conflict` where the time is over, or it is decided */
  amend(asking: Asking, id: string, amendment: Amendment, by: string): Promise<ProtestView> {
    return this.change(asking, id, async (unit, row) => {
      const { id: amendmentId, ...contents } = amendment;
      const [same] = await unit.manager.query('SELECT protest_id, contents FROM protest_amendment WHERE id = $1', [
        amendmentId,
      ]);
      if (same) {
        requireSameFields(
          'amendment',
          { ...same.contents, protestId: same.protest_id },
          { ...contents, protestId: row.id },
        );
        return row;
      }
      const inTime =
        amendment.kind === 'argument' ? null : await this.requireInTime(unit, row, 'amended', '19 CFR 174.14(a)');
      await noteOf(unit, row, 'amended', by, `${amendment.kind}${inTime === null ? '' : ` on ${inTime.join(', ')}`}`);
      await unit.manager.query(
        'INSERT INTO protest_amendment (id, protest_id, contents, amended_by, amended_at) VALUES ($1, $2, $3, $4, $5)',
        [amendmentId, row.id, JSON.stringify(contents), by, unit.now],
      );
      await cite(unit.manager, row.id, amendment.rulings, 'protestant');
      await nameDocuments(unit, {
        ...{ in: 'protest', recordId: row.id, number: row.number, accountId: asking.account.accountId },
        documents: amendment.documents,
      });
      await say(unit, row, {
        ...{ kind: 'filed', by, disposition: 'amended', tell: null },
        what: amendment.kind === 'amendment' ? 'amended a protest' : 'added an argument to a protest',
      });
      return row;
    });
  }

  /** Asks that it be decided within 30 days, or be deemed denied (19 CFR 174.22). Again changes nothing: the first day counts. */
  accelerate(asking: Asking, id: string, by: string): Promise<ProtestView> {
    return this.change(asking, id, async (unit, row) => {
      if (row.accelerated_on !== null) return row;
      await noteOf(unit, row, 'acceleration asked', by, null);
      await unit.manager.query('UPDATE protest SET accelerated_on = $2 WHERE id = $1', [row.id, centerDay(unit.now)]);
      const after = await replace(unit, row.id);
      await say(unit, after, {
        ...{ kind: 'filed', by, disposition: 'accelerated', tell: null },
        what: 'asked for accelerated disposition of a protest',
      });
      return after;
    });
  }

  /** Applies for further review by headquarters, in the time of a protest (19 CFR 174.23, 174.25). The same again changes nothing. */
  askFurtherReview(asking: Asking, id: string, asked: FurtherReviewAsked, by: string): Promise<ProtestView> {
    const errors = furtherReviewFaults(asked);
    if (errors.length > 0) throw new Problem('not-valid', 'The application is not complete.', errors);
    return this.change(asking, id, async (unit, row) => {
      if (row.further_review !== null && contentHash(row.further_review) === contentHash(asked)) return row;
      if (row.further_review !== null)
        throw new Problem(
          'state-conflict',
          `Further review of ${row.number} was asked for already: it is ${row.further_review_state}.`,
        );
      await this.requireInTime(unit, row, 'forwarded for further review', '19 CFR 174.23');
      await noteOf(unit, row, 'further review asked', by, asked.criterion);
      await unit.manager.query(`UPDATE protest SET further_review = $2, further_review_state = 'asked' WHERE id = $1`, [
        row.id,
        JSON.stringify(asked),
      ]);
      const after = await replace(unit, row.id);
      await say(unit, after, {
        ...{ kind: 'filed', by, disposition: 'further review asked', tell: null },
        what: 'applied for further review of a protest',
      });
      return after;
    });
  }

  /** Takes it back. Again changes nothing. */
  withdraw(asking: Asking, id: string, why: string, by: string): Promise<ProtestView> {
    return this.change(asking, id, async (unit, row) => {
      if (row.state === 'withdrawn') return row;
      await noteOf(unit, row, 'withdrawn', by, why);
      await unit.manager.query(
        'UPDATE protest SET decided_by = $2, decided_at = $3, decided_on = $4, reason = $5 WHERE id = $1',
        [row.id, by, unit.now, centerDay(unit.now), why],
      );
      await keepProtestOf(unit, row);
      const after = await replace(unit, row.id);
      await say(unit, after, {
        kind: 'withdrawn',
        by,
        disposition: 'withdrawn',
        what: 'withdrew a protest',
        tell: null,
      });
      return after;
    });
  }

  private change(
    asking: Asking,
    id: string,
    work: (unit: UnitOfWork, row: ProtestRow) => Promise<ProtestRow>,
  ): Promise<ProtestView> {
    return this.transactions.run(async (unit) => {
      const row = await lockProtest(unit.manager, id);
      const relation = protestRelation(asking, row);
      if (!may(asking, 'see', 'protest', relation)) throw new Problem('not-found', `There is no protest ${id}.`);
      if (!may(asking, 'change', 'protest', relation))
        throw new Problem(
          'not-authorized',
          'A protest is changed by the people of who filed it, or of the protestant.',
        );
      const after = await work(unit, row);
      return protestView(unit.manager, await lockProtest(unit.manager, after.id), unit.now);
    });
  }

  /** @returns the entries that are still in time @throws Problem `state-conflict` where none is */
  private async requireInTime(unit: UnitOfWork, row: ProtestRow, what: string, rule: string): Promise<string[]> {
    const entries = await entryRows(unit.manager, [row.id]);
    // A downtime may have been declared after the protest was filed.
    const reliefsFor = await this.downtimes.reliefsFor(unit.manager, unit.now, 'at the Center', dayAt);
    const dated = entries.map((entry) => ({
      ...entry,
      last_day: lastDayOf(
        row.type as ProtestType,
        entry.started_on,
        reliefsFor({ accountId: row.account_id, port: entry.port }),
      ),
    }));
    const inTime = dated.filter(({ port, last_day }) => dayAt(port, unit.now) <= last_day);
    if (inTime.length > 0) return inTime.map(({ filer_code, entry_number }) => `${filer_code}-${entry_number}`);
    const last = dated
      .map(({ last_day }) => last_day)
      .sort()
      .at(-1);
    throw new Problem(
      'state-conflict',
      `Protest ${row.number} could be ${what} until ${last} (${rule}). Arguments for what is claimed are taken until it is decided.`,
    );
  }

  private async facts(
    manager: EntityManager,
    { account }: Asking,
    contents: ProtestContents,
    keys: readonly Entry[],
    onFile: readonly OnFile[],
    now: Date,
  ): Promise<FilingFacts & { readonly own: readonly string[] }> {
    const identity = identityOf(contents.protestant.importerNumber);
    const powers = await powersOf(manager, identity);
    const ports = [...new Set(onFile.flatMap(({ port }) => port ?? []))];
    const others: unknown[] = await manager.query(
      `SELECT 1 FROM protest p JOIN protest_entry e ON e.protest_id = p.id
        WHERE p.account_id <> $3 AND e.timely AND p.state <> 'withdrawn' AND (e.filer_code, e.entry_number) IN (SELECT * FROM unnest($1::text[], $2::text[])) LIMIT 1`,
      [keys.map(({ filerCode }) => filerCode), keys.map(({ entryNumber }) => entryNumber), account.accountId],
    );
    return {
      entries: onFile.map(({ liquidation, importer }) => ({ onFile: liquidation, importer })),
      own: account.importerNumbers.map(importerIdentity),
      isOfAnother: await isOfAnother(manager, identity, account.accountId),
      keepsPowers: powers !== null,
      noPower:
        powers === null
          ? null
          : noPowerOnEntries(powers, account.filerCodes, { ports, day: dayAt(ports[0] ?? null, now), now }),
      othersInTime: others.length > 0,
      today: centerDay(now),
    };
  }

  /** One protest of a party for an entry and a category: what is added amends it (19 USC 1514(c)(1)). */
  private async requireFirst(
    manager: EntityManager,
    accountId: string,
    { category, type }: ProtestContents,
    keys: readonly Entry[],
  ): Promise<void> {
    const [open]: { number: string; entry: string }[] = await manager.query(
      `SELECT p.number, e.filer_code || '-' || e.entry_number AS entry FROM protest p JOIN protest_entry e ON e.protest_id = p.id
        WHERE p.account_id = $3 AND p.type = $4 AND lower(p.category) = lower($5) AND p.state = ANY($6)
          AND (e.filer_code, e.entry_number) IN (SELECT * FROM unnest($1::text[], $2::text[])) LIMIT 1`,
      [
        ...[keys.map(({ filerCode }) => filerCode), keys.map(({ entryNumber }) => entryNumber)],
        ...[accountId, type, category, UNDECIDED],
      ],
    );
    if (open)
      throw new Problem(
        'state-conflict',
        `Protest ${open.number} is about entry ${open.entry} and this category already: amend it (19 CFR 174.14).`,
      );
  }

  private async store(
    unit: UnitOfWork,
    id: string,
    { account }: Asking,
    contents: ProtestContents,
    known: {
      readonly hash: string;
      readonly by: string;
      readonly keys: readonly Entry[];
      readonly onFile: readonly OnFile[];
      readonly facts: FilingFacts;
    },
  ): Promise<ProtestRow> {
    const { manager, now } = unit;
    const { by, keys, onFile, facts } = known;
    const today = centerDay(now);
    const reliefsFor = await this.downtimes.reliefsFor(manager, now, 'at the Center', dayAt);
    const [{ place }] = await manager.query(`SELECT nextval('protest_number')::int AS place`);
    const number = `PR-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
    const identity = identityOf(contents.protestant.importerNumber);
    const isOwn = identity !== null && facts.own.includes(identity);
    const proven =
      contents.capacity === 'importer' &&
      (isOwn || facts.keepsPowers) &&
      facts.entries.every(({ importer }) => importer === identity);
    const center = await centerOf(manager, onFile, identity, contents.entries[0]!.enteredOn!);
    try {
      await manager.query(
        `INSERT INTO protest (id, number, account_id, protestant_identity, type, protested, category, contents, hash, proven, filed_by, filed_at, filed_on, review_from,
           accelerated_on, further_review, further_review_state, state, center_id, team_number, recount)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16, $17, $18, $19, $10)`,
        [
          ...[id, number, account.accountId, identity, contents.type, contents.decision, contents.category],
          ...[JSON.stringify(contents), known.hash, proven, by, now, today, contents.accelerated ? today : null],
          ...[contents.furtherReview === null ? null : JSON.stringify(contents.furtherReview)],
          ...[contents.furtherReview === null ? 'none' : 'asked', protestStates.initial, center?.centerId ?? null],
          center?.teamNumber ?? null,
        ],
      );
    } catch (error) {
      if (!isConflictOfKeys(error)) throw error;
      throw new Problem('state-conflict', 'Another protest has this id.', [{ at: '/id', text: 'is taken' }]);
    }
    await manager.query(
      `INSERT INTO protest_event (protest_id, event, state, by_name, occurred_at) VALUES ($1, 'filed', $2, $3, $4)`,
      [id, protestStates.initial, by, now],
    );
    let timely = 0;
    for (const [index, entry] of contents.entries.entries()) {
      const { filerCode, entryNumber } = keys[index]!;
      const { port, liquidation } = onFile[index]!;
      const filedOn = dayAt(port, now);
      const reliefs = reliefsFor({ accountId: account.accountId, port });
      const time = timelinessOf(contents.type as ProtestType, contents.decision!, entry, liquidation, filedOn, reliefs);
      if (time.timely) timely += 1;
      await manager.query(
        `INSERT INTO protest_entry (protest_id, place, filer_code, entry_number, entered_on, lines, port, filed_on, started_on, started_by, legal_last_day, last_day,
           relieved_by, timely) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          ...[id, index, filerCode, entryNumber, entry.enteredOn, entry.lines, port, filedOn, time.startedOn],
          ...[time.startedBy, time.legalLastDay, time.lastDay, time.relievedBy, time.timely],
        ],
      );
    }
    await cite(manager, id, contents.rulings, 'protestant');
    const { accountId } = account;
    await nameDocuments(unit, { in: 'protest', recordId: id, number, accountId, documents: contents.documents });
    const row = await lockProtest(manager, id);
    await say(unit, row, {
      ...{ kind: 'filed', by, disposition: 'filed', tell: null },
      what: `protested a ${contents.decision} of ${keys.length === 1 ? `entry ${keys[0]!.filerCode}-${keys[0]!.entryNumber}` : `${keys.length} entries`}`,
    });
    if (timely === 0) await foundLate(unit, row);
    await keepProtestOf(unit, row);
    return replace(unit, id);
  }
}

export const protestRelation = (
  asking: Asking,
  row: Pick<ProtestRow, 'account_id' | 'protestant_identity'>,
): Relation =>
  row.protestant_identity !== null &&
  asking.account.importerNumbers.map(importerIdentity).includes(row.protestant_identity)
    ? 'own'
    : relationTo(asking, row.account_id);

/** That every entry of it was protested too late is decided at once, and told. */
export const foundLate = async (unit: UnitOfWork, row: ProtestRow): Promise<void> => {
  const entries = await entryRows(unit.manager, [row.id]);
  const last = entries
    .map(({ last_day }) => last_day)
    .sort()
    .at(-1)!;
  const reason = `filed on ${entries[0]!.filed_on}; the last day was ${last} (19 CFR 174.12(e))`;
  await noteOf(unit, row, 'found late', 'the platform', reason);
  await unit.manager.query(
    `UPDATE protest SET decided_by = 'the platform', decided_at = $2, decided_on = $3, reason = $4 WHERE id = $1`,
    [row.id, unit.now, centerDay(unit.now), reason],
  );
  await say(unit, row, {
    ...{ kind: 'decided', by: null, disposition: 'untimely', what: `found a protest untimely: ${reason}` },
    tell: { text: `untimely: ${reason}`, dueDate: null },
  });
};

export const cite = (
  manager: EntityManager,
  id: string,
  numbers: readonly string[],
  by: 'protestant' | 'CBP',
): Promise<unknown> =>
  manager.query(
    'INSERT INTO protest_ruling (protest_id, number, cited_by) SELECT $1, n, $3 FROM unnest($2::text[]) AS n ON CONFLICT DO NOTHING',
    [id, numbers.map((number) => number.toUpperCase()), by],
  );

/** Whether an importer number is that of another account, and not of this one. */
const isOfAnother = async (manager: EntityManager, identity: string | null, accountId: string): Promise<boolean> => {
  const holders: { id: string }[] = await manager.query(
    'SELECT account_id AS id FROM importer_account WHERE importer_identity = $1',
    [identity],
  );
  return holders.length > 0 && holders.every(({ id }) => id !== accountId);
};

/** What cannot be an entry number is told by its field later, and is on file nowhere. */
const keyOf = (text: string): Entry => {
  const number = parseEntryNumber(text);
  return number.ok
    ? { filerCode: number.value.filerCode, entryNumber: number.value.number }
    : { filerCode: '', entryNumber: '' };
};

/** Where the entry is worked on, else where the protestant is assigned on the day of entry; null where that is nowhere. */
const centerOf = async (
  manager: EntityManager,
  onFile: readonly OnFile[],
  identity: string | null,
  day: CustomsDate,
): Promise<{ centerId: string; teamNumber: string } | null> => {
  const found = onFile.find(({ centerId, teamNumber }) => centerId !== null && teamNumber !== null);
  if (found) return { centerId: found.centerId!, teamNumber: found.teamNumber! };
  const [row] = await manager.query(
    `SELECT center_id AS "centerId", team_number AS "teamNumber" FROM assignment
      WHERE importer_identity = $1 AND valid_from <= $2 AND (valid_to IS NULL OR $2 <= valid_to) LIMIT 1`,
    [identity, day],
  );
  return row ?? null;
};
