import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, Looks } from '#access';
import { enforcementCaseSubject } from '#contracts';
import { contentHash, type CustomsDate, type FieldError, formatEntryNumber, isCustomsDate, masked } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { portLocalDate, suretyName } from '#reference';
import { Problem, requireSameContent } from '#service';
import { accountOfImporter, accountOfSurety, importerIdentity } from '../accounts/account-numbers';
import { isOfCbp, ordering, requireServes, serves } from '../people/asking-person';
import { partyFaults } from './case-parties.rules';
import { type CaseParty, type CaseRow, caseRows, lockCase, partiesOf, type PartyRole, referencesOf } from './case-row';
import { dollars, limitationOf, owedOf } from './case.rules';
import {
  edgeOf,
  enforcementCaseStates,
  FINAL_STATES,
  formOf,
  officerStepsIn,
  TOLD_STEPS,
  type CaseStep,
  type NoticeForm,
} from './case.states';
import { ownPlaces } from '../powers/own-places';
import { powersTo } from '../powers/powers-of-attorney';
import { accountsRepresented } from '../powers/representatives';
import { requireMaySee } from './case-sight';
import { noteInCase, requireItsTime, takeFollowing, takeStep, tellOfSteps } from './case-steps';
import { bondsOf, bondThatAnswers, liableDollars } from '../bonds/bonds-on-file';
import { lawOf } from './laws.data';

export interface NewParty {
  readonly role: PartyRole;
  readonly name: string | null;
  readonly address: string | null;
  /** Importer number of record, by which its account is found. */
  readonly importer: string | null;
  readonly accountId: string | null;
  readonly suretyCode: string | null;
  readonly bondNumber: string | null;
}

export interface NewCase {
  readonly id: string;
  readonly law: string;
  /** What it is opened for: of one kind and reference there is never a second case. */
  readonly event: { readonly kind: string; readonly reference: string };
  readonly port: string;
  readonly centerId: string | null;
  readonly subject: string;
  readonly facts: string;
  readonly culpability: string | null;
  readonly violationOn: CustomsDate;
  readonly discoveredOn: CustomsDate;
  readonly involvementOn: CustomsDate | null;
  readonly valueCents: number | null;
  readonly assessedCents: number;
  readonly parties: readonly NewParty[];
  /** Eleven characters each: `B7603245278`. */
  readonly entries: readonly string[];
  /** SCAC and number each. */
  readonly bills: readonly string[];
}

/** Address, account and limitation of other parties are not shown to a party. */
export interface CasePartyView extends Omit<CaseParty, 'limitationOn'> {
  readonly limitationOn: CustomsDate | null;
}

type NamedParty = Omit<CaseParty, 'place' | 'limitationOn' | 'waivedUntil'>;

export interface CaseEventView {
  readonly version: number;
  readonly step: string;
  readonly state: string;
  readonly reason: string;
  readonly amountCents: number | null;
  readonly by: string;
  readonly at: string;
}

/** A case in a list. */
export interface CaseSummaryView {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: string;
  readonly law: string;
  readonly state: string;
  readonly port: string;
  readonly centerId: string | null;
  readonly subject: string;
  readonly openedOn: CustomsDate;
  readonly limitationOn: CustomsDate;
  readonly assessedCents: number;
  readonly mitigatedCents: number | null;
  readonly paidCents: number;
}

export interface EnforcementCaseView extends CaseSummaryView {
  readonly event: { readonly kind: string; readonly reference: string };
  readonly facts: string;
  readonly importer: string | null;
  readonly culpability: string | null;
  readonly violationOn: CustomsDate;
  readonly discoveredOn: CustomsDate;
  readonly valueCents: number | null;
  readonly owedCents: number;
  readonly openedBy: string;
  readonly parties: CasePartyView[];
  readonly entries: string[];
  readonly bills: string[];
  /** Steps that people of CBP may take by name now; none for others. */
  readonly steps: string[];
  readonly history: CaseEventView[];
}

export interface CasesAsked {
  readonly port: string | null;
  readonly center: string | null;
  readonly kind: string | null;
  readonly state: string | null;
  readonly caseNumber: string | null;
  /** Of a party; asked by people of CBP. */
  readonly account: string | null;
  readonly entry: string | null;
  readonly bill: string | null;
  /** `next` of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

export interface StepAsked {
  readonly step: string;
  /** Of the case as who asks has seen it. */
  readonly version: number;
  readonly why: string;
  readonly amountCents: number | null;
  readonly amendment: Amendment;
}

/** What an officer corrects in a case of which nobody was given notice yet; null what stays. */
export interface Amendment {
  readonly violationOn: CustomsDate | null;
  readonly discoveredOn: CustomsDate | null;
  readonly culpability: string | null;
  /** Those with a place are corrected, the others added. */
  readonly parties: readonly (NewParty & { readonly place: number | null })[];
}

const OPEN = `c.state NOT IN (${FINAL_STATES.map((state) => `'${state}'`).join(', ')})`;

type IssueOfNotices = (unit: UnitOfWork, row: CaseRow, form: NoticeForm, officer: string) => Promise<void>;

const OF_ACCOUNT = 'c.id IN (SELECT case_id FROM case_party WHERE account_id = ?::uuid)';
const OF_REFERENCE = 'c.id IN (SELECT case_id FROM case_reference WHERE kind = ? AND reference = ?)';

/** Cases of fines, penalties and forfeitures. */
@Injectable()
export class EnforcementCases {
  private issue: IssueOfNotices = () => Promise.reject(new Error('nobody issues notices'));

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly looks: Looks,
  ) {}

  /** Who issues the notices that steps make: said once, when the service starts. */
  noticesBy(issue: IssueOfNotices): void {
    this.issue = issue;
  }

  /** Opened by a person of CBP. The same again is the same case. @throws Problem `state-conflict` where one was opened for the event */
  open(asking: Asking, wanted: NewCase): Promise<{ fresh: boolean; case: EnforcementCaseView }> {
    const by = ordering(asking);
    requireServes(asking, wanted);
    return this.transactions.run(async (unit) => {
      const { centerId: center, valueCents: value, assessedCents: assessed, ...sent } = wanted;
      await requireSameContent(unit.manager, 'case', wanted.id, { ...sent, center, value, assessed });
      await requireAccounts(unit.manager, wanted.parties);
      const { fresh, row } = await this.openWithin(unit, wanted, by, portLocalDate(unit.now, wanted.port));
      if (!fresh && row.id !== wanted.id)
        throw new Problem(
          'state-conflict',
          `Case ${row.number} was opened for this event on ${row.openedOn} by ${row.openedBy}: ${row.state}.`,
          [{ at: '/event/reference', text: `is that of case ${row.number}` }],
        );
      if (!fresh && row.hash !== hashOf(wanted, by))
        throw new Problem('state-conflict', 'Another case has this id.', [
          { at: '/id', text: `is that of a case that ${row.openedBy} opened` },
        ]);
      return { fresh, case: await this.viewOf(unit.manager, row, asking) };
    });
  }

  /**
   * Opens a case unless there is one for the event.
   *
   * @param openedOn the day of the event by the clock of the port, however late it is heard of
   */
  async openWithin(
    unit: UnitOfWork,
    wanted: NewCase,
    by: string,
    openedOn: CustomsDate,
  ): Promise<{ fresh: boolean; row: CaseRow }> {
    const { manager, now } = unit;
    const law = lawOf(wanted.law);
    if (!law)
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/law', text: `'${wanted.law}' is no law that cases are opened for` },
      ]);
    const eventKey = `${wanted.event.kind}:${wanted.event.reference}`;
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [eventKey]);
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [wanted.id]);
    const [known] = await caseRows(manager, 'WHERE c.event_key = $1 OR c.id = $2 ORDER BY c.id = $2 DESC LIMIT 1', [
      eventKey,
      wanted.id,
    ]);
    if (known) return { fresh: false, row: known };
    const parties = await this.withBonds(manager, wanted, await this.partiesWanted(manager, wanted.parties));
    const [{ place }] = await manager.query(`SELECT nextval('enforcement_case_number')::int AS place`);
    const number = `FP-${openedOn.slice(2, 4)}-${String(place).padStart(6, '0')}`;
    const importer = wanted.parties.find((party) => party.importer !== null)?.importer ?? null;
    const limitationOn = limitationOf(law, { ...wanted, fraud: wanted.culpability === 'fraud' });
    await manager.query(
      `INSERT INTO enforcement_case (id, number, version, kind, law, state, event_kind, event_key, port, center_id, importer_id, subject, facts, culpability, violation_on,
         discovered_on, limitation_on, value_cents, assessed_cents, opened_on, opened_by, opened_at, changed_at, hash)
       VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21, $22)`,
      [
        ...[wanted.id, number, law.kind, law.law, enforcementCaseStates.initial, wanted.event.kind, eventKey],
        ...[wanted.port, wanted.centerId, await importerId(manager, importer), wanted.subject, wanted.facts],
        ...[wanted.culpability, wanted.violationOn, wanted.discoveredOn, limitationOn, wanted.valueCents],
        ...[wanted.assessedCents, openedOn, by, now, hashOf(wanted, by)],
      ],
    );
    await insertRows(
      manager,
      'case_party',
      {
        ...{ case_id: 'uuid', place: 'int', role: 'text', name: 'text', address: 'text', account_id: 'uuid' },
        ...{ surety_code: 'text', bond_number: 'text', by_importer: 'boolean' },
      },
      parties.map(({ accountId, suretyCode, bondNumber, ...party }, at) => ({
        ...{ ...party, case_id: wanted.id, place: at + 1, account_id: accountId },
        ...{ surety_code: suretyCode, bond_number: bondNumber, by_importer: wanted.parties[at]!.importer !== null },
      })),
    );
    await insertRows(
      manager,
      'case_reference',
      { case_id: 'uuid', kind: 'text', reference: 'text' },
      [
        ...wanted.entries.map((reference) => ({ case_id: wanted.id, kind: 'entry', reference })),
        ...wanted.bills.map((reference) => ({ case_id: wanted.id, kind: 'bill', reference })),
      ],
      'ON CONFLICT DO NOTHING',
    );
    await manager.query(
      `INSERT INTO enforcement_case_event (case_id, version, step, state, reason, amount_cents, by_name, occurred_at) VALUES ($1, 1, 'open', $2, $3, $4, $5, $6)`,
      [
        wanted.id,
        enforcementCaseStates.initial,
        `${wanted.event.kind}: ${wanted.event.reference}`,
        wanted.assessedCents,
        by,
        now,
      ],
    );
    const [row] = (await caseRows(manager, 'WHERE c.id = $1', [wanted.id])) as [CaseRow];
    await tellOfSteps(unit, [{ row, step: 'open', by, parties: false }]);
    return { fresh: true, row };
  }

  /** Into the history of the case that was opened for an event, the first of these that there is; nothing where there is none. */
  async noteOfEvent(
    unit: UnitOfWork,
    eventKeys: readonly string[],
    noted: { readonly step: string; readonly why: string; readonly by: string },
  ): Promise<void> {
    const [known] = await caseRows(
      unit.manager,
      'WHERE c.event_key = ANY($1::text[]) ORDER BY array_position($1::text[], c.event_key) LIMIT 1',
      [eventKeys],
    );
    if (known) await noteInCase(unit, await lockCase(unit.manager, known.id), noted);
  }

  /**
   * For people of CBP the open cases of their ports or Center, the one first whose limitation ends first; for others those of their account, and of the parties that they act
   * for, of which these were given notice, in the order of the limitation of the party. A page reads no more than a page of each port or account.
   */
  async list(asking: Asking, asked: CasesAsked): Promise<{ cases: CaseSummaryView[]; next: string | null }> {
    const [limitation, id] = readPlace(asked.after);
    const ofCbp = isOfCbp(asking);
    const all = asking.viewers.includes('headquarters') || asking.viewers.includes('auditor');
    if (ofCbp && asked.port !== null) requireServes(asking, { port: asked.port, centerId: asking.center });
    const servedPorts = all || asking.center !== null || asking.ports.length === 0 ? null : asking.ports;
    const ports = asked.port !== null ? [asked.port] : ofCbp ? servedPorts : null;
    const values: unknown[] = [asked.limit];
    const conditions: string[] = [];
    const where = (text: string, ...more: unknown[]): void => {
      conditions.push(text.replace(/\?/g, () => `$${values.push(more.shift())}`));
    };
    if (limitation !== null)
      where(
        ofCbp ? '(c.limitation_on, c.id) > (?::date, ?::uuid)' : '(o.limitation_on, o.case_id) > (?::date, ?::uuid)',
        limitation,
        id,
      );
    if (asked.state !== null) where('c.state = ?', asked.state);
    else if (asked.caseNumber === null) conditions.push(OPEN);
    if (ofCbp) {
      const center = all ? asked.center : (asking.center ?? asked.center);
      if (center !== null) where('c.center_id = ?', center);
      if (asked.account !== null) where(OF_ACCOUNT, asked.account);
    } else {
      conditions.push('c.told_to_parties');
    }
    if (asked.caseNumber !== null) where('c.number = ?', asked.caseNumber);
    if (asked.kind !== null) where('c.kind = ?', asked.kind);
    if (asked.entry !== null) where(OF_REFERENCE, 'entry', asked.entry);
    if (asked.bill !== null) where(OF_REFERENCE, 'bill', asked.bill);
    // Port by port, each from its own part of the index.
    if (ports !== null) conditions.push('c.port = p.port');
    const rows = await caseRows(
      this.source.manager,
      `JOIN (${ofCbp ? pageOfCbp(conditions, values, ports) : pageOfParties(conditions, values, await this.actedFor(asking))}) page ON page.id = c.id
       ORDER BY page.limitation_on, page.id`,
      values,
      ', page.limitation_on::text AS "limitationOn"',
    );
    const last = rows.length === asked.limit ? rows.at(-1)! : null;
    // A power of attorney is in force at a port and on its day: that is judged case by case.
    const own = ofCbp ? null : await this.ownOf(asking, rows);
    return {
      cases: rows.filter(({ id: of }) => own === null || own.has(of)).map(summaryOf),
      next: last && `${last.limitationOn} ${last.id}`,
    };
  }

  /** Who asks, with the accounts in whose cases it may act, and those that named it in a case. */
  private async actedFor({ account: { accountId, filerCodes } }: Asking): Promise<ActedFor> {
    const { manager } = this.source;
    const always = [accountId, ...(await powersTo(manager, filerCodes, null)).keys()];
    return { accountId, always, named: await accountsRepresented(manager, accountId) };
  }

  private async ownOf(asking: Asking, rows: readonly CaseRow[]): Promise<Map<string, number[]>> {
    const { manager } = this.source;
    const parties = await partiesOf(
      manager,
      rows.map(({ id }) => id),
    );
    return ownPlaces(manager, asking, rows, parties, new Date());
  }

  /** @throws Problem `not-found`: there is none, or none of the account's, or of one it acts for, of which that was given notice */
  async one(asking: Asking, id: string): Promise<EnforcementCaseView> {
    const { manager } = this.source;
    const [row] = await caseRows(manager, 'WHERE c.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no case ${id}.`);
    const own = await requireMaySee(manager, asking, row);
    await this.looks.tell(asking, `case ${row.number}`, async () => [
      {
        accountIds: row.toldToParties
          ? (await partiesOf(manager, [id])).flatMap(({ accountId }) => accountId ?? [])
          : [],
        ...{ kind: 'enforcement case', subject: enforcementCaseSubject(row.number) },
      },
    ]);
    return this.viewOf(manager, row, asking, own ?? []);
  }

  /**
   * A step that people of CBP take by name. The same again by the same person changes nothing.
   *
   * @throws Problem `state-conflict` with what happened where somebody else was first
   */
  step(asking: Asking, id: string, asked: StepAsked): Promise<EnforcementCaseView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager } = unit;
      const row = await lockCase(manager, id);
      requireServes(asking, row);
      const [last] = await manager.query(
        `SELECT step, reason, by_name AS by, version, occurred_at AS at FROM enforcement_case_event WHERE case_id = $1 AND version = $2`,
        [id, row.version],
      );
      if (asked.version !== row.version) {
        const same =
          last.step === asked.step && last.by === by && last.reason === asked.why && asked.version === row.version - 1;
        if (same) return this.viewOf(manager, row, asking);
        throw new Problem(
          'state-conflict',
          `Case ${row.number} was changed meanwhile: ${last.by} took the step '${last.step}' at ${last.at.toISOString()} (${last.reason}); it is '${row.state}' now.`,
          [{ at: '/version', text: `is ${row.version} by now` }],
        );
      }
      const edge = edgeOf(row.kind, row.state, asked.step);
      if (edge && !edge.by)
        throw new Problem('state-conflict', `'${asked.step}' is not taken by name: ${edge.who}.`, [
          { at: '/step', text: 'has an address of its own' },
        ]);
      if (edge?.by && !edge.by.some((viewer) => asking.viewers.includes(viewer)))
        throw new Problem('not-authorized', `'${asked.step}' is for: ${edge.by.join(', ')}.`);
      if (edge) requireAmount(row, asked, edge.amount);
      requirePrePenalty(row, asked, asking);
      await requireItsTime(unit, row, asked.step);
      if (asked.step === 'amend' && edge) await this.amend(unit, row, asked.amendment);
      const stepped = await takeStep(unit, row, { ...asked, step: asked.step as CaseStep, by });
      const after = await takeFollowing(unit, stepped, asked.step, by);
      if (edge?.notice) await this.issue(unit, after, formOf(row.kind, edge.notice), by);
      return this.viewOf(manager, after, asking);
    });
  }

  /** @throws Problem `not-valid` by field */
  private async amend({ manager, now }: UnitOfWork, row: CaseRow, amendment: Amendment): Promise<void> {
    const today = portLocalDate(now, row.port);
    const errors: FieldError[] = [];
    for (const field of ['violationOn', 'discoveredOn'] as const)
      if ((amendment[field] ?? today) > today)
        errors.push({ at: `/${field}`, text: `${amendment[field]} is yet to come` });
    const there = await partiesOf(manager, [row.id]);
    for (const [at, { place }] of amendment.parties.entries())
      if (place !== null && !there.some((party) => party.place === place))
        errors.push({ at: `/parties/${at}/place`, text: 'is no party of the case' });
    const stay = there.filter(({ place }) => !amendment.parties.some((party) => party.place === place));
    const roles = [...stay, ...amendment.parties].map(({ role }) => role);
    if (amendment.parties.length > 0) errors.push(...partyFaults(row.kind, amendment.parties, roles));
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    const was = { ...row, involvementOn: null, fraud: row.culpability === 'fraud' };
    const culpability = amendment.culpability ?? row.culpability;
    const is = {
      violationOn: amendment.violationOn ?? row.violationOn,
      discoveredOn: amendment.discoveredOn ?? row.discoveredOn,
      ...{ involvementOn: null, fraud: culpability === 'fraud' },
    };
    const law = lawOf(row.law)!;
    const counted = limitationOf(law, is);
    // More than the offense alone gave is what the involvement of seized property gives, and stays.
    const involved = row.limitationOn > limitationOf(law, was) && row.limitationOn > counted;
    await manager.query(
      'UPDATE enforcement_case SET violation_on = $2, discovered_on = $3, culpability = $4, limitation_on = $5 WHERE id = $1',
      [row.id, is.violationOn, is.discoveredOn, culpability, involved ? row.limitationOn : counted],
    );
    await requireAccounts(manager, amendment.parties);
    const wanted = amendment.parties.map(({ place: _place, ...party }) => party);
    let last = Math.max(...there.map(({ place }) => place));
    for (const [at, party] of (await this.partiesWanted(manager, wanted)).entries()) {
      const { place, importer } = amendment.parties[at]!;
      // One importer is that of the case: the party against whom it is, or the first that was named.
      const ofCase = importer !== null && (row.importer === null || !['interested', 'surety'].includes(party.role));
      if (ofCase)
        await manager.query('UPDATE case_party SET by_importer = false WHERE case_id = $1 AND by_importer', [row.id]);
      await manager.query(
        `INSERT INTO case_party (case_id, place, role, name, address, account_id, surety_code, bond_number, by_importer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (case_id, place) DO UPDATE SET role = excluded.role, name = excluded.name, address = excluded.address, account_id = excluded.account_id,
           surety_code = excluded.surety_code, bond_number = excluded.bond_number, by_importer = excluded.by_importer`,
        [
          ...[row.id, place ?? ++last, party.role, party.name, party.address, party.accountId, party.suretyCode],
          ...[party.bondNumber, ofCase],
        ],
      );
      if (ofCase)
        await manager.query('UPDATE enforcement_case SET importer_id = $2 WHERE id = $1', [
          row.id,
          await importerId(manager, importer),
        ]);
    }
  }

  /** @param own parties that who asks is or acts for */
  private async viewOf(
    manager: EntityManager,
    row: CaseRow,
    asking: Asking,
    own: readonly number[] = [],
  ): Promise<EnforcementCaseView> {
    const ofCbp = isOfCbp(asking);
    const parties = await partiesOf(manager, [row.id]);
    const references = await referencesOf(manager, [row.id]);
    const history: (Omit<CaseEventView, 'at'> & { at: Date; amountCents: string | null })[] = await manager.query(
      `SELECT version, step, state, reason, amount_cents AS "amountCents", by_name AS by, occurred_at AS at FROM enforcement_case_event WHERE case_id = $1 ORDER BY version`,
      [row.id],
    );
    const ofKind = (kind: string): string[] =>
      references.filter((one) => one.kind === kind).map(({ reference }) => reference);
    return {
      ...summaryOf(row),
      event: { kind: row.eventKind, reference: row.eventKey.slice(row.eventKind.length + 1) },
      ...{ facts: row.facts, importer: row.importer && masked(row.importer), culpability: row.culpability },
      ...{ violationOn: row.violationOn, discoveredOn: row.discoveredOn, valueCents: row.valueCents },
      ...{ owedCents: owedOf(row), openedBy: row.openedBy },
      parties: parties.map(({ caseId: _case, ...party }) =>
        ofCbp || own.includes(party.place)
          ? party
          : { ...party, address: null, accountId: null, limitationOn: null, waivedUntil: null },
      ),
      entries: ofKind('entry').map((entry) => formatEntryNumber(entry.slice(0, 3), entry.slice(3))),
      bills: ofKind('bill'),
      steps: ofCbp && serves(asking, row) ? officerStepsIn(row.kind, row.state) : [],
      history: history
        .filter(({ step }) => ofCbp || TOLD_STEPS.has(step))
        .map(({ at, amountCents, ...event }) => ({
          ...event,
          amountCents: amountCents === null ? null : Number(amountCents),
          at: at.toISOString(),
        })),
    };
  }

  /** Sureties of which nobody said in which bond they answer have that of the register. */
  private async withBonds(
    manager: EntityManager,
    { entries, violationOn, parties: wanted }: Pick<NewCase, 'entries' | 'violationOn' | 'parties'>,
    parties: readonly NamedParty[],
  ): Promise<NamedParty[]> {
    const accounts = parties.flatMap(({ role, accountId }) => (role === 'principal' ? (accountId ?? []) : []));
    const importers = wanted.flatMap(({ role, importer }) => (role === 'principal' ? (importer ?? []) : []));
    const bonds = await bondsOf(manager, [], entries, accounts, importers);
    return parties.map((party) => {
      if (party.role !== 'surety' || party.bondNumber !== null) return party;
      const { suretyCode } = party;
      return { ...party, bondNumber: bondThatAnswers(bonds, { suretyCode, entries, on: violationOn }) };
    });
  }

  /** Parties with their accounts; what is wrong with one names it. @throws Problem `not-valid` */
  private async partiesWanted(manager: EntityManager, parties: readonly NewParty[]): Promise<NamedParty[]> {
    const bonds = await bondsOf(
      manager,
      parties.flatMap(({ bondNumber }) => bondNumber ?? []),
    );
    const errors: { at: string; text: string }[] = [];
    const found: NamedParty[] = [];
    for (const [at, { importer, ...party }] of parties.entries()) {
      const wrong = (field: string, text: string): void => void errors.push({ at: `/parties/${at}/${field}`, text });
      const surety = party.suretyCode === null ? undefined : suretyName(party.suretyCode);
      if (party.role === 'surety') {
        if (party.suretyCode === null) wrong('suretyCode', 'is missing: a surety is known by its code');
        else if (surety === undefined) wrong('suretyCode', `there is no active surety ${party.suretyCode}`);
        // Bonds on paper are in no register.
        const bond = bonds.find(({ number }) => number === party.bondNumber);
        if (bond && surety !== undefined && liableDollars(bond, party.suretyCode) === null)
          wrong('bondNumber', `is of surety ${bond.sureties.map(({ code }) => code).join(', ')}`);
      } else if (party.suretyCode !== null) wrong('suretyCode', 'is for a surety');
      const accountId = party.accountId ?? (await accountNamed(manager, { importer, suretyCode: party.suretyCode }));
      const [account] =
        accountId === null
          ? []
          : await manager.query(`SELECT data ->> 'name' AS name FROM account WHERE id = $1`, [accountId]);
      const unheardOf = importer !== null ? 'importer of record' : party.accountId !== null ? 'account holder' : null;
      const name = party.name ?? surety ?? account?.name ?? unheardOf;
      if (name === null && party.role !== 'surety') wrong('name', 'is missing');
      found.push({ ...party, accountId, name: name ?? '' });
    }
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    return found;
  }
}

const accountNamed = async (
  manager: EntityManager,
  { importer, suretyCode }: Pick<NewParty, 'importer' | 'suretyCode'>,
): Promise<string | null> => {
  if (importer !== null) return accountOfImporter(manager, importer);
  return suretyCode === null ? null : accountOfSurety(manager, suretyCode);
};

const hashOf = (wanted: NewCase, by: string): string => contentHash({ ...wanted, by });

const summaryOf = (row: CaseRow): CaseSummaryView => ({
  ...{ id: row.id, number: row.number, version: row.version, kind: row.kind, law: row.law, state: row.state },
  ...{ port: row.port, centerId: row.centerId, subject: row.subject, openedOn: row.openedOn },
  ...{ limitationOn: row.limitationOn, assessedCents: row.assessedCents, mitigatedCents: row.mitigatedCents },
  paidCents: row.paidCents,
});

/** Port by port, each from its own part of the index. */
const pageOfCbp = (conditions: readonly string[], values: unknown[], ports: readonly string[] | null): string => {
  const page = `SELECT c.id, c.limitation_on FROM enforcement_case c WHERE ${conditions.join(' AND ') || 'true'} ORDER BY c.limitation_on, c.id LIMIT $1`;
  return ports === null
    ? page
    : `SELECT x.* FROM unnest($${values.push(ports)}::text[]) AS p (port) CROSS JOIN LATERAL (${page}) x ORDER BY x.limitation_on, x.id LIMIT $1`;
};

/** Who asks, with accounts in all of whose cases it acts, and others in those in which it was named. */
interface ActedFor {
  readonly accountId: string;
  readonly always: readonly string[];
  readonly named: readonly string[];
}

/** Account by account, each from its own part of the index; a case of several of them stands where the limitation of one ends first. */
const pageOfParties = (
  conditions: readonly string[],
  values: unknown[],
  { accountId, always, named }: ActedFor,
): string => {
  const of = `$${values.push([...new Set([...always, ...named])].sort())}::uuid[]`;
  const [all, asking] = [`$${values.push(always)}::uuid[]`, `$${values.push(accountId)}::uuid`];
  const may = (party: string): string =>
    `(${party}.account_id = ANY(${all}) OR EXISTS (SELECT 1 FROM case_representative r
        WHERE r.account_id = ${asking} AND r.case_id = ${party}.case_id AND r.place = ${party}.place AND r.ended_at IS NULL))`;
  const first = `NOT EXISTS (SELECT 1 FROM case_party q WHERE q.case_id = o.case_id AND q.account_id = ANY(${of}) AND ${may('q')} AND (q.limitation_on, q.place) < (o.limitation_on, o.place))`;
  return `SELECT x.* FROM unnest(${of}) AS a (account_id) CROSS JOIN LATERAL (
      SELECT o.case_id AS id, o.limitation_on FROM case_party o JOIN enforcement_case c ON c.id = o.case_id
       WHERE o.account_id = a.account_id AND ${[...conditions, may('o'), first].join(' AND ')} ORDER BY o.limitation_on, o.case_id LIMIT $1
    ) x ORDER BY x.limitation_on, x.id LIMIT $1`;
};

const readPlace = (after: string | null): [limitation: string | null, id: string | null] => {
  if (after === null) return [null, null];
  const [limitation, id] = after.split(' ') as [string, string];
  if (!isCustomsDate(limitation))
    throw new Problem('not-valid', 'Some fields are wrong.', [
      { at: '/afterCase', text: 'is no `next` of a page before' },
    ]);
  return [limitation, id];
};

/** @throws Problem `not-valid` */
const requireAmount = (row: CaseRow, { step, amountCents }: StepAsked, amount: string | undefined): void => {
  const wrong = (text: string): never => {
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/amount', text }]);
  };
  if (amountCents !== null && amount === undefined) wrong(`is not for '${step}'`);
  if (amount !== 'paid') return;
  const owed = owedOf(row);
  if (amountCents === null) wrong(`is missing: ${dollars(owed)} is owed`);
  else if (amountCents !== owed) wrong(`is ${dollars(amountCents)}, but ${dollars(owed)} is owed`);
};

/** @throws Problem `state-conflict` under a law by which a notice goes before the penalty, and for one where none may; `not-authorized` where headquarters must */
const requirePrePenalty = (row: CaseRow, { step, amountCents }: StepAsked, { viewers }: Asking): void => {
  const { prePenalty = null, withoutPrePenalty, fraudApproval } = lawOf(row.law) ?? {};
  if (prePenalty === null || row.state !== 'opened') return;
  const cents = amountCents ?? row.assessedCents;
  const without = withoutPrePenalty !== undefined && cents > 0 && cents <= withoutPrePenalty.upToCents;
  if (step === 'issue notice' && !without)
    throw new Problem(
      'state-conflict',
      `Under ${row.law} a pre-penalty notice goes before the penalty notice (${prePenalty}).`,
    );
  if (
    step === 'issue pre-penalty notice' &&
    row.culpability === 'fraud' &&
    fraudApproval &&
    !viewers.includes('headquarters')
  )
    throw new Problem(
      'not-authorized',
      `Under ${row.law} headquarters issues the pre-penalty notice where fraud is found (${fraudApproval}).`,
    );
  if (step === 'issue pre-penalty notice' && without)
    throw new Problem(
      'state-conflict',
      `Under ${row.law} no pre-penalty notice is issued of ${dollars(withoutPrePenalty.upToCents)} or less (${withoutPrePenalty.source}): issue the penalty notice.`,
    );
};

/** @throws Problem `not-valid` for an account that is not known */
const requireAccounts = async (manager: EntityManager, parties: readonly NewParty[]): Promise<void> => {
  const known = new Set(
    (
      await manager.query('SELECT id FROM account WHERE id = ANY($1::uuid[])', [
        parties.flatMap(({ accountId }) => accountId ?? []),
      ])
    ).map(({ id }: { id: string }) => id),
  );
  const errors = parties.flatMap(({ accountId }, at) =>
    accountId === null || known.has(accountId)
      ? []
      : [{ at: `/parties/${at}/accountId`, text: `there is no account ${accountId}` }],
  );
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
};

const importerId = async (manager: EntityManager, importer: string | null): Promise<string | null> => {
  if (importer === null) return null;
  await manager.query('INSERT INTO importer_on_record (importer_identity) VALUES ($1) ON CONFLICT DO NOTHING', [
    importerIdentity(importer),
  ]);
  const [row] = await manager.query('SELECT id FROM importer_on_record WHERE importer_identity = $1', [
    importerIdentity(importer),
  ]);
  return row.id;
};
