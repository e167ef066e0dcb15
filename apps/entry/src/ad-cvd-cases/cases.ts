import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { LOG, type Log, Problem } from '#service';
import { CaseRegister, type CasePeriod, type Declaration } from './case-register';

/** A period as it was recorded: by whom and when, and why it may begin before the decision. */
export interface CaseRecording extends CasePeriod {
  /** Day on which the determination was published. */
  readonly decidedOn: CustomsDate | null;
  /** The determination reaches back up to 90 days (19 U.S.C. 1671b(e)(2), 1673b(e)(2)). */
  readonly criticalCircumstances: boolean;
}
export interface RecordedCase extends CaseRecording {
  readonly actor: string;
  readonly recordedAt: Date;
  /** False where a later recording of the same first day counts instead. */
  readonly counts: boolean;
}

const PERIOD = `case_number AS "caseNumber", name, valid_from::text AS "from", status, bond_cash AS "bondCash", ad_valorem AS "adValorem", specific, unit, country,
  string_to_array(headings, ' ') AS headings, manufacturer, exporter, string_to_array(related, ' ') AS related, suspended_until::text AS "suspendedUntil"`;
const DECLARATION = `identifier, string_to_array(case_numbers, ' ') AS "caseNumbers", importer_number AS "importerNumber", valid_from::text AS "from", valid_to::text AS "to"`;
/** So long what was read is good enough: another replica may have recorded something meanwhile. */
const FRESH_MS = 10_000;

interface Read {
  readonly from: CustomsDate;
  readonly upTo: string;
  readonly register: CaseRegister;
  readonly until: number;
}
const known = new WeakMap<DataSource, Read>();

/**
 * The register as it is; undefined where no day is set from which it is asked. A batch of summaries costs no statement while what was read is fresh, and one
 * while nothing was recorded since.
 */
export const caseRegister = async (manager: EntityManager, from: CustomsDate): Promise<CaseRegister | undefined> => {
  if (from === '') return undefined;
  const { connection } = manager;
  const read = known.get(connection);
  if (read && read.from === from && read.until > performance.now()) return read.register;
  const [{ upTo }] = (await manager.query(
    `SELECT concat((SELECT max(id) FROM ad_cvd_case_period), ' ', (SELECT max(id) FROM non_reimbursement_declaration)) AS "upTo"`,
  )) as [{ upTo: string }];
  const until = performance.now() + FRESH_MS;
  if (read && read.from === from && read.upTo === upTo) {
    known.set(connection, { ...read, until });
    return read.register;
  }
  const periods: CasePeriod[] = await manager.query(
    `SELECT DISTINCT ON (case_number, valid_from) ${PERIOD} FROM ad_cvd_case_period ORDER BY case_number, valid_from, id DESC`,
  );
  const declarations: Declaration[] = await manager.query(
    `SELECT DISTINCT ON (identifier) ${DECLARATION} FROM non_reimbursement_declaration ORDER BY identifier, id DESC`,
  );
  const register = new CaseRegister(from, periods, declarations);
  known.set(connection, { from, upTo, register, until });
  return register;
};

/** Cases and declarations as they are recorded. Nothing is changed: what is recorded later for the same first day counts, and all of it stays. */
@Injectable()
export class AdCvdCases {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Every recording of a case, the latest period first. @throws Problem `not-found` */
  async of(caseNumber: string): Promise<RecordedCase[]> {
    const rows: RecordedCase[] = await this.source.query(
      `SELECT ${PERIOD}, decided_on::text AS "decidedOn", critical_circumstances AS "criticalCircumstances", actor, recorded_at AS "recordedAt",
              id = max(id) OVER (PARTITION BY valid_from) AS counts
         FROM ad_cvd_case_period WHERE case_number = $1 ORDER BY valid_from DESC, id DESC`,
      [caseNumber],
    );
    if (rows.length === 0) throw new Problem('not-found', `No case is on file under ${caseNumber}.`);
    return rows;
  }

  /** Records periods, all or none. Answers how many cases there are now. */
  async record(cases: readonly CaseRecording[], actor: string, now = new Date()): Promise<number> {
    await this.inOrder(async (manager) => {
      await insertRows(
        manager,
        'ad_cvd_case_period',
        {
          ...{ case_number: 'text', valid_from: 'date', name: 'text', status: 'text', bond_cash: 'text' },
          ...{ ad_valorem: 'text', specific: 'text', unit: 'text', country: 'text', headings: 'text' },
          ...{ manufacturer: 'text', exporter: 'text', related: 'text', suspended_until: 'date', decided_on: 'date' },
          ...{ critical_circumstances: 'boolean', actor: 'text', recorded_at: 'timestamptz' },
        },
        cases.map((one) => ({
          ...{ case_number: one.caseNumber, valid_from: one.from, name: one.name, status: one.status },
          ...{ bond_cash: one.bondCash, ad_valorem: one.adValorem, specific: one.specific, unit: one.unit },
          ...{ country: one.country, headings: one.headings.join(' '), manufacturer: one.manufacturer },
          ...{ exporter: one.exporter, related: one.related.join(' '), suspended_until: one.suspendedUntil },
          ...{ decided_on: one.decidedOn, critical_circumstances: one.criticalCircumstances, actor },
          recorded_at: now.toISOString(),
        })),
      );
    });
    known.delete(this.source);
    this.log.warn({ cases: cases.length, actor }, 'cases of antidumping and countervailing duty were recorded');
    const [{ n }] = (await this.source.query(
      'SELECT count(DISTINCT case_number)::int AS n FROM ad_cvd_case_period',
    )) as [{ n: number }];
    return n;
  }

  /** A declaration recorded again takes the place of the one before. */
  async declare(
    { identifier, caseNumbers, importerNumber, from, to }: Declaration,
    actor: string,
    now = new Date(),
  ): Promise<void> {
    await this.inOrder((manager) =>
      manager.query(
        `INSERT INTO non_reimbursement_declaration (identifier, case_numbers, importer_number, valid_from, valid_to, actor, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [identifier, caseNumbers.join(' '), importerNumber, from, to, actor, now.toISOString()],
      ),
    );
    known.delete(this.source);
    this.log.warn({ identifier, actor }, 'a declaration of non-reimbursement was recorded');
  }

  /** One recording at a time: who has seen a number of the register has seen all below it (`upTo`). */
  private inOrder(record: (manager: EntityManager) => Promise<unknown>): Promise<void> {
    return this.source.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('register of cases', 0))`);
      await record(manager);
    });
  }
}
