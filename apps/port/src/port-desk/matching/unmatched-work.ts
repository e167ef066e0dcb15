import { Injectable } from '@nestjs/common';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import { type Officer, servesPort } from '../../officers/officer';
import { unknown } from '../decisions/decision-desk';
import type { RegisteredDecision } from '../decisions/decision.model';
import { DecisionsRepository } from '../decisions/decisions.repository';
import { type Closing, MatchRepository, type MatchResult } from './match.repository';
import { conflictName, type Link } from './matching.rules';
import { chainStates } from './matching.states';
import { type Owner, Owners } from './owners';

export interface UnmatchedLink extends Link {
  /** Who must file it; null for what is filed and only differs. */
  readonly owner: Owner | null;
}

/** One decision that is not matched yet, with all that keeps it from being. */
export interface UnmatchedDecision {
  readonly controlNumber: string;
  readonly downtimeNumber: string;
  readonly port: string;
  readonly mode: string;
  readonly decision: string;
  readonly decidedAt: string;
  readonly ageHours: number;
  readonly officer: string;
  readonly state: MatchResult['state'];
  /** The earliest day something of it is due. */
  readonly dueDate: string | null;
  readonly links: readonly UnmatchedLink[];
}

/** The work left over from downtimes: what is missing, what differs, who must do it. */
@Injectable()
export class UnmatchedWork {
  constructor(
    private readonly transactions: Transactions,
    private readonly decisions: DecisionsRepository,
    private readonly matches: MatchRepository,
    private readonly owners: Owners,
  ) {}

  /** Conflicts first, then the oldest. */
  async list(
    where: { ports: readonly string[] | null; downtimeNumber: string | null },
    now: Date,
  ): Promise<UnmatchedDecision[]> {
    const matches = await this.matches.unmatched(where);
    const decisions = await this.decisions.byIds(matches.map(({ decisionId }) => decisionId));
    const open = matches.flatMap((match) => {
      const decision = decisions.get(match.decisionId);
      return decision ? [{ match, decision, links: match.links.filter(({ state }) => state !== 'matched') }] : [];
    });
    const owed = open.flatMap(({ decision, links }) => links.map((link) => ({ paper: decision.paper, link })));
    const owners = await this.owners.of(owed);
    let place = 0;
    return open.map(({ match, decision, links }) => {
      const withOwner = links.map((link): UnmatchedLink => ({ ...link, owner: owners[place++]! }));
      return summarised(
        decision,
        match,
        withOwner.map((link) => (link.state === 'conflict' ? { ...link, owner: null } : link)),
        now,
      );
    });
  }

  /** An officer ends the search for what is missing. A difference found later opens it again. */
  async close(
    officer: Officer,
    controlNumber: string,
    { person, reason }: { person: string; reason: string },
  ): Promise<void> {
    await this.transactions.run(async (unit) => {
      const decision = await this.decisions.lockedByNumber(unit.manager, controlNumber);
      if (!decision) throw unknown(controlNumber);
      if (!servesPort(officer, decision.paper.port))
        throw new Problem('not-authorized', `You do not serve port ${decision.paper.port}.`);
      const match = await this.matches.of(unit.manager, decision.id);
      if (!match || (match.state !== 'open' && match.state !== 'conflict')) {
        throw new Problem(
          'state-conflict',
          `${decision.controlNumber} is ${match?.state ?? 'not matched with anything'}; there is nothing to close.`,
        );
      }
      const next = chainStates.next(match.state, 'closed');
      if (!next.ok) throw new Problem('state-conflict', next.problem);
      const known = match.links.flatMap((link) => link.conflicts.map((conflict) => conflictName(link, conflict)));
      const closing: Closing = { by: person, accountId: officer.accountId, reason, at: unit.now.toISOString(), known };
      await this.matches.keep(
        unit,
        decision.id,
        { state: next.value, links: match.links, nextLookOn: null },
        null,
        closing,
        [`closed by ${person}: ${reason}`],
      );
    });
  }
}

const summarised = (
  decision: RegisteredDecision,
  { state }: MatchResult,
  links: UnmatchedLink[],
  now: Date,
): UnmatchedDecision => {
  const { controlNumber, downtimeNumber, paper } = decision;
  return {
    controlNumber,
    downtimeNumber,
    port: paper.port,
    mode: paper.mode,
    decision: paper.decision,
    decidedAt: paper.decidedAt,
    officer: paper.officer,
    state,
    ageHours: Math.floor((now.getTime() - Date.parse(paper.decidedAt)) / 3_600_000),
    dueDate: links.flatMap(({ dueDate }) => dueDate ?? []).sort()[0] ?? null,
    links,
  };
};
