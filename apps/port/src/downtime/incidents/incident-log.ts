import { Injectable } from '@nestjs/common';
import { timeOrderedId } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import type { Officer } from '../../officers/officer';
import { notAllowed } from '../authority/authority.rules';
import { ComponentSightings } from '../../sightings/component-sightings';
import { refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import { DeploymentLog } from '../deployments/deployment-log';
import { foreignFunctions } from '../authority/own-functions.rules';
import { isEverywhere, modulesOf, portsOf, incidentWords } from '#statement';
import { actorOf } from '../model/actor';
import type { Actor, Incident, IncidentUpdate, Notice } from '../model/records';
import type { NoticeOccasion, Statement } from '#contracts';
import { NoticeIssuing } from '../notices/notice-issuing';
import type { IncidentNews, IncidentReport } from './incident-report';
import { incidentLife, OPEN_STATES } from '../model/incident.states';
import { IncidentsRepository } from './incidents.repository';
import { declareAlone } from '../book/one-after-the-other';
import { nextNumber } from '../book/numbering';

export interface IncidentResult {
  readonly incident: Incident;
  readonly notice: Notice | null;
}

/** Opens incidents and carries them on. */
@Injectable()
export class IncidentLog {
  constructor(
    private readonly transactions: Transactions,
    private readonly incidents: IncidentsRepository,
    private readonly notices: NoticeIssuing,
    private readonly deployments: DeploymentLog,
    private readonly book: DowntimeBook,
    private readonly seen: ComponentSightings,
  ) {}

  /** @throws Problem naming the rule when the officer's role or ports do not allow it */
  async open(officer: Officer, report: IncidentReport): Promise<IncidentResult> {
    const result = await this.transactions.run((unit) => this.openIn(unit, officer, report, null));
    await this.book.refresh();
    return result;
  }

  /** For who opens one as part of something else: within its unit of work. */
  async openIn(
    unit: UnitOfWork,
    officer: Officer,
    report: IncidentReport,
    proposalId: string | null,
  ): Promise<IncidentResult> {
    await declareAlone(unit);
    const { drill, title, statement, audience, remark } = report;
    refuseIf([...allowed(officer, statement, unit.now), ...foreignFunctions(statement)]);
    const by = actorOf(officer, report.officer);
    const at = unit.now.toISOString();
    const state = report.identified ? 'identified' : incidentLife.initial;
    const everywhere = isEverywhere(statement.confirmed, this.seen.standing);
    const draft: Incident = {
      id: timeOrderedId(),
      number: await nextNumber(unit.manager, 'incident', drill, unit.now),
      version: 1,
      drill,
      state,
      title,
      statement,
      words: incidentWords(statement, at, everywhere),
      everywhere,
      audience,
      openedAt: at,
      changedAt: at,
      lastUpdateAt: at,
      closedAt: null,
      openedBy: by,
      proposalId,
      updates: [],
      reminders: [],
      recentDeployments: await this.deployments.suspects(
        unit,
        modulesOf(statement.confirmed),
        portsOf(statement.confirmed),
      ),
      noticeNumbers: [],
    };
    const { incident, notice } = await this.withUpdate(
      unit,
      draft,
      by,
      remark,
      report.notice ? 'incident opened' : null,
    );
    await this.incidents.add(unit, incident);
    return { incident, notice };
  }

  /** @throws Problem when there is no such incident, or its state or the officer's role does not allow it */
  async update(officer: Officer, number: string, news: IncidentNews): Promise<IncidentResult> {
    const result = await this.transactions.run(async (unit) => {
      const present = await this.incidents.lock(unit, number);
      refuseIf([
        !present && { rule: 'KNOWN NUMBER', at: '', detail: number },
        !news.event && !news.remark && !news.statement && { rule: 'SOMETHING NEW', at: '' },
      ]);
      const { event, remark, statement, title } = news;
      const known = present!;
      const next = event ? incidentLife.next(known.state, event) : null;
      refuseIf([
        ...allowed(officer, known.statement, unit.now, known.statement),
        ...(statement
          ? [...allowed(officer, statement, unit.now, known.statement), ...foreignFunctions(statement)]
          : []),
        !OPEN_STATES.includes(known.state) && { rule: 'STATE', at: '/event', detail: `${number} is ${known.state}.` },
        next && !next.ok && { rule: 'STATE', at: '/event', detail: `${next.problem}.` },
      ]);
      const at = unit.now.toISOString();
      const state = next?.ok ? next.value : known.state;
      const closed = !OPEN_STATES.includes(state);
      const whole: Statement = { ...(statement ?? known.statement), ...(closed ? { stage: 'resolved' } : {}) };
      const by = actorOf(officer, news.officer);
      const occasion: NoticeOccasion =
        state === 'fixed' ? 'incident fixed' : state === 'cancelled' ? 'incident withdrawn' : 'incident updated';
      // What was so everywhere stays on record when it is over.
      const everywhere = closed ? (known.everywhere ?? false) : isEverywhere(whole.confirmed, this.seen.standing);
      const draft: Incident = {
        ...known,
        version: known.version + 1,
        state,
        title: title ?? known.title,
        statement: whole,
        words: incidentWords(whole, known.openedAt, everywhere),
        everywhere,
        changedAt: at,
        lastUpdateAt: at,
        closedAt: closed ? at : null,
      };
      const { incident, notice } = await this.withUpdate(unit, draft, by, remark, news.notice ? occasion : null);
      await this.incidents.store(unit, incident);
      await this.incidents.addUpdate(unit, incident, incident.updates.at(-1)!);
      return { incident, notice };
    });
    await this.book.refresh();
    return result;
  }

  private async withUpdate(
    unit: UnitOfWork,
    draft: Incident,
    by: Actor,
    remark: string | null,
    occasion: NoticeOccasion | null,
  ): Promise<IncidentResult> {
    const { number, drill, title, audience, statement, state } = draft;
    const notice = occasion
      ? await this.notices.issue(unit, {
          occasion,
          drill,
          by,
          incidentNumber: number,
          downtimeNumber: null,
          title,
          audience,
          statement,
          everywhere: draft.everywhere ? { declaredBy: draft.openedBy.role } : null,
          incident: { number, state, remark },
        })
      : null;
    const update: IncidentUpdate = {
      sequence: draft.updates.length + 1,
      at: draft.changedAt,
      by,
      state,
      remark,
      noticeNumber: notice?.number ?? null,
    };
    return {
      incident: {
        ...draft,
        updates: [...draft.updates, update],
        noticeNumbers: [...draft.noticeNumbers, ...(notice ? [notice.number] : [])],
      },
      notice,
    };
  }
}

const reliefIn = ({ relief }: Statement) => relief ?? { paymentBusinessDays: 0, otherBusinessDays: 0 };

/** Incidents follow the authority for downtimes: who may declare for a scope may speak of it. `before` is what is said already. */
const allowed = (officer: Officer, statement: Statement, now: Date, before?: Statement) =>
  notAllowed(
    officer,
    { confirmed: statement.confirmed, gateOrders: [], relief: reliefIn(statement) },
    now,
    before && { gateOrders: [], relief: reliefIn(before) },
  ).map((refusal) => ({ ...refusal, at: refusal.at === '' ? '' : `/statement${refusal.at}` }));
