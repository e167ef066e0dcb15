import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Asking, KnownAccounts } from '#access';
import { trustedTraderSubject } from '#contracts';
import { contentHash, type CustomsDate, type FieldError, isCustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { Problem, requireSameFields } from '#service';
import { standingOn, tellStanding } from '../trusted-benefits/account-standing';
import { newestDay, oldestDay, today } from '../days/customs-days';
import { actingFor, ordering, requireCenter } from '../people/asking-person';
import {
  actionsOf,
  answersOf,
  centersOf,
  historyOf,
  lineOf,
  lockParticipation,
  nameOfAccount,
  type NewAction,
  orderActions,
  type Participation,
  type ParticipationLine,
  participations,
  type ParticipationView,
  viewOf,
  visitsOf,
} from './participation.repository';
import { type ParticipationEvent, participationStates } from '../trusted-standing/participation.states';
import { agreementOn, criteriaOf, criteriaOn } from './programs.data';
import type { Program } from '../trusted-standing/programs';
import { type Answer, judge } from './questionnaire.rules';
import { TIER_FOR_TRADE_COMPLIANCE } from '../trusted-standing/standing.rules';
import { tellDecided, tellFiled } from './telling';

/** What happened, as it is kept. */
interface Happening {
  readonly event: ParticipationEvent;
  readonly by: string;
  readonly ofCbp: boolean;
  readonly note: string | null;
  readonly day?: CustomsDate;
  readonly tier?: number | null;
  readonly falseStatement?: boolean;
  /** Columns that it changes. */
  readonly sets?: Readonly<Record<string, unknown>>;
}

/** A decision of CBP. `version`: of the participation as who decides has seen it, so that of two at the same instant one takes effect. */
export interface StandingDecision {
  readonly version: number;
  readonly decision: 'certified' | 'refused' | 'validated' | 'suspended' | 'reinstated' | 'removed';
  readonly tier: number | null;
  readonly from: string | null;
  readonly why: string;
  readonly falseStatement: boolean;
  readonly actions: readonly NewAction[];
}

/** A standing of before, as an operator enters it. */
export interface FormerStanding {
  readonly id: string;
  readonly accountId: string;
  readonly program: Program;
  readonly tier: number | null;
  readonly from: string;
  readonly source: string;
  readonly actor: string;
}

const notValid = (detail: string, errors: readonly FieldError[]): Problem =>
  new Problem('not-valid', detail, [...errors]);
const wrong = (at: string, text: string): Problem => notValid('Some fields are wrong.', [{ at, text }]);

/** Accounts in the programs of trusted traders: what they file, and what CBP decides. What is decided holds from a day on, and is told at once. */
@Injectable()
export class Participations {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly accounts: KnownAccounts,
  ) {}

  /** Of an account, oldest first, with all that belongs to them. */
  async of(accountId: string): Promise<ParticipationView[]> {
    const { manager } = this.source;
    const rows = await participations(manager, 'WHERE p.account_id = $1 ORDER BY p.opened_at, p.number', [accountId]);
    const views: ParticipationView[] = [];
    for (const row of rows) views.push(await viewOf(manager, row, new Date()));
    return views;
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<ParticipationView> {
    const [row] = await participations(this.source.manager, 'WHERE p.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no participation ${id}.`);
    return viewOf(this.source.manager, row, new Date());
  }

  /** By number, of all accounts. @param after number of the last of the page before */
  async list(asked: {
    readonly state: string | null;
    readonly program: string | null;
    readonly center: string | null;
    readonly words: string | null;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ participations: ParticipationLine[]; next: string | null }> {
    const day = today(new Date());
    const found = await participations(
      this.source.manager,
      `WHERE ($1::text IS NULL OR p.state = $1) AND ($2::text IS NULL OR p.program = $2) AND ($3::text IS NULL OR p.number > $3)
         AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM importer_account i JOIN assignment a ON a.importer_identity = i.importer_identity
           WHERE i.account_id = p.account_id AND a.center_id = $4 AND a.valid_from <= $5 AND (a.valid_to IS NULL OR $5 <= a.valid_to)))
         AND ($7::text IS NULL OR strpos(lower(concat_ws(' ', p.number, ${nameOfAccount('p.account_id')})), lower($7)) > 0)
       ORDER BY p.number LIMIT $6`,
      [asked.state, asked.program, asked.after, asked.center, day, asked.limit, asked.words],
    );
    return {
      participations: found.map((row) => lineOf(row, day)),
      next: found.length === asked.limit ? found.at(-1)!.number : null,
    };
  }

  /**
   * The account begins an application. The same id again is the same one.
   *
   * @throws Problem `state-conflict` while it is in the program already, or for Trade Compliance without a validated standing in CTPAT
   */
  open(asking: Asking, id: string, program: Program): Promise<{ fresh: boolean; participation: ParticipationView }> {
    const { accountId } = asking.account;
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const [same] = await participations(manager, 'WHERE p.id = $1', [id]);
      if (same?.accountId === accountId) {
        requireSameFields('participation', { program: same.program }, { program });
        return { fresh: false, participation: await viewOf(manager, same, now) };
      }
      if (same)
        throw new Problem('state-conflict', 'Another participation has this id.', [{ at: '/id', text: 'is taken' }]);
      if (program === 'Trade Compliance') await requireValidated(unit, accountId, today(now));
      const by = actingFor(asking);
      const row = await insertParticipation(unit, { id, accountId, program, by });
      tellFiled(unit, {
        ...{ accountId, person: by, what: `began an application for ${program} (${row.number})` },
        record: recordOf(row, row.state),
      });
      return { fresh: true, participation: await viewOf(manager, row, now) };
    });
  }

  /** The account signs the agreement in force. Again changes nothing. @throws Problem `not-valid` for another version */
  sign(asking: Asking, id: string, version: string): Promise<ParticipationView> {
    return this.filed(asking, id, async ({ now }, row) => {
      const agreement = agreementOn(row.program, today(now))!;
      if (version !== agreement.version) throw wrong('/version', `is not the agreement in force, ${agreement.version}`);
      if (row.agreementVersion === version) return null;
      return {
        ...{ event: 'agreement signed', note: version },
        sets: { agreement_version: version, signed_by: actingFor(asking), signed_at: now },
      };
    });
  }

  /** The account answers criteria; what it answered before of others stays. @throws Problem `not-valid` that names what is wrong */
  answer(
    asking: Asking,
    id: string,
    given: readonly Answer[],
    criteriaVersion: string | null,
  ): Promise<ParticipationView> {
    return this.filed(asking, id, async ({ manager, now }, row) => {
      const newest = criteriaOn(row.program, today(now))!.version;
      if (criteriaVersion !== null && criteriaVersion !== row.criteriaVersion && criteriaVersion !== newest)
        throw wrong(
          '/criteriaVersion',
          `is neither that of the application, ${row.criteriaVersion}, nor the newest, ${newest}`,
        );
      const version = criteriaVersion ?? row.criteriaVersion;
      const known = new Set(criteriaOf(row.program, version).criteria.map(({ code }) => code));
      const errors = given.flatMap(({ criterion }, at) => [
        ...(known.has(criterion) ? [] : [{ at: `/answers/${at}/criterion`, text: `is no criterion of ${version}` }]),
        ...(given.findIndex((other) => other.criterion === criterion) < at
          ? [{ at: `/answers/${at}/criterion`, text: `answers ${criterion} a second time` }]
          : []),
      ]);
      if (errors.length > 0) throw notValid('Some answers are wrong.', errors);
      // Of another version of the criteria the codes mean something else.
      if (version !== row.criteriaVersion)
        await manager.query('DELETE FROM trusted_answer WHERE participation_id = $1', [id]);
      const before = await answersOf(manager, id);
      const stays = ({ criterion, answer, how, documents }: Answer): string =>
        contentHash({ criterion, answer, how, documents });
      const same = new Set(before.map(stays));
      const fresh = given.filter((answer) => !same.has(stays(answer)));
      if (fresh.length === 0 && version === row.criteriaVersion) return null;
      for (const { criterion, answer, how, documents } of fresh)
        await manager.query(
          `INSERT INTO trusted_answer (participation_id, criterion, answer, how, documents, answered_by, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (participation_id, criterion) DO UPDATE SET answer = excluded.answer, how = excluded.how, documents = excluded.documents,
             answered_by = excluded.answered_by, answered_at = excluded.answered_at`,
          [id, criterion, answer, how, documents, actingFor(asking), now],
        );
      return {
        ...{ event: 'answered', note: `${fresh.map(({ criterion }) => criterion).join(', ')} of ${version}` },
        sets: { criteria_version: version },
      };
    });
  }

  /** The account sends the application in. @throws Problem `not-valid` that names each thing that is missing */
  submit(asking: Asking, id: string): Promise<ParticipationView> {
    return this.filed(asking, id, async ({ manager, now }, row) => {
      if (row.state === 'submitted') return null;
      const errors: FieldError[] = [];
      if (row.agreementVersion === null)
        errors.push({
          at: '/agreement',
          text: 'is not signed',
          remedy: `Sign ${agreementOn(row.program, today(now))!.version}.`,
        });
      errors.push(...judge(criteriaOf(row.program, row.criteriaVersion), await answersOf(manager, id)).missing);
      const actions = await actionsOf(manager, id, today(now));
      for (const { actionId, what } of actions.filter(({ done }) => done === null))
        errors.push({ at: `/actions/${actionId}`, text: `is not done: ${what}` });
      if (errors.length > 0) throw notValid('The application is not complete.', errors);
      if (row.program === 'Trade Compliance') await requireValidated({ manager }, row.accountId, today(now));
      return { event: 'submitted', note: null, sets: { submitted_on: today(now) } };
    });
  }

  /** The account says what it did of its improvement programme. Again changes nothing. */
  actionDone(
    asking: Asking,
    id: string,
    actionId: string,
    done: string,
    documents: readonly string[],
  ): Promise<ParticipationView> {
    return this.filed(asking, id, async ({ manager, now }, row) => {
      const action = (await actionsOf(manager, id, today(now))).find((one) => one.actionId === actionId);
      if (!action) throw new Problem('not-found', `There is no action ${actionId} in ${row.number}.`);
      if (action.acceptedBy !== null || action.done === done) return null;
      await manager.query(
        'UPDATE trusted_action SET done = $2, documents = $3, done_by = $4, done_at = $5 WHERE id = $1',
        [actionId, done, documents, actingFor(asking), now],
      );
      return { event: 'action done', note: `${action.criterion}: ${done}` };
    });
  }

  /** The account leaves the program, or takes its application back. Again changes nothing. */
  withdraw(asking: Asking, id: string, why: string): Promise<ParticipationView> {
    return this.filed(asking, id, async ({ manager, now }, row) => {
      if (row.state === 'withdrawn') return null;
      await manager.query(
        `UPDATE trusted_appeal SET state = 'withdrawn', decided_by = $2, decided_at = $3, reason = $4 WHERE participation_id = $1 AND state = 'filed'`,
        [id, actingFor(asking), now, why],
      );
      return { event: 'withdrawn', note: why, day: today(now) };
    });
  }

  /** A specialist sends an application back, with what is to be improved by when. */
  giveBack(
    asking: Asking,
    id: string,
    { version, why, actions }: { version: number; why: string; actions: readonly NewAction[] },
  ): Promise<ParticipationView> {
    return this.decided(asking, id, version, 'returned', why, async (unit, row) => {
      await this.orderWork(unit, row, actions, ordering(asking));
      return { note: why };
    });
  }

  /** A specialist accepts what was done, or sends it back. */
  judgeAction(
    asking: Asking,
    id: string,
    actionId: string,
    { accepted, why }: { accepted: boolean; why: string },
  ): Promise<ParticipationView> {
    const event = accepted ? 'action accepted' : 'action sent back';
    return this.decided(asking, id, null, event, why, async ({ manager, now }, row) => {
      const action = (await actionsOf(manager, id, today(now))).find((one) => one.actionId === actionId);
      if (!action) throw new Problem('not-found', `There is no action ${actionId} in ${row.number}.`);
      if (action.done === null || action.acceptedBy !== null)
        throw new Problem(
          'state-conflict',
          action.done === null
            ? 'The account has not said yet what it did.'
            : `${action.acceptedBy} accepted it already.`,
        );
      await manager.query(
        accepted
          ? 'UPDATE trusted_action SET accepted_by = $2, accepted_at = $3 WHERE id = $1'
          : 'UPDATE trusted_action SET done = NULL, done_by = NULL, done_at = NULL WHERE id = $1 AND $2::text IS NOT NULL AND $3::timestamptz IS NOT NULL',
        [actionId, ordering(asking), now],
      );
      return { note: `${action.criterion}: ${action.what}: ${why}` };
    });
  }

  /** A specialist plans a validation visit. The same id again is the same one. */
  planVisit(
    asking: Asking,
    id: string,
    visit: { readonly id: string; readonly plannedFor: string; readonly place: string },
  ): Promise<ParticipationView> {
    const said = `visit of ${visit.place} on ${visit.plannedFor}`;
    return this.decided(asking, id, null, 'visit planned', said, async ({ manager, now }, row) => {
      if (row.program !== 'CTPAT') throw new Problem('state-conflict', 'Visits validate a standing in CTPAT.');
      if (!isCustomsDate(visit.plannedFor))
        throw wrong('/plannedFor', `'${visit.plannedFor}' is not a day, YYYY-MM-DD`);
      const known = (await visitsOf(manager, id)).find(({ visitId }) => visitId === visit.id);
      if (known) {
        const { plannedFor, place } = visit;
        requireSameFields('visit', { plannedFor: known.plannedFor, place: known.place }, { plannedFor, place });
        return null;
      }
      if (visit.plannedFor < oldestDay(now)) throw wrong('/plannedFor', 'is over');
      const [written] = await insertRows(
        manager,
        'trusted_visit',
        {
          ...{ id: 'uuid', participation_id: 'uuid', planned_for: 'date', place: 'text', planned_by: 'text' },
          ...{ planned_at: 'timestamptz' },
        },
        [
          {
            ...{ id: visit.id, participation_id: id, planned_for: visit.plannedFor, place: visit.place },
            ...{ planned_by: ordering(asking), planned_at: now.toISOString() },
          },
        ],
        'ON CONFLICT (id) DO NOTHING RETURNING id',
      );
      if (!written)
        throw new Problem('state-conflict', 'Another visit has this id.', [{ at: '/id', text: 'is taken' }]);
      return { note: said };
    });
  }

  /** A specialist reports what a visit found. */
  reportVisit(
    asking: Asking,
    id: string,
    visitId: string,
    report: {
      readonly heldOn: string;
      readonly findings: readonly { readonly criterion: string; readonly finding: string }[];
      readonly conclusion: string;
      readonly actions: readonly NewAction[];
    },
  ): Promise<ParticipationView> {
    const said = `visit held on ${report.heldOn}: ${report.conclusion}`;
    return this.decided(asking, id, null, 'visit held', said, async (unit, row) => {
      const { manager, now } = unit;
      if (!isCustomsDate(report.heldOn)) throw wrong('/heldOn', `'${report.heldOn}' is not a day, YYYY-MM-DD`);
      if (report.heldOn > newestDay(now)) throw wrong('/heldOn', 'has not come yet');
      this.requireCriteria(row, report.findings, '/findings');
      const visit = (await visitsOf(manager, id)).find((one) => one.visitId === visitId);
      if (!visit) throw new Problem('not-found', `There is no visit ${visitId} in ${row.number}.`);
      if (visit.heldOn === report.heldOn && visit.conclusion === report.conclusion) return null;
      if (visit.heldOn !== null)
        throw new Problem('state-conflict', `${visit.reportedBy} reported this visit already.`);
      await manager.query(
        'UPDATE trusted_visit SET held_on = $2, findings = $3, conclusion = $4, reported_by = $5, reported_at = $6 WHERE id = $1',
        [visitId, report.heldOn, JSON.stringify(report.findings), report.conclusion, ordering(asking), now],
      );
      await this.orderWork(unit, row, report.actions, ordering(asking));
      return { note: said };
    });
  }

  /**
   * Certifies, refuses, validates with a tier, suspends, reinstates or removes.
   *
   * @throws Problem `not-valid` with each criterion that stands in the way, `state-conflict` for what is not possible any more
   */
  decide(asking: Asking, id: string, order: StandingDecision): Promise<ParticipationView> {
    const { decision, why, version } = order;
    return this.decided(asking, id, version, decision, why, async (unit, row) => {
      const day = dayOf(order.from, unit.now);
      if (decision === 'refused') return { note: why };
      if (['suspended', 'removed'].includes(decision)) {
        await this.orderWork(unit, row, order.actions, ordering(asking));
        return { note: why, day, falseStatement: order.falseStatement, tier: row.tier };
      }
      if (decision === 'reinstated' && row.state === 'removed')
        throw new Problem(
          'state-conflict',
          `${row.number} was removed: headquarters reinstates it by granting an appeal, nobody else.`,
        );
      if (decision === 'reinstated') return { note: why, day, tier: row.tier };
      return { note: why, ...(await this.standingFor(unit, row, order, day)) };
    });
  }

  /** A standing that was there before the platform was. The same again is the same one. For operators. */
  takeOver(former: FormerStanding): Promise<{ fresh: boolean; participation: ParticipationView }> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { id, accountId, program, tier, from, actor, source } = former;
      const errors: FieldError[] = [];
      if (!isCustomsDate(from)) errors.push({ at: '/from', text: `'${from}' is not a day, YYYY-MM-DD` });
      else if (from > today(now)) errors.push({ at: '/from', text: 'has not come yet' });
      if ((program === 'CTPAT') === (tier === null))
        errors.push({
          at: '/tier',
          text: program === 'CTPAT' ? 'must be 1, 2 or 3' : 'must be null: there are no tiers',
        });
      if (errors.length > 0) throw notValid('Some fields are wrong.', errors);
      if (!(await this.accounts.byId(accountId))) throw new Problem('not-found', `There is no account ${accountId}.`);
      const [same] = await participations(manager, 'WHERE p.id = $1', [id]);
      if (same) return { fresh: false, participation: await viewOf(manager, same, now) };
      if (program === 'Trade Compliance') await requireValidated(unit, accountId, today(now));
      const row = await insertParticipation(unit, { id, accountId, program, by: actor });
      const validatedOn = tier !== null && tier > 1 ? from : null;
      const done = await happened(unit, row, {
        ...{ event: 'taken over', by: actor, ofCbp: true, note: source, day: from, tier },
        sets: { tier, certified_on: from, validated_on: validatedOn },
      });
      await this.tell(unit, done, { event: 'taken over', by: actor, ofCbp: true, note: source, day: from }, null);
      return { fresh: true, participation: await viewOf(manager, done, now) };
    });
  }

  private async standingFor(
    { manager, now }: UnitOfWork,
    row: Participation,
    { decision, tier }: StandingDecision,
    day: CustomsDate,
  ): Promise<Omit<Happening, 'event' | 'by' | 'ofCbp' | 'note'>> {
    const criteria = criteriaOf(row.program, row.criteriaVersion);
    const { missing, mustsNotMet } = judge(criteria, await answersOf(manager, row.id));
    const musts = new Set(criteria.criteria.filter(({ weight }) => weight === 'must').map(({ code }) => code));
    const open = (await actionsOf(manager, row.id, today(now))).filter(
      ({ criterion, acceptedBy }) => acceptedBy === null && musts.has(criterion),
    );
    const errors: FieldError[] = [
      ...missing,
      ...mustsNotMet,
      ...open.map(({ actionId, what }) => ({ at: `/actions/${actionId}`, text: `is not accepted yet: ${what}` })),
    ];
    if (decision === 'certified') {
      if (tier !== null) errors.push({ at: '/tier', text: 'comes with validation; certified is tier 1' });
      if (errors.length > 0) throw notValid('Criteria that are a must are not met.', errors);
      if (row.program === 'CTPAT') return { day, tier: 1, sets: { tier: 1, certified_on: day } };
      await requireValidated({ manager }, row.accountId, day);
      return { day, tier: null, sets: { certified_on: day } };
    }
    if (row.program !== 'CTPAT') throw new Problem('state-conflict', 'Trade Compliance has no tiers.');
    if (tier === null) errors.push({ at: '/tier', text: 'is missing: 1, 2 or 3' });
    const since = row.validatedOn ?? row.certifiedOn!;
    const held = (await visitsOf(manager, row.id)).some(({ heldOn }) => heldOn !== null && heldOn >= since);
    if (!held) errors.push({ at: '/decision', text: `needs a validation visit held since ${since}` });
    if (errors.length > 0) throw notValid('It cannot be validated like this.', errors);
    return { day, tier, sets: { tier, ...((tier ?? 1) > 1 && { validated_on: day }) } };
  }

  private requireCriteria(row: Participation, named: readonly { readonly criterion: string }[], at: string): void {
    const known = new Set(criteriaOf(row.program, row.criteriaVersion).criteria.map(({ code }) => code));
    const errors = named.flatMap(({ criterion }, place) =>
      known.has(criterion)
        ? []
        : [{ at: `${at}/${place}/criterion`, text: `is no criterion of ${row.criteriaVersion}` }],
    );
    if (errors.length > 0) throw notValid('Some fields are wrong.', errors);
  }

  private async orderWork(
    unit: UnitOfWork,
    row: Participation,
    actions: readonly NewAction[],
    by: string,
  ): Promise<void> {
    this.requireCriteria(row, actions, '/actions');
    const errors = actions.flatMap(({ due }, at) =>
      !isCustomsDate(due) || due < today(unit.now)
        ? [{ at: `/actions/${at}/due`, text: 'must be a day that is not over, YYYY-MM-DD' }]
        : [],
    );
    if (errors.length > 0) throw notValid('Some fields are wrong.', errors);
    await orderActions(unit, row.id, actions, by);
  }

  /** Something that the account did; nothing where `work` says that nothing changes. */
  private filed(
    asking: Asking,
    id: string,
    work: (unit: UnitOfWork, row: Participation) => Promise<Omit<Happening, 'by' | 'ofCbp'> | null>,
  ): Promise<ParticipationView> {
    return this.transactions.run(async (unit) => {
      const row = await lockParticipation(unit.manager, id);
      if (row.accountId !== asking.account.accountId)
        throw new Problem('not-found', `There is no participation ${id}.`);
      const change = await work(unit, row);
      if (!change) return viewOf(unit.manager, row, unit.now);
      const happening = { ...change, by: actingFor(asking), ofCbp: false };
      const done = await happened(unit, row, happening);
      await this.tell(unit, done, happening, null);
      return viewOf(unit.manager, done, unit.now);
    });
  }

  /** Something that CBP did. The same of the same person again changes nothing. */
  private decided(
    asking: Asking,
    id: string,
    version: number | null,
    event: ParticipationEvent,
    said: string,
    work: (unit: UnitOfWork, row: Participation) => Promise<Omit<Happening, 'event' | 'by' | 'ofCbp'> | null>,
  ): Promise<ParticipationView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lockParticipation(manager, id);
      const centers = await centersOf(manager, row.accountId, today(now));
      if (centers.length > 0) requireCenter(asking, centers);
      const last = (await historyOf(manager, id)).at(-1);
      const isSame = version !== null && row.version === version + 1 && last?.event === event && last.by === by;
      if (isSame && last.note === said) return viewOf(manager, row, now);
      if (version !== null && version !== row.version)
        throw new Problem(
          'state-conflict',
          `${row.number} changed since version ${version}: ${last ? `${last.by}: ${last.event}` : 'it was opened'}.`,
          [{ at: '/version', text: `is ${row.version} now`, remedy: 'Read it again and decide on what it is now.' }],
        );
      requirePossible(row, event);
      const change = await work(unit, row);
      if (!change) return viewOf(manager, row, now);
      const happening = { ...change, event, by, ofCbp: true };
      const done = await happened(unit, row, happening);
      await this.tell(unit, done, happening, asking.center ?? centers[0] ?? null);
      return viewOf(manager, done, now);
    });
  }

  private async tell(unit: UnitOfWork, row: Participation, happening: Happening, center: string | null): Promise<void> {
    const { event, by, ofCbp, note, day } = happening;
    const what = `${row.program} ${row.number}: ${event}${day ? ` from ${day} on` : ''}${note ? ` (${note})` : ''}`;
    const done = { accountId: row.accountId, person: by, what, record: recordOf(row, event) };
    if (!ofCbp) tellFiled(unit, done, event === 'withdrawn' ? 'withdrawn' : 'filed');
    else
      tellDecided(unit, done, {
        ...{ about: 'trusted trader decision', text: what, center },
        items: (await actionsOf(unit.manager, row.id, today(unit.now)))
          .filter(({ acceptedBy }) => acceptedBy === null)
          .map(({ criterion, what: text, due }) => ({ reference: criterion, text, dueDate: due })),
      });
    if (day !== undefined) await tellStanding(unit, row.accountId, what);
  }
}

const recordOf = ({ number }: Participation, outcome: string) => ({
  ...{ kind: 'trusted trader', subject: trustedTraderSubject(number), outcome },
});

/** @throws Problem `not-valid` for what is no day, or over */
export const dayOf = (from: string | null, now: Date): CustomsDate => {
  const day = today(now);
  if (from === null) return day;
  if (!isCustomsDate(from)) throw wrong('/from', `'${from}' is not a day, YYYY-MM-DD`);
  if (from < day) throw wrong('/from', `is over; what was decided on a standing holds from today, ${day}, on`);
  return from;
};

/** @throws Problem `state-conflict` for an importer that CTPAT has not validated */
const requireValidated = async (
  { manager }: Pick<UnitOfWork, 'manager'>,
  accountId: string,
  day: CustomsDate,
): Promise<void> => {
  const { programs } = await standingOn(manager, accountId, day);
  const validated = programs.some(
    ({ program, tier, from }) => program === 'CTPAT' && (tier ?? 0) >= TIER_FOR_TRADE_COMPLIANCE && from <= day,
  );
  if (!validated)
    throw new Problem(
      'state-conflict',
      `Trade Compliance is for importers of tier 2 or 3 in CTPAT; the account is not one on ${day}.`,
    );
};

/** @throws Problem `state-conflict` */
export const requirePossible = (row: Participation, event: ParticipationEvent): void => {
  if (!participationStates.can(row.state, event))
    throw new Problem(
      'state-conflict',
      `${row.number} is ${row.state}: '${event}' is not possible any more, or not yet.`,
    );
};

const insertParticipation = async (
  { manager, now }: UnitOfWork,
  wanted: { readonly id: string; readonly accountId: string; readonly program: Program; readonly by: string },
): Promise<Participation> => {
  await manager.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [wanted.accountId]);
  const [open] = await participations(
    manager,
    `WHERE p.account_id = $1 AND p.program = $2 AND p.state NOT IN ('refused', 'withdrawn')`,
    [wanted.accountId, wanted.program],
  );
  if (open) throw new Problem('state-conflict', `${open.number} of the account in ${open.program} is ${open.state}.`);
  const [{ place }] = await manager.query(`SELECT nextval('trusted_trader_number')::int AS place`);
  const number = `TT-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
  await manager.query(
    `INSERT INTO trusted_participation (id, number, account_id, program, state, version, criteria_version, opened_by, opened_at)
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)`,
    [
      ...[wanted.id, number, wanted.accountId, wanted.program, participationStates.initial],
      ...[criteriaOn(wanted.program, today(now))!.version, wanted.by, now],
    ],
  );
  return (await participations(manager, 'WHERE p.id = $1', [wanted.id]))[0]!;
};

/** Writes what happened, and the state after it. @throws Problem `state-conflict` */
export const happened = async (
  { manager, now }: UnitOfWork,
  row: Participation,
  { event, by, ofCbp, note, day, tier, falseStatement = false, sets = {} }: Happening,
): Promise<Participation> => {
  requirePossible(row, event);
  const next = participationStates.next(row.state, event);
  const state = next.ok ? next.value : row.state;
  const names = Object.keys(sets);
  await manager.query(
    `UPDATE trusted_participation SET state = $2, version = version + 1${names.map((name, at) => `, ${name} = $${at + 3}`).join('')} WHERE id = $1`,
    [row.id, state, ...names.map((name) => sets[name])],
  );
  await manager.query(
    `INSERT INTO trusted_event (participation_id, event, state, tier, day, by_name, of_cbp, note, false_statement, occurred_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [row.id, event, state, tier ?? null, day ?? null, by, ofCbp, note, falseStatement, now],
  );
  return (await participations(manager, 'WHERE p.id = $1', [row.id]))[0]!;
};
