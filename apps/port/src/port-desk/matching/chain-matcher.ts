import { Inject, Injectable } from '@nestjs/common';
import { KnownAccounts } from '#access';
import {
  AccountTold,
  accountSubject,
  type BillChanged,
  CargoReleaseFiled,
  kindOf,
  type KindOfFiling,
  ManifestFiled,
} from '#contracts';
import { FEDERAL_CALENDAR } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { portLocalDate } from '#reference';
import { LOG, type Log } from '#service';
import { DowntimeBook } from '../../downtime/book/downtime-book';
import { CoveringDowntimes, filersOf } from '../decisions/covering-downtimes';
import { entryKeyOfPaper, type RegisteredDecision } from '../decisions/decision.model';
import { answeringRelease } from '../decisions/decision.rules';
import { DecisionsRepository } from '../decisions/decisions.repository';
import { deskPolicyOn } from '../decisions/desk-policy';
import { PictureReader } from '../picture/picture.reader';
import { PlaybookShelf } from '../playbook/playbook-shelf';
import { DeskAlarmsRepository, type NewHold } from './desk-alarms.repository';
import { type DueDates, dueDates } from './due-dates.rules';
import { type Closing, MatchRepository, type MatchResult } from './match.repository';
import { type Chain, conflictName, judgeChain, type Link, type PaperSide } from './matching.rules';
import { chainEvent, linkEvent } from './matching.states';

/** Looks at one decision's chain: what the paper says, what the picture has, what is due. */
@Injectable()
export class ChainMatcher {
  constructor(
    private readonly transactions: Transactions,
    private readonly decisions: DecisionsRepository,
    private readonly matches: MatchRepository,
    private readonly alarms: DeskAlarmsRepository,
    private readonly picture: PictureReader,
    private readonly accounts: KnownAccounts,
    private readonly book: DowntimeBook,
    private readonly downtimes: CoveringDowntimes,
    private readonly playbooks: PlaybookShelf,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Judges a decision anew. Answers what changed, nothing for a drill or a decision that never took effect. */
  async look(decisionId: string, now: Date = new Date()): Promise<void> {
    const [queued, first] = [
      await this.matches.queued(decisionId),
      (await this.matches.ofDecisions([decisionId])).get(decisionId),
    ];
    const known = await this.decisions.byId(decisionId);
    const due = known && !known.drill ? await this.due(known, now) : null;
    const raised = await this.transactions.run(async (unit) => {
      const decision = await this.decisions.locked(unit.manager, decisionId);
      const before = await this.matches.of(unit.manager, decisionId);
      // Another replica judged it meanwhile, perhaps by a newer end of the downtime than was read here. What it had not seen is still queued.
      if (before?.judgedAt !== first?.judgedAt) return [];
      await this.matches.taken(unit.manager, queued);
      if (!decision || !due || (decision.state !== 'in effect' && decision.state !== 'void')) return [];
      const { chain, closing, holds } = await this.judged(unit, decision, due, before, now);
      await this.matches.keep(unit, decisionId, chain, chain, closing, changesBetween(before, chain));
      return this.alarm(unit, decision, holds);
    });
    for (const { billKey, code } of raised)
      this.log.warn(
        { controlNumber: known!.controlNumber, billKey, holdCode: code },
        'a hold was placed on goods released on paper',
      );
  }

  private async judged(
    unit: UnitOfWork,
    decision: RegisteredDecision,
    due: DueDates,
    before: MatchResult | null,
    now: Date,
  ) {
    const { paper, voiding } = decision;
    if (voiding) {
      const chain: Chain = { state: 'closed by hand', links: [], entryKeys: [], billKeys: [], nextLookOn: null };
      const closing: Closing = {
        by: voiding.officer,
        accountId: voiding.accountId,
        reason: `void: ${voiding.reason}`,
        at: voiding.at,
        known: [],
      };
      return { chain, closing, holds: [] };
    }
    const own = entryKeyOfPaper(paper);
    const billKeys = paper.bills.map(({ billKey }) => billKey);
    const slice = await this.picture.slice(billKeys, own ? [own] : [], unit.manager);
    const registered = await this.decisions.concerning(unit.manager, { billKeys, entryKeys: own ? [own] : [] }, false);
    const side: PaperSide = {
      decisionId: decision.id,
      controlNumber: decision.controlNumber,
      paper,
      due,
      ...follows(decision),
      closing: before?.closing ?? null,
      otherReleases: registered
        .filter(
          ({ id, state, paper: { decision: other } }) =>
            id !== decision.id && state === 'in effect' && other === 'release',
        )
        .map((other) => ({
          controlNumber: other.controlNumber,
          bills: other.paper.bills,
          entryKey: entryKeyOfPaper(other.paper),
        })),
      answered: answeringRelease(decision, registered) !== undefined,
    };
    const picture = {
      bills: slice.bills.map(({ data }) => data),
      releases: slice.releases.map(({ data }) => data),
      held: slice.held.map(({ data }) => data),
      summaries: slice.summaries.map(({ data }) => data.reference.replaceAll('-', '')),
    };
    return {
      chain: judgeChain(side, picture, portLocalDate(now, paper.port)),
      closing: side.closing as Closing | null,
      holds: holdsAfter(decision, picture.bills),
    };
  }

  private async due({ paper, downtimeNumber }: RegisteredDecision, now: Date): Promise<DueDates> {
    // From the database: what the book remembers may be a second old, and a letter with due dates goes out after this look.
    const downtime = (await this.book.downtimeVersions(downtimeNumber)).at(-1);
    const decidedOn = portLocalDate(paper.decidedAt, paper.port);
    const where = { port: paper.port, mode: paper.mode, filers: filersOf(paper) };
    const reliefsOf = ({ module }: KindOfFiling): ReturnType<CoveringDowntimes['reliefs']> =>
      this.downtimes.reliefs(paper.decidedAt, now, { ...where, modules: ['gateway', module] });
    const [manifestReliefs, entryReliefs] = await Promise.all([
      reliefsOf(kindOf(ManifestFiled)),
      reliefsOf(kindOf(CargoReleaseFiled)),
    ]);
    const playbook =
      this.playbooks.playbook(paper.port, paper.mode, decidedOn) ?? this.playbooks.playbook(paper.port, paper.mode);
    return dueDates(
      {
        decidedOn,
        manifestReliefs,
        entryReliefs,
        summaryWorkingDays: deskPolicyOn(decidedOn).summaryWorkingDays,
        downtimeEndedOn:
          downtime && downtime.to === null ? null : portLocalDate(downtime?.to ?? paper.decidedAt, paper.port),
        keyWithinBusinessDays: playbook?.procedure.policies.keyWithinBusinessDays ?? {
          conveyanceAndRelease: 1,
          entryData: 2,
        },
      },
      FEDERAL_CALENDAR,
    );
  }

  /** A hold that hits goods already released is told at once to the port and to whoever has them. */
  private async alarm(
    unit: UnitOfWork,
    decision: RegisteredDecision,
    holds: readonly (NewHold & { readonly carrier: string })[],
  ): Promise<NewHold[]> {
    if (holds.length === 0) return [];
    const { id, controlNumber, downtimeNumber, paper } = decision;
    const raised = await this.alarms.raise(unit.manager, id, paper.port, holds, unit.now);
    if (raised.length === 0) return [];
    const owners = await Promise.all([
      this.accounts.holding('importerNumbers', paper.importerNumber ? [paper.importerNumber] : []),
      this.accounts.holding('filerCodes', paper.entry ? [paper.entry.filerCode] : []),
    ]);
    const told = new Set(owners.flat().map(({ accountId }) => accountId));
    for (const accountId of new Set([...told, ...holds.map(({ carrier }) => carrier)])) {
      const own = raised.filter(
        (hold) =>
          told.has(accountId) ||
          holds.some(({ billKey, carrier }) => billKey === hold.billKey && carrier === accountId),
      );
      if (own.length === 0) continue;
      unit.publish(
        AccountTold,
        accountSubject(accountId),
        {
          accountId,
          about: 'post-release hold',
          downtimeNumber,
          text: `Customs placed a hold on goods that were released on paper under ${controlNumber}. Keep them together and call port ${paper.port}.`,
          items: own.map(({ billKey, code }) => ({
            reference: billKey,
            text: `Hold ${code} on a bill released on paper under ${controlNumber}.`,
            dueDate: null,
          })),
        },
        { correlationId: id },
      );
    }
    return raised;
  }
}

const follows = ({ paper }: RegisteredDecision): { entryFollows: boolean; summaryFollows: boolean } => {
  const exemption = paper.entry
    ? undefined
    : deskPolicyOn(paper.decidedAt.slice(0, 10)).exemptions.find(({ code }) => code === paper.exemption);
  return { entryFollows: exemption?.entryFollows ?? true, summaryFollows: exemption?.summaryFollows ?? true };
};

const holdsAfter = (
  { paper, knownHolds }: RegisteredDecision,
  bills: readonly BillChanged[],
): (NewHold & { carrier: string })[] => {
  if (paper.decision !== 'release') return [];
  const known = new Set(knownHolds.map(({ reference, code, since }) => `${reference} ${code} ${since}`));
  return bills
    .filter(({ deleted }) => !deleted)
    .flatMap(({ billKey, holds, accountId }) =>
      holds
        .filter(({ code, placedAt }) => !known.has(`${billKey} ${code} ${placedAt}`))
        .map(({ code, reason, placedAt }) => ({ billKey, code, reason, placedAt, carrier: accountId })),
    );
};

const nameOf = ({ link, reference }: Link): string => `${link} ${reference ?? 'not known yet'}`;

/** What happened to a chain between two looks, in the words of its tables. */
const changesBetween = (before: MatchResult | null, now: Chain): string[] => {
  const was = new Map((before?.links ?? []).map((link) => [nameOf(link), link]));
  const links = now.links.flatMap((link) => {
    const from = was.get(nameOf(link));
    const event = linkEvent(from?.state ?? 'expected', link.state);
    const fresh = link.conflicts.filter(
      (conflict) => !from?.conflicts.some(({ kind, text }) => kind === conflict.kind && text === conflict.text),
    );
    return [...(event ? [`${nameOf(link)}: ${event}`] : []), ...fresh.map((conflict) => conflictName(link, conflict))];
  });
  const event = chainEvent(before?.state ?? 'open', now.state);
  return event ? [...links, event] : links;
};
