import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, Looks } from '#access';
import { accountSubject, EnforcementAccountTold, enforcementCaseSubject } from '#contracts';
import type { CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { storedShape } from '#persistence';
import { type ClockName, clockOf, PORTS, portLocalDate } from '#reference';
import { currentCorrelation, Problem } from '#service';
import { type CaseParty, type CaseRow, caseRows, lockCase, partiesOf, referencesOf } from '../cases/case-row';
import { dollars, owedOf } from '../cases/case.rules';
import { edgeOf, FINAL_STATES, type NoticeForm } from '../cases/case.states';
import { noteInCase, takeStep } from '../cases/case-steps';
import { requireMaySee } from '../cases/case-sight';
import { legalDue, type NoticeTime, timeToAnswer, timeToPetition } from '../clocks/case-clock.rules';
import { endClocks, startClock } from '../clocks/case-clocks';
import { EnforcementCases } from '../cases/enforcement-cases';
import { lawOf } from '../cases/laws.data';
import { ordering, requireServes } from '../people/asking-person';
import { optionToOffer } from '../late-summaries/late-summary-options';
import { afterDecision, NOTICE_TABLE } from './notice-forms.table';

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
  /** Of a decision on a petition. */
  readonly decision?: DecisionNoticed;
}

export interface DecisionNoticed {
  /** Number of the petition. */
  readonly petitionNumber: string;
  readonly outcome: string;
  /** Whole cents that are to be paid in the end. */
  readonly amountCents: number;
  readonly reasons: string;
  readonly decidedOn: CustomsDate;
  /** Clocks that begin when it is mailed. */
  readonly times: readonly ClockName[];
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
  /** To petition, where the short time applies; null for the shortest. */
  readonly workingDays: number | null;
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
  /** That its mailing began; null before it. */
  readonly clock: ClockName | null;
  /** On which petition, of the notice of a decision. */
  readonly petitionId: string | null;
  /** Of whom that petition is. */
  readonly petitionPlace: number | null;
}

const DECISION = 'decision on a petition' satisfies NoticeForm;
const LIFE = 'life of a decision on a petition' as const satisfies ClockName;

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
    const { manager } = unit;
    const { to, title, source, whatToDo } = NOTICE_TABLE[form];
    if (row.assessedCents === 0 && row.kind !== 'seizure')
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/amount', text: `is missing: nothing is assessed in case ${row.number} yet` },
      ]);
    const parties = (await partiesOf(manager, [row.id])).filter(({ role }) => to.includes(role));
    const options = form === 'demand for liquidated damages' ? await optionToOffer(manager, row) : [];
    for (const party of parties)
      await this.write(unit, row, {
        ...{ form, party, petitionId: null, officer },
        says: { title, source, whatToDo: [...options, ...whatToDo] },
        others: parties.filter((other) => other !== party),
      });
  }

  /** Parties that were notified of the claim, in their order, without these. */
  async notifiedBut(
    manager: Pick<EntityManager, 'query'>,
    caseId: string,
    places: readonly number[],
  ): Promise<number[]> {
    const found: { place: number }[] = await manager.query(
      `SELECT DISTINCT party_place AS place FROM case_notice
        WHERE case_id = $1 AND mailed_on IS NOT NULL AND petition_id IS NULL AND party_place <> ALL($2::int[]) ORDER BY place`,
      [caseId, places],
    );
    return found.map(({ place }) => place);
  }

  /**
   * Issues the notice of a decision to a party. It is served as others are: with the mailing to who petitioned its times begin (19 CFR 171.22, 171.61, 172.21, 172.41). The other
   * parties hear what was decided and until when it is good.
   */
  async issueDecision(
    unit: UnitOfWork,
    row: CaseRow,
    {
      petitionId,
      place,
      officer,
      ...decision
    }: DecisionNoticed & { readonly petitionId: string; readonly place: number; readonly officer: string },
  ): Promise<void> {
    const parties = await partiesOf(unit.manager, [row.id]);
    const { title, source } = NOTICE_TABLE[DECISION];
    const [{ place: petitioner }] = await unit.manager.query('SELECT place FROM petition WHERE id = $1', [petitionId]);
    const ofAnother = petitioner !== place;
    await this.write(unit, row, {
      ...{ form: DECISION, party: parties.find((one) => one.place === place)!, petitionId, officer },
      says: {
        title,
        source,
        whatToDo: afterDecision(decision.times, dollars(decision.amountCents), ofAnother),
        decision,
      },
      others: ofAnother ? parties.filter((one) => one.place === petitioner) : [],
    });
  }

  private async write(
    { manager, now }: UnitOfWork,
    row: CaseRow,
    {
      form,
      party,
      petitionId,
      officer,
      says,
      others,
    }: {
      readonly form: NoticeForm;
      readonly party: CaseParty;
      readonly petitionId: string | null;
      readonly officer: string;
      readonly says: Pick<NoticeContent, 'title' | 'source' | 'whatToDo' | 'decision'>;
      readonly others: readonly CaseParty[];
    },
  ): Promise<void> {
    const references = await referencesOf(manager, [row.id]);
    const [{ place }] = await manager.query(
      'SELECT (coalesce(max(place), 0) + 1)::int AS place FROM case_notice WHERE case_id = $1',
      [row.id],
    );
    const content: NoticeContent = {
      ...{ ...says, caseNumber: row.number, law: row.law, lawAbout: lawOf(row.law)?.about ?? row.law },
      ...{ port: row.port, portName: PORTS.get(row.port)?.name ?? row.port, officer, subject: row.subject },
      party: {
        ...{ role: party.role, name: party.name, address: party.address },
        bond:
          party.suretyCode === null ? party.bondNumber : `${party.bondNumber ?? 'on file'}, surety ${party.suretyCode}`,
      },
      others: others.map(({ role, name }) => `${name} (${role})`),
      ...{ facts: row.facts, violationOn: row.violationOn, assessedCents: row.assessedCents },
      valueCents: row.valueCents,
      entries: references.filter(({ kind }) => kind === 'entry').map(({ reference }) => reference),
      bills: references.filter(({ kind }) => kind === 'bill').map(({ reference }) => reference),
    };
    await manager.query(
      `INSERT INTO case_notice (case_id, place, number, form, party_place, content, issued_on, issued_by, petition_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[row.id, place, `${row.number}-${String(place).padStart(2, '0')}`, form, party.place],
        ...[JSON.stringify(storedNotice.write(content)), portLocalDate(now, row.port), officer, petitionId],
      ],
    );
  }

  /**
   * Notes with its proof that every notice that was issued and not mailed yet was mailed on a day: principal and surety are notified at the same time (19 CFR 172.1). With
   * it the clock begins, and the parties' accounts are told.
   *
   * @throws Problem
   */
  mail(
    asking: Asking,
    id: string,
    { version, mailedOn, how, workingDays, proofs }: Mailing,
  ): Promise<CaseNoticeView[]> {
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
      const timeOf = (form: NoticeForm): NoticeTime =>
        form === 'pre-penalty notice'
          ? timeToAnswer(mailedOn, row.limitationOn)
          : timeToPetition(row.kind, mailedOn, row.limitationOn, workingDays);
      const notices = waiting.filter(({ form }) => form !== DECISION);
      const dueOf = ({ clock, length }: NoticeTime): CustomsDate => legalDue(clock, mailedOn, length);
      const errors = [
        ...(workingDays === null
          ? []
          : (notices.length === 0 ? waiting : notices)
              .map(({ form }) => (form === DECISION ? ({ clock: LIFE } satisfies NoticeTime) : timeOf(form)))
              .flatMap((time) =>
                time.clock !== 'short petition'
                  ? [`is not for these notices: '${time.clock}' is ${clockOf(time.clock, mailedOn).rule}`]
                  : dueOf(time) >= row.limitationOn
                    ? [`would end on ${dueOf(time)}: the limitation ends on ${row.limitationOn}`]
                    : [],
              )
              .slice(0, 1)
              .map((text) => ({ at: '/workingDays', text }))),
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
      for (const notice of waiting) {
        const { number, place, form } = notice;
        const times = form === DECISION ? await timesOfDecision(manager, row, notice) : [timeOf(form)];
        await manager.query(
          `UPDATE case_notice SET mailed_on = $3, mailed_how = $4, mailed_reference = $5, mailed_by = $6, due_on = $7 WHERE case_id = $1 AND place = $2`,
          [id, place, mailedOn, how, named(number), by, times[0] ? dueOf(times[0]) : null],
        );
        // The times of a decision are of who petitioned; others are told when they end.
        if (notice.petitionPlace === null || notice.petitionPlace === notice.partyPlace)
          for (const time of times) await this.begin(unit, row, notice, { mailedOn, time });
      }
      if (notices.length > 0)
        await manager.query('UPDATE enforcement_case SET notice_mailed_on = $2 WHERE id = $1', [id, mailedOn]);
      const why = `${how}, on ${mailedOn}: ${waiting.map(({ number }) => number).join(', ')}`;
      // A case that is over, or at Justice, has its last decision mailed all the same.
      if (edgeOf(row.kind, row.state, 'mail notice')) await takeStep(unit, row, { step: 'mail notice', why, by });
      else await noteInCase(unit, row, { step: 'mail notice', why, by });
      const after = await rows(manager, 'WHERE n.case_id = $1 ORDER BY n.place', [id]);
      await this.tellAccounts(
        unit,
        row,
        after.filter(({ place }) => waiting.some((notice) => notice.place === place)),
      );
      return after.map(viewOf);
    });
  }

  /** A clock that begins with the mailing. Whoever petitioned again before the notice was mailed has what runs for it stand still, as where it had petitioned afterwards. */
  private async begin(
    { manager, now }: UnitOfWork,
    { id }: CaseRow,
    { partyPlace, petitionId }: Row,
    { mailedOn, time }: { readonly mailedOn: CustomsDate; readonly time: NoticeTime },
  ): Promise<void> {
    await startClock(manager, { caseId: id, place: partyPlace, start: mailedOn, ...time, anew: petitionId !== null });
    if (petitionId === null) return;
    const [again] = await manager.query(
      `SELECT p.number FROM petition p JOIN petition_decision d ON d.petition_id = $2
        WHERE p.case_id = $1 AND p.kind = 'supplemental petition' AND p.filed_at > d.decided_at AND p.state NOT IN ('decided', 'withdrawn', 'ended') AND ($3 OR p.place = $4)
        ORDER BY p.place = $4 DESC LIMIT 1`,
      [id, petitionId, time.clock === LIFE, partyPlace],
    );
    if (again)
      await endClocks(manager, id, { clocks: [time.clock], place: partyPlace }, `petition ${again.number}`, now);
  }

  /** Of a case; a party sees those to itself. @throws Problem `not-found` */
  async ofCase(asking: Asking, id: string): Promise<CaseNoticeView[]> {
    const { manager } = this.source;
    const [row] = await caseRows(manager, 'WHERE c.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no case ${id}.`);
    const places = await requireMaySee(manager, asking, row);
    const own = (notice: Row): boolean =>
      places === null || (notice.mailedOn !== null && places.includes(notice.partyPlace));
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
      const { decision } = storedNotice.read(notice.content);
      const clock = clockNameOf(notice);
      unit.publish(
        EnforcementAccountTold,
        accountSubject(accountId),
        {
          ...{ accountId, about: notice.form.replaceAll('-', ' ') },
          text: decision
            ? `Case ${row.number}: petition ${decision.petitionNumber} was decided: ${decidedTo(decision)}; mailed ${notice.mailedOn}${
                clock === LIFE && notice.dueOn !== null
                  ? `. USD ${dollars(decision.amountCents)} is to be paid by ${notice.dueOn}, else the full claim is due`
                  : ''
              }.`
            : `Case ${row.number} (${row.law}): ${notice.form}${amount}, mailed ${notice.mailedOn}. ${row.subject}.`,
          items: [
            {
              reference: notice.number,
              text: notice.dueOn === null ? notice.form : `${clock} (${clockOf(clock, notice.mailedOn!).rule})`,
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
            n.mailed_how AS "mailedHow", n.mailed_reference AS "mailedReference", n.due_on::text AS "dueOn",
            n.petition_id AS "petitionId", (SELECT p.place FROM petition p WHERE p.id = n.petition_id) AS "petitionPlace",
            (SELECT k.clock FROM case_clock k WHERE k.case_id = n.case_id AND k.place = n.party_place AND k.started_on = n.mailed_on AND k.legal_due = n.due_on
                AND (n.petition_id IS NOT NULL) = (k.clock IN ('life of a decision on a petition', 'supplemental petition')) ORDER BY k.clock LIMIT 1) AS clock
     FROM case_notice n ${rest}`,
    [...values],
  );

/** "mitigated to USD 104.00"; else the outcome alone. */
const decidedTo = ({ outcome, amountCents }: DecisionNoticed): string =>
  outcome === 'mitigated' ? `mitigated to USD ${dollars(amountCents)}` : outcome;

/** What begins with the mailing of a decision: nothing where the case is over, no time to pay where nothing is owed any more or it was decided anew, none to petition again where that was. */
const timesOfDecision = async (
  manager: Pick<EntityManager, 'query'>,
  row: CaseRow,
  { content, petitionId, partyPlace }: Row,
): Promise<NoticeTime[]> => {
  const { times = [] } = storedNotice.read(content).decision ?? {};
  if (FINAL_STATES.includes(row.state) || row.state === 'referred to Justice') return [];
  const [{ ofCase, ofParty }] = await manager.query(
    `SELECT count(l.*)::int AS "ofCase", count(l.*) FILTER (WHERE q.place = $2)::int AS "ofParty" FROM petition_decision d
       LEFT JOIN petition_decision l ON l.case_id = d.case_id AND l.decided_at > d.decided_at LEFT JOIN petition q ON q.id = l.petition_id WHERE d.petition_id = $1`,
    [petitionId, partyPlace],
  );
  return times
    .filter((clock) => (clock === LIFE ? ofCase === 0 && owedOf(row) > 0 : ofParty === 0))
    .map((clock) => ({ clock }));
};

const clockNameOf = ({ clock, form }: Row): ClockName => clock ?? NOTICE_TABLE[form].clock;

const viewOf = (notice: Row): CaseNoticeView => {
  const { number, form, content, issuedOn, mailedOn, mailedHow, mailedReference, dueOn } = notice;
  return {
    ...storedNotice.read(content),
    ...{ number, form, issuedOn, mailedOn, mailedHow, mailedReference, dueOn },
    rule: clockOf(clockNameOf(notice), mailedOn ?? issuedOn).rule,
  };
};
