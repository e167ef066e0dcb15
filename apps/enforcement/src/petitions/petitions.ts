import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, Looks } from '#access';
import { enforcementCaseSubject } from '#contracts';
import { contentHash, type CustomsDate, daysBetween } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { Problem, requireSameContent } from '#service';
import { type CaseParty, type CaseRow, caseRows, lockCase, partiesOf } from '../cases/case-row';
import { type CaseState, type CaseStep, edgeOf } from '../cases/case.states';
import { findPaid, takeStep } from '../cases/case-steps';
import { owedOf } from '../cases/case.rules';
import { askCenter, type CenterInputView, centerInputsOf } from '../center-input/center-inputs';
import { PETITION_CLOCKS } from '../clocks/case-clock.rules';
import { clockRows, dueWith, endClocks } from '../clocks/case-clocks';
import { type Delegated, delegatedTo } from '../delegation/delegation.rules';
import { reliefsOf } from '../downtimes/downtimes';
import { ordering } from '../people/asking-person';
import { standingOn } from '../standing/standings';
import { showCauseAgainst } from '../sureties/delinquent-sureties';
import { demandPetitioned } from '../sureties/surety-demand.rows';
import { type Acting, actingIn, actingName, partyOf } from './acting';
import {
  decisionOf,
  movePetition,
  petitionById,
  type PetitionDecision,
  type PetitionRow,
  petitionRows,
  requireVersion,
} from './petition.repository';
import {
  contentFaults,
  needsWaiver,
  type PetitionContents,
  type PetitionKind,
  REFUSALS,
  type Refusal,
  refusalOf,
} from './petition.rules';
import {
  awaitForwarding,
  ENDED_AT_JUSTICE,
  endForwarding,
  forwardingOf,
  type PetitionForwarding,
} from './forwarding-kept';
import { decisionWaits, keptDecision } from './kept-decisions';
import { petitionStates, type PetitionState } from './petition.states';
import { tellActed, tellFiled, tellMail } from './telling';
import { waive } from './waivers';

export interface NewPetition {
  readonly id: string;
  readonly kind: PetitionKind;
  readonly place: number | null;
  readonly contents: PetitionContents;
  /** Of paper: the day on which it came in; null where it is filed by who petitions. */
  readonly receivedOn: CustomsDate | null;
  /** The Center is asked also where no standing asks for it. */
  readonly askCenter: boolean;
}

export interface PetitionView extends Omit<PetitionRow, 'proposal' | 'hash' | 'filerAccountId'> {
  readonly caseNumber: string;
  readonly party: string;
  /** Who decides it, and why. */
  readonly delegation: Delegated;
  readonly decision: PetitionDecision | null;
  /** Of a petition whose case is, or was, with the Department of Justice; else null. */
  readonly forwarding: PetitionForwarding | null;
  readonly centerInput: readonly CenterInputView[];
  /** For CBP alone: what a first officer proposed, and the steps. */
  readonly proposal: PetitionRow['proposal'];
  readonly history: readonly {
    readonly event: string;
    readonly state: string;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
  }[];
}

/** @throws Problem `state-conflict` whose field has the code */
export const refuse = (refusal: Refusal, at: string, more: string): never => {
  const { code, says, rule } = REFUSALS[refusal];
  throw new Problem('state-conflict', `${code}: ${says} (${rule}). ${more}`, [{ at, text: says, code }]);
};

/** By which step a case whose last open petition is taken back is again as it was before. */
const BACK: Readonly<Partial<Record<CaseState, CaseStep>>> = {
  noticed: 'withdraw petition',
  decided: 'withdraw petition after a decision',
  paid: 'withdraw petition after payment',
  'claim due': 'withdraw petition after the claim was due',
  forfeiture: 'withdraw petition in forfeiture',
};

/** As the case was before somebody petitioned. */
const stateBefore = async (
  manager: Pick<EntityManager, 'query'>,
  { id, mitigatedCents }: CaseRow,
): Promise<CaseState> => {
  const [{ state }] = await manager.query(
    `SELECT state FROM enforcement_case_event WHERE case_id = $1 AND state NOT IN ('petitioned', 'supplemental') ORDER BY version DESC LIMIT 1`,
    [id],
  );
  // A decision that counts again, because what came in came within its life.
  return state === 'claim due' && mitigatedCents !== null ? 'decided' : state;
};

/** States in which nothing becomes of a petition any more. */
export const CLOSED: readonly PetitionState[] = ['decided', 'withdrawn', 'ended'];

/** Clocks in which a petition of this kind is in time; they end with it. */
export const CLOCKS: Readonly<Record<PetitionKind, readonly string[]>> = {
  petition: PETITION_CLOCKS,
  'supplemental petition': ['supplemental petition'],
  'petition for proceeds': ['petition for proceeds'],
};

/** Amount by which it is delegated who decides: of a seizure the value of the property. */
export const claimOf = ({ kind, valueCents, assessedCents }: CaseRow): number =>
  kind === 'seizure' ? (valueCents ?? assessedCents) : assessedCents;

export const delegationOf = (row: CaseRow, kind: PetitionKind, day: CustomsDate): Delegated =>
  delegatedTo(row, claimOf(row), day, kind === 'supplemental petition');

/** Petitions for relief: filed by a party, who acts for it, or an officer who has it on paper. */
@Injectable()
export class Petitions {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly looks: Looks,
  ) {}

  /** The same again is the same petition. @throws Problem `not-valid` by field, `state-conflict` with a code where it is not taken */
  file(asking: Asking, caseId: string, wanted: NewPetition): Promise<{ fresh: boolean; petition: PetitionView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockCase(manager, caseId);
      const acting = await actingIn(manager, asking, row, now);
      const hash = contentHash({ ...wanted, caseId, account: asking.account.accountId });
      const { contents, ...sent } = wanted;
      await requireSameContent(manager, 'petition', wanted.id, { ...sent, ...contents, caseId });
      const [same] = await petitionRows(manager, 'WHERE p.id = $1', [wanted.id]);
      if (same?.hash === hash) return { fresh: false, petition: await this.viewOf(manager, same, row, acting, now) };
      if (same) throw new Problem('state-conflict', 'Another petition has this id.', [{ at: '/id', text: 'is taken' }]);
      const by = acting.ofCbp ? ordering(asking) : actingName(asking);
      const party = partyOf(acting, wanted.place);
      const receivedOn = this.requireSound(wanted, row, { acting, party }, now);
      const { due, daysLate } = await this.timeOf(unit, row, party, wanted.kind, receivedOn);
      const atJustice = row.state === 'referred to Justice';
      const cause = atJustice ? null : await showCauseAgainst(manager, acting.parties, receivedOn);
      if (cause !== null && ['principal', 'surety', 'violator'].includes(party.role))
        refuse('delinquent surety', '/receivedOn', `Surety ${cause.suretyCode}, ${cause.surety}: ${cause.issuedOn}.`);
      const waivedUntil = wanted.contents.waivedUntil ?? null;
      const { limitationOn } = party;
      if (!atJustice && needsWaiver(wanted.kind, { limitationOn, receivedOn, ofCbp: acting.ofCbp, waivedUntil }))
        refuse(
          'no waiver',
          '/waivedUntil',
          `The limitation of case ${row.number} ends for ${party.name} on ${limitationOn}.`,
        );
      const standing = await standingOn(manager, party.accountId, receivedOn, now);
      const day = portLocalDate(now, row.port);
      const { decider } = delegationOf(row, wanted.kind, day);
      const state = atJustice ? 'to be forwarded' : petitionStates.initial;
      const [{ place: at }] = await manager.query(`SELECT nextval('petition_number')::int AS place`);
      const number = `PT-${day.slice(2, 4)}-${String(at).padStart(6, '0')}`;
      await manager.query(
        `INSERT INTO petition (id, number, version, case_id, place, kind, state, decider, contents, standing, received_on, due, days_late, filed_by, filer_account_id, filed_at, hash)
         VALUES ($1, $2, 1, $3, $4, $5, $16, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [
          ...[wanted.id, number, caseId, party.place, wanted.kind, decider, JSON.stringify(wanted.contents)],
          ...[
            JSON.stringify(standing),
            receivedOn,
            due,
            daysLate,
            by,
            acting.ofCbp ? null : asking.account.accountId,
            now,
            hash,
            state,
          ],
        ],
      );
      await manager.query(
        `INSERT INTO petition_event (petition_id, version, event, state, reason, by_name, occurred_at) VALUES ($1, 1, 'file', $5, $2, $3, $4)`,
        [wanted.id, `signed by ${wanted.contents.signedBy}, ${wanted.contents.capacity}`, by, now, state],
      );
      if (waivedUntil !== null)
        await waive(unit, { caseId, place: party.place, petitionId: wanted.id, until: waivedUntil, by });
      if (atJustice) {
        await this.forJustice(unit, row, { number, place: party.place, caseId, accountId: party.accountId, by });
        const kept = await petitionById(manager, wanted.id);
        return { fresh: true, petition: await this.viewOf(manager, kept, row, acting, now) };
      }
      await endClocks(manager, caseId, { clocks: CLOCKS[wanted.kind], place: party.place }, `petition ${number}`, now);
      if (party.role === 'surety') await demandPetitioned(manager, caseId, party.place);
      if (wanted.kind === 'supplemental petition')
        await endClocks(
          manager,
          caseId,
          { clocks: ['life of a decision on a petition'], place: null },
          `petition ${number}`,
          now,
        );
      const step: CaseStep =
        wanted.kind === 'supplemental petition' ? 'receive supplemental petition' : 'receive petition';
      // Of paper that is entered after the decision lapsed.
      const { row: kept } = await keptDecision(manager, row, party, { receivedOn, now });
      const after = edgeOf(row.kind, row.state, step)
        ? await takeStep(unit, kept, {
            step,
            by,
            ofParty: true,
            why: `${number} of ${party.name}, received ${receivedOn}${waivedUntil === null ? '' : `; it waives the limitation until ${waivedUntil}`}`,
          })
        : row;
      tellFiled(unit, after, party.accountId, { by, what: `filed ${wanted.kind} ${number}` });
      await this.askWhereDue(unit, after, party, { wanted, number, asked: standing.centerIsAsked, by });
      let petition = await petitionById(manager, wanted.id);
      if (decider === 'headquarters')
        petition = await movePetition(unit, petition, 'refer to headquarters', {
          ...{ by: 'the platform', why: delegationOf(row, wanted.kind, day).why },
        });
      return { fresh: true, petition: await this.viewOf(manager, petition, after, acting, now) };
    });
  }

  /** Who filed it takes it back while nothing is decided; its time to petition goes on. @throws Problem */
  withdraw(asking: Asking, id: string, why: string): Promise<PetitionView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { petition, row } = await this.lock(manager, id);
      const acting = await actingIn(manager, asking, row, now);
      if (!acting.ofCbp && !acting.own.includes(petition.place))
        throw new Problem('not-found', `There is no petition ${id} of yours.`);
      if (petition.state === 'withdrawn') return this.viewOf(manager, petition, row, acting, now);
      const by = acting.ofCbp ? ordering(asking) : actingName(asking);
      const moved = await movePetition(unit, petition, 'withdraw', { by, why });
      await endForwarding(unit, petition, `${petition.number} withdrawn`);
      // At Justice no time of a party runs: it goes on when the case is back.
      const atJustice = row.state === 'referred to Justice';
      await manager.query(
        `UPDATE case_clock SET ended_at = CASE WHEN $3::text IS NOT NULL THEN ended_at END, ended_how = $3 WHERE case_id = $1 AND ended_how = $2`,
        [row.id, `petition ${petition.number}`, atJustice ? ENDED_AT_JUSTICE : null],
      );
      const others = await petitionRows(
        manager,
        `WHERE p.case_id = $1 AND p.state NOT IN ('decided', 'withdrawn', 'ended')`,
        [row.id],
      );
      const step = await this.stepBack(manager, row, others);
      const stepped = step
        ? await takeStep(unit, row, { step, by, ofParty: true, why: `${petition.number}: ${why}` })
        : row;
      const after = await this.afterWithdrawal(unit, stepped, `${petition.number} withdrawn`);
      const party = acting.parties.find(({ place }) => place === petition.place)!;
      tellFiled(unit, after, party.accountId, { by, what: `withdrew ${petition.number}`, kind: 'withdrawn' });
      return this.viewOf(manager, moved, after, acting, now);
    });
  }

  /** A petition of a case that is with Justice is kept and forwarded, whenever it came: no step of the case follows, nobody is asked, and who filed it is told. */
  private async forJustice(
    unit: UnitOfWork,
    row: CaseRow,
    {
      accountId,
      by,
      ...petition
    }: Pick<PetitionRow, 'number' | 'place' | 'caseId'> & { accountId: string | null; by: string },
  ): Promise<void> {
    const { number } = petition;
    tellFiled(unit, row, accountId, {
      by,
      what: `filed petition ${number}, which is forwarded to the Department of Justice,`,
    });
    await awaitForwarding(unit, row, petition, accountId === null ? [] : [accountId]);
  }

  /** What becomes of the case without a petition; null where the others that are open leave it as it is. */
  private async stepBack(
    manager: EntityManager,
    row: CaseRow,
    others: readonly PetitionRow[],
  ): Promise<CaseStep | null> {
    if (row.state !== 'petitioned' && row.state !== 'supplemental') return null;
    if (others.length > 0)
      return row.state === 'petitioned' && others.every(({ kind }) => kind === 'supplemental petition')
        ? 'leave supplemental petition'
        : null;
    const before = await stateBefore(manager, row);
    return before === 'decided' && row.state === 'supplemental' ? 'withdraw petition' : (BACK[before] ?? null);
  }

  /** A case of which all was paid meanwhile is paid, a decision whose life was over is none any more. */
  private async afterWithdrawal(unit: UnitOfWork, row: CaseRow, why: string): Promise<CaseRow> {
    if (row.paidCents > 0 && owedOf(row) === 0 && edgeOf(row.kind, row.state, 'find paid'))
      return findPaid(unit, row, why);
    if (row.state !== 'decided') return row;
    const lives = await clockRows(
      unit.manager,
      `WHERE k.case_id = $1 AND k.clock = 'life of a decision on a petition' ORDER BY k.ended_at IS NOT NULL, k.id DESC LIMIT 1`,
      [row.id],
    );
    return lives[0]?.endedHow === 'over' && edgeOf(row.kind, row.state, 'let decision lapse')
      ? takeStep(unit, row, {
          step: 'let decision lapse',
          by: 'the platform',
          why: `${why}: the life of the decision is over`,
        })
      : row;
  }

  /** To headquarters, back from it, or for its advice on what is novel or complex, while which nothing is decided (19 CFR 171.12, 171.14, 172.12, 172.14). @throws Problem */
  route(
    asking: Asking,
    id: string,
    event: 'refer to headquarters' | 'return' | 'ask advice' | 'give advice',
    { version, why }: { readonly version: number; readonly why: string },
  ): Promise<PetitionView> {
    const by = ordering(asking);
    const ofHeadquarters = event === 'return' || event === 'give advice';
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { petition, row } = await this.lock(manager, id);
      const acting = await actingIn(manager, asking, row, now);
      if (ofHeadquarters && !asking.viewers.includes('headquarters'))
        throw new Problem('not-authorized', `'${event}' is for headquarters.`);
      await requireVersion(manager, petition, version);
      const moved = await movePetition(unit, petition, event, { by, why });
      tellActed(unit, row, await this.accountsOf(manager, row), {
        by,
        what: `took the step '${event}' of petition ${petition.number}`,
      });
      return this.viewOf(manager, moved, row, acting, now);
    });
  }

  /** An officer, or a party at its own request, has the Center asked. @throws Problem */
  ask(asking: Asking, id: string, text: string): Promise<PetitionView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { petition, row } = await this.lock(manager, id);
      const acting = await actingIn(manager, asking, row, now);
      if (!acting.ofCbp && !acting.own.includes(petition.place))
        throw new Problem('not-found', `There is no petition ${id} of yours.`);
      const party = acting.parties.find(({ place }) => place === petition.place)!;
      if (party.accountId === null)
        throw new Problem('state-conflict', `${party.name} has no account: no Center has it.`);
      if (['to be forwarded', 'forwarded', ...CLOSED].includes(petition.state))
        throw new Problem('state-conflict', `Petition ${petition.number} is ${petition.state}.`);
      const open = (await centerInputsOf(manager, row, now)).find(
        (one) => one.petitionId === id && one.answeredAt === null,
      );
      if (open) throw new Problem('state-conflict', `The Center was asked on ${open.askedOn}: ${open.says}.`);
      const by = acting.ofCbp ? ordering(asking) : actingName(asking);
      const because = acting.ofCbp ? 'request of an officer' : 'request of the party';
      await askCenter(unit, row, { accountId: party.accountId, because, by, petition, text });
      if (acting.ofCbp) tellActed(unit, row, [party.accountId], { by, what: 'asked the Center for its input' });
      else tellFiled(unit, row, party.accountId, { by, what: 'asked that the Center be heard' });
      return this.viewOf(manager, petition, row, acting, now);
    });
  }

  async ofCase(asking: Asking, caseId: string): Promise<PetitionView[]> {
    const { manager } = this.source;
    const now = new Date();
    const { row, acting } = await this.seen(asking, caseId, now);
    const found = await petitionRows(manager, 'WHERE p.case_id = $1 ORDER BY p.filed_at, p.id', [caseId]);
    const visible = found.filter(({ place }) => acting.ofCbp || acting.own.includes(place));
    return Promise.all(visible.map((petition) => this.viewOf(manager, petition, row, acting, now)));
  }

  async one(asking: Asking, id: string): Promise<PetitionView> {
    const { manager } = this.source;
    const now = new Date();
    const petition = await petitionById(manager, id);
    const { row, acting } = await this.seen(asking, petition.caseId, now);
    if (!acting.ofCbp && !acting.own.includes(petition.place))
      throw new Problem('not-found', `There is no petition ${id} of yours.`);
    return this.viewOf(manager, petition, row, acting, now);
  }

  /** A case as who asks may see it; the parties are told that CBP looked. @throws Problem `not-found` */
  async seen(asking: Asking, caseId: string, now: Date): Promise<{ row: CaseRow; acting: Acting }> {
    const { manager } = this.source;
    const [row] = await caseRows(manager, 'WHERE c.id = $1', [caseId]);
    if (!row) throw new Problem('not-found', `There is no case ${caseId}.`);
    const acting = await actingIn(manager, asking, row, now);
    await this.looks.tell(asking, `case ${row.number}`, async () => [
      {
        accountIds: row.toldToParties ? acting.parties.flatMap(({ accountId }) => accountId ?? []) : [],
        ...{ kind: 'enforcement case', subject: enforcementCaseSubject(row.number) },
      },
    ]);
    return { row, acting };
  }

  /** A petition with its case, held until the transaction ends: always the case first. */
  async lock(manager: EntityManager, id: string): Promise<{ petition: PetitionRow; row: CaseRow }> {
    const { caseId } = await petitionById(manager, id);
    const row = await lockCase(manager, caseId);
    return { row, petition: await petitionById(manager, id) };
  }

  async viewOf(
    manager: EntityManager,
    petition: PetitionRow,
    row: CaseRow,
    { ofCbp, parties }: Acting,
    now: Date,
  ): Promise<PetitionView> {
    const { hash: _hash, filerAccountId: _filer, proposal, ...shown } = petition;
    const inputs = await centerInputsOf(manager, row, now);
    return {
      ...shown,
      caseNumber: row.number,
      party: parties.find(({ place }) => place === petition.place)?.name ?? '',
      delegation: delegationOf(row, petition.kind, portLocalDate(petition.filedAt, row.port)),
      decision: await decisionOf(manager, petition.id),
      forwarding: await forwardingOf(manager, petition),
      centerInput: inputs.filter(({ petitionId }) => petitionId === petition.id),
      proposal: ofCbp ? proposal : null,
      history: ofCbp
        ? await manager.query(
            'SELECT event, state, reason, by_name AS by, occurred_at AS at FROM petition_event WHERE petition_id = $1 ORDER BY version',
            [petition.id],
          )
        : [],
    };
  }

  async accountsOf(manager: EntityManager, { id }: CaseRow): Promise<string[]> {
    return [...new Set((await partiesOf(manager, [id])).flatMap(({ accountId }) => accountId ?? []))].sort();
  }

  private requireSound(
    wanted: NewPetition,
    row: CaseRow,
    { acting: { ofCbp }, party }: { readonly acting: Acting; readonly party: CaseParty },
    now: Date,
  ): CustomsDate {
    const today = portLocalDate(now, row.port);
    const errors = contentFaults(wanted.contents, {
      ...{ caseKind: row.kind, onPaper: ofCbp, today, commercial: row.kind !== 'seizure' },
      limitationOn: party.limitationOn,
    });
    if (ofCbp && wanted.receivedOn === null)
      errors.push({ at: '/receivedOn', text: 'is missing: the day on which the paper came in' });
    if (!ofCbp && wanted.receivedOn !== null) errors.push({ at: '/receivedOn', text: 'is of paper' });
    if (wanted.receivedOn !== null && wanted.receivedOn > today)
      errors.push({ at: '/receivedOn', text: `${wanted.receivedOn} is yet to come` });
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    return wanted.receivedOn ?? today;
  }

  /** The last day for it. @throws Problem `state-conflict` with the code where it is not taken */
  private async timeOf(
    { manager, now }: UnitOfWork,
    row: CaseRow,
    party: CaseParty,
    kind: PetitionKind,
    receivedOn: CustomsDate,
  ): Promise<{ due: CustomsDate | null; daysLate: number }> {
    const clocks = await clockRows(
      manager,
      'WHERE k.case_id = $1 AND k.clock = ANY($2::text[]) AND k.place IN (0, $3) ORDER BY k.started_on DESC, k.id DESC LIMIT 1',
      [row.id, CLOCKS[kind], party.place],
    );
    const [clock] = clocks;
    const due = clock ? dueWith(clock, party.accountId, row.port, await reliefsOf(manager, now)).due : null;
    const others = await petitionRows(manager, 'WHERE p.case_id = $1 AND p.place = $2', [row.id, party.place]);
    const decided: { n: number }[] = await manager.query(
      'SELECT count(*)::int AS n FROM petition_decision WHERE case_id = $1',
      [row.id],
    );
    const unmailed = kind === 'supplemental petition' && (await decisionWaits(manager, row.id, party.place));
    const refusal = refusalOf({
      ...{ kind, caseKind: row.kind, caseState: row.state, due, receivedOn, unmailed },
      pending: others.some(({ state }) => state !== 'forwarded' && !CLOSED.includes(state)),
      decided: decided[0]!.n > 0,
      answered: others.some((one) => one.kind === kind && one.state === 'decided'),
      allPaid: row.paidCents > 0 && owedOf(row) === 0,
    });
    if (refusal === 'late')
      refuse(
        'late',
        '/receivedOn',
        `It was due ${due}, ${daysBetween(due!, receivedOn)} days before ${receivedOn}; the FP&F officer may extend it.`,
      );
    if (refusal !== null) refuse(refusal, '/kind', `Case ${row.number} is '${row.state}'.`);
    return unmailed ? { due: null, daysLate: 0 } : { due, daysLate: clock?.daysLate ?? 0 };
  }

  private async askWhereDue(
    unit: UnitOfWork,
    row: CaseRow,
    { accountId }: CaseParty,
    { wanted, number, asked, by }: { wanted: NewPetition; number: string; asked: boolean; by: string },
  ): Promise<void> {
    if (accountId === null || !(asked || wanted.askCenter)) return;
    await askCenter(unit, row, {
      ...{ accountId, by: asked ? 'the platform' : by, because: asked ? 'trusted trader' : 'request of the party' },
      ...{ petition: { id: wanted.id, number }, text: wanted.contents.facts },
    });
    tellMail(unit, row, [accountId], {
      ...{ about: 'input of a center', text: `the Center was asked for its input on petition ${number}.` },
      dueDate: null,
    });
  }
}
