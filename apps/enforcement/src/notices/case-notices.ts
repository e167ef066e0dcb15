import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, Looks } from '#access';
import { accountSubject, EnforcementAccountTold, enforcementCaseSubject } from '#contracts';
import type { CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { storedShape } from '#persistence';
import { clockOf, PORTS, portLocalDate } from '#reference';
import { currentCorrelation, Problem } from '#service';
import { type CaseRow, caseRows, lockCase, partiesOf, referencesOf } from '../cases/case-row';
import { dollars } from '../cases/case.rules';
import type { NoticeForm } from '../cases/case.states';
import { takeStep } from '../cases/case-steps';
import { requireMaySee } from '../cases/case-sight';
import { legalDue, timeToAnswer, timeToPetition } from '../clocks/case-clock.rules';
import { startClock } from '../clocks/case-clocks';
import { EnforcementCases } from '../cases/enforcement-cases';
import { lawOf } from '../cases/laws.data';
import { isOfCbp, ordering, requireServes } from '../people/asking-person';
import { NOTICE_TABLE } from './notice-forms.table';

/** What a notice says, as it was when it was issued. */
export interface NoticeContent {
  readonly title: string;
  readonly source: string;
  readonly caseNumber: string;
  readonly law: string;
  readonly lawAbout: string;
  readonly port: string;
  readonly portName: string;
  readonly officer: string;
  readonly party: {
    readonly role: string;
    readonly name: string;
    readonly address: string | null;
    readonly bond: string | null;
  };
  readonly others: readonly string[];
  readonly subject: string;
  readonly facts: string;
  readonly violationOn: CustomsDate;
  readonly entries: readonly string[];
  readonly bills: readonly string[];
  readonly assessedCents: number;
  readonly valueCents: number | null;
  readonly whatToDo: readonly string[];
}
export const storedNotice = storedShape<NoticeContent>({ name: 'case_notice.content', version: 1 });

export interface CaseNoticeView extends NoticeContent {
  readonly number: string;
  readonly form: string;
  readonly issuedOn: CustomsDate;
  readonly mailedOn: CustomsDate | null;
  readonly mailedHow: string | null;
  readonly mailedReference: string | null;
  /** The last day of the clock that began with the mailing, and its section. */
  readonly dueOn: CustomsDate | null;
  readonly rule: string;
}

export interface Mailing {
  readonly version: number;
  readonly mailedOn: CustomsDate;
  readonly how: string;
  /** By number of notice: what proves its mailing. */
  readonly proofs: readonly { readonly servedNotice: string; readonly reference: string }[];
}

interface Row {
  readonly caseId: string;
  readonly place: number;
  readonly number: string;
  readonly form: NoticeForm;
  readonly partyPlace: number;
  readonly content: object;
  readonly issuedOn: CustomsDate;
  readonly mailedOn: CustomsDate | null;
  readonly mailedHow: string | null;
  readonly mailedReference: string | null;
  readonly dueOn: CustomsDate | null;
}

/** Notices of cases: what they say is kept as it was issued, and their clock begins with the proof of mailing. */
@Injectable()
export class CaseNotices {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly looks: Looks,
    cases: EnforcementCases,
  ) {
    cases.noticesBy((unit, row, form, officer) => this.issue(unit, row, form, officer));
  }

  /** Issues a notice to each party that the form goes to. @throws Problem `state-conflict` where there is none, or nothing is assessed */
  private async issue(unit: UnitOfWork, row: CaseRow, form: NoticeForm, officer: string): Promise<void> {
    const { manager, now } = unit;
    const { to, title, source, whatToDo } = NOTICE_TABLE[form];
    if (row.assessedCents === 0 && row.kind !== 'seizure')
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/amount', text: `is missing: nothing is assessed in case ${row.number} yet` },
      ]);
    const parties = (await partiesOf(manager, [row.id])).filter(({ role }) => to.includes(role));
    const references = await referencesOf(manager, [row.id]);
    const [{ last }] = await manager.query(
      'SELECT coalesce(max(place), 0)::int AS last FROM case_notice WHERE case_id = $1',
      [row.id],
    );
    for (const [at, party] of parties.entries()) {
      const place = last + at + 1;
      const content: NoticeContent = {
        ...{
          title,
          source,
          whatToDo,
          caseNumber: row.number,
          law: row.law,
          lawAbout: lawOf(row.law)?.about ?? row.law,
        },
        ...{ port: row.port, portName: PORTS.get(row.port)?.name ?? row.port, officer, subject: row.subject },
        party: {
          ...{ role: party.role, name: party.name, address: party.address },
          bond:
            party.suretyCode === null
              ? party.bondNumber
              : `${party.bondNumber ?? 'on file'}, surety ${party.suretyCode}`,
        },
        others: parties.filter((other) => other !== party).map(({ role, name }) => `${name} (${role})`),
        ...{
          facts: row.facts,
          violationOn: row.violationOn,
          assessedCents: row.assessedCents,
          valueCents: row.valueCents,
        },
        entries: references.filter(({ kind }) => kind === 'entry').map(({ reference }) => reference),
        bills: references.filter(({ kind }) => kind === 'bill').map(({ reference }) => reference),
      };
      await manager.query(
        `INSERT INTO case_notice (case_id, place, number, form, party_place, content, issued_on, issued_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[row.id, place, `${row.number}-${String(place).padStart(2, '0')}`, form, party.place],
          ...[JSON.stringify(storedNotice.write(content)), portLocalDate(now, row.port), officer],
        ],
      );
    }
  }

  /**
   * Notes with its proof that every notice that was issued and not mailed yet was mailed on a day: principal and surety are notified at the same time (19 CFR 172.1). With
   * it the clock begins, and the parties' accounts are told.
   *
   * @throws Problem
   */
  mail(asking: Asking, id: string, { version, mailedOn, how, proofs }: Mailing): Promise<CaseNoticeView[]> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, id);
      requireServes(asking, row);
      const all = await rows(manager, 'WHERE n.case_id = $1 ORDER BY n.place', [id]);
      const waiting = all.filter((notice) => notice.mailedOn === null);
      const named = (number: string): string | undefined =>
        proofs.find((proof) => proof.servedNotice === number)?.reference;
      const same = proofs.every(({ servedNotice: number, reference }) =>
        all.some((n) => n.number === number && n.mailedReference === reference && n.mailedOn === mailedOn),
      );
      if (waiting.length === 0 && same) return all.map(viewOf);
      if (version !== row.version)
        throw new Problem('state-conflict', `Case ${row.number} was changed meanwhile: it is '${row.state}' now.`, [
          { at: '/version', text: `is ${row.version} by now` },
        ]);
      const errors = [
        ...waiting
          .filter(({ number }) => named(number) === undefined)
          .map(({ number }) => ({
            at: '/proofs',
            text: `${number} is missing: all parties are notified at the same time (19 CFR 172.1)`,
          })),
        ...proofs.flatMap(({ servedNotice: number }, at) =>
          waiting.some((notice) => notice.number === number)
            ? []
            : [
                {
                  at: `/proofs/${at}/servedNotice`,
                  text: `${number} is no notice of the case that waits to be mailed`,
                },
              ],
        ),
        ...waiting
          .filter(({ issuedOn }) => mailedOn < issuedOn)
          .slice(0, 1)
          .map(({ issuedOn }) => ({ at: '/mailedOn', text: `is before the notices were issued, on ${issuedOn}` })),
        ...(mailedOn > portLocalDate(now, row.port) ? [{ at: '/mailedOn', text: `${mailedOn} is yet to come` }] : []),
      ];
      if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
      for (const { number, place, form, partyPlace } of waiting) {
        const time =
          form === 'pre-penalty notice'
            ? timeToAnswer(mailedOn, row.limitationOn)
            : timeToPetition(row.kind, mailedOn, row.limitationOn);
        await manager.query(
          `UPDATE case_notice SET mailed_on = $3, mailed_how = $4, mailed_reference = $5, mailed_by = $6, due_on = $7 WHERE case_id = $1 AND place = $2`,
          [id, place, mailedOn, how, named(number), by, legalDue(time.clock, mailedOn, time.length)],
        );
        await startClock(manager, { caseId: id, place: partyPlace, start: mailedOn, ...time });
      }
      await manager.query('UPDATE enforcement_case SET notice_mailed_on = $2 WHERE id = $1', [id, mailedOn]);
      await takeStep(unit, row, {
        step: 'mail notice',
        why: `${how}, on ${mailedOn}: ${waiting.map(({ number }) => number).join(', ')}`,
        by,
      });
      const after = await rows(manager, 'WHERE n.case_id = $1 ORDER BY n.place', [id]);
      await this.tellAccounts(
        unit,
        row,
        after.filter(({ place }) => waiting.some((notice) => notice.place === place)),
      );
      return after.map(viewOf);
    });
  }

  /** Of a case; a party sees those to itself. @throws Problem `not-found` */
  async ofCase(asking: Asking, id: string): Promise<CaseNoticeView[]> {
    const { manager } = this.source;
    const [row] = await caseRows(manager, 'WHERE c.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no case ${id}.`);
    await requireMaySee(manager, asking, row);
    const parties = await partiesOf(manager, [id]);
    const own = (notice: Row): boolean =>
      isOfCbp(asking) ||
      (notice.mailedOn !== null &&
        parties.some(({ place, accountId }) => place === notice.partyPlace && accountId === asking.account.accountId));
    await this.tellLook(asking, row, `notices of case ${row.number}`);
    return (await rows(manager, 'WHERE n.case_id = $1 ORDER BY n.place', [id])).filter(own).map(viewOf);
  }

  /** One by its number. @throws Problem `not-found` */
  async one(asking: Asking, number: string): Promise<CaseNoticeView> {
    const [notice] = await rows(this.source.manager, 'WHERE n.number = $1', [number]);
    const found = notice && (await this.ofCase(asking, notice.caseId)).find((one) => one.number === number);
    if (!found) throw new Problem('not-found', `There is no notice ${number}.`);
    return found;
  }

  private async tellLook(asking: Asking, row: CaseRow, what: string): Promise<void> {
    await this.looks.tell(asking, what, async () => [
      {
        accountIds: row.toldToParties
          ? (await partiesOf(this.source.manager, [row.id])).flatMap(({ accountId }) => accountId ?? [])
          : [],
        ...{ kind: 'enforcement case', subject: enforcementCaseSubject(row.number) },
      },
    ]);
  }

  private async tellAccounts(unit: UnitOfWork, row: CaseRow, mailed: readonly Row[]): Promise<void> {
    const parties = await partiesOf(unit.manager, [row.id]);
    for (const notice of mailed) {
      const accountId = parties.find(({ place }) => place === notice.partyPlace)?.accountId ?? null;
      if (accountId === null) continue;
      const amount = row.assessedCents === 0 ? '' : ` of USD ${dollars(row.assessedCents)}`;
      unit.publish(
        EnforcementAccountTold,
        accountSubject(accountId),
        {
          ...{ accountId, about: notice.form.replaceAll('-', ' ') },
          text: `Case ${row.number} (${row.law}): ${notice.form}${amount}, mailed ${notice.mailedOn}. ${row.subject}.`,
          items: [
            {
              reference: notice.number,
              text: `${NOTICE_TABLE[notice.form].clock} (${clockOf(NOTICE_TABLE[notice.form].clock, notice.mailedOn!).rule})`,
              dueDate: notice.dueOn,
            },
          ],
        },
        { correlationId: currentCorrelation() ?? randomUUID() },
      );
    }
  }
}

const rows = (manager: Pick<EntityManager, 'query'>, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT n.case_id AS "caseId", n.place, n.number, n.form, n.party_place AS "partyPlace", n.content, n.issued_on::text AS "issuedOn", n.mailed_on::text AS "mailedOn",
            n.mailed_how AS "mailedHow", n.mailed_reference AS "mailedReference", n.due_on::text AS "dueOn" FROM case_notice n ${rest}`,
    [...values],
  );

const viewOf = ({
  number,
  form,
  content,
  issuedOn,
  mailedOn,
  mailedHow,
  mailedReference,
  dueOn,
}: Row): CaseNoticeView => ({
  ...storedNotice.read(content),
  ...{ number, form, issuedOn, mailedOn, mailedHow, mailedReference, dueOn },
  rule: clockOf(NOTICE_TABLE[form].clock, mailedOn ?? issuedOn).rule,
});
