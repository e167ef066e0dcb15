import { Injectable } from '@nestjs/common';
import { type Asking, KnownAccounts, Looks, may } from '#access';
import {
  entrySubject,
  ProtestsRequest,
  type ProtestTold,
  SUMMARIES_NAMED_AT_ONCE,
  SummariesRequest,
  type SummariesAsked,
  type SummaryCriterion,
  type SummaryTold,
} from '#contracts';
import { LastAnswers } from './last-answers';
import { OwnersOrAway } from './owners-or-away';
import type { Found, Known } from './questions';
import { relationToSummary, type SummaryShown, summaryShown } from './summary-sight.rules';
import { withoutPersons } from './without-persons';

/** A summary with the protests on its entry; `protests` is null where the Centers do not answer and nothing was known before. */
export interface SummaryAnswered extends SummaryShown {
  readonly protests: readonly ProtestTold[] | null;
}

/** A search for summaries (Entry Summary Query, May 2026, pp. ESQ-19..21). */
export interface SummarySearch {
  readonly criterion: SummaryCriterion;
  readonly acceptedFrom: Date;
  readonly acceptedTo: Date;
  readonly kinds: readonly SummaryTold['kind'][];
  readonly withContent: boolean;
  /** Of these filers alone; CBP names them, others are asked about their own. */
  readonly filerCodes?: readonly string[];
  readonly after?: { readonly acceptedAt: string; readonly entry: string };
}

export interface SummaryPage {
  readonly summaries: readonly SummaryAnswered[];
  readonly asOf: Date;
  /** Where the next page begins; null behind the last. */
  readonly next: { readonly acceptedAt: string; readonly entry: string } | null;
}

const PAGE = 200;
/** What was filed may be large: fewer at once. */
const PAGE_WITH_CONTENT = 25;

/** Answers what filers, importers, sureties and CBP ask of entry summaries: who may ask what is in the table of rights. */
@Injectable()
export class SummaryQuestions {
  constructor(
    private readonly owners: OwnersOrAway,
    private readonly last: LastAnswers,
    private readonly accounts: KnownAccounts,
    private readonly looks: Looks,
  ) {}

  /** By key, filer code and entry number together. @param withContent what was filed too, for those who may see it */
  async named(
    asking: Asking,
    keys: readonly string[],
    withContent: boolean,
    now = new Date(),
  ): Promise<ReadonlyMap<string, Found<SummaryAnswered>>> {
    const found = new Map<string, Found<SummaryAnswered>>();
    const size = withContent ? PAGE_WITH_CONTENT : SUMMARIES_NAMED_AT_ONCE;
    for (let at = 0; at < keys.length; at += size)
      for (const [key, one] of await this.some(asking, keys.slice(at, at + size), withContent, now))
        found.set(key, one);
    return found;
  }

  private async some(
    asking: Asking,
    keys: readonly string[],
    withContent: boolean,
    now: Date,
  ): Promise<Map<string, Found<SummaryAnswered>>> {
    const told = await this.told(keys, withContent);
    const found = new Map<string, Found<SummaryAnswered>>();
    const mine: Known<SummaryTold>[] = [];
    for (const [key, one] of told) {
      if (typeof one === 'string') found.set(key, one);
      else if (relationToSummary(asking, one.value) === null) found.set(key, 'unknown');
      else mine.push(one);
    }
    const protests = await this.protestsOn(mine.map(({ value }) => keyOfEntry(value)));
    for (const one of mine) {
      const key = keyOfEntry(one.value);
      const shown = summaryShown(one.value, relationToSummary(asking, one.value)!, now);
      found.set(key, { ...one, value: { ...shown, protests: protests.get(key) ?? null } });
    }
    await this.tellLooks(
      asking,
      mine.map(({ value }) => value),
    );
    return found;
  }

  /** @returns `away` where the owner does not answer: what a search finds is known to it alone */
  async search(
    asking: Asking,
    { criterion, acceptedFrom, acceptedTo, kinds, withContent, filerCodes: named, after }: SummarySearch,
    now = new Date(),
  ): Promise<SummaryPage | 'away'> {
    const isAny = may(asking, 'see', 'question on a summary', 'any');
    const own = asking.account.filerCodes;
    const filerCodes = named ? named.filter((code) => isAny || own.includes(code)) : own;
    const suretyCodes = named ? [] : (asking.account.suretyCodes ?? []);
    const nothing = { summaries: [], asOf: now, next: null };
    if (filerCodes.length + suretyCodes.length === 0 || kinds.length === 0) return nothing;
    const search = {
      ...{ criterion, acceptedFrom: acceptedFrom.toISOString(), acceptedTo: acceptedTo.toISOString() },
      ...{ kinds: [...kinds], filerCodes: [...filerCodes], suretyCodes: [...suretyCodes] },
      ...{ limit: withContent ? PAGE_WITH_CONTENT : PAGE, ...(after && { after }) },
    };
    const answer = await this.owners.ask('entry', SummariesRequest, { parameters: {}, body: { search, withContent } });
    if (answer === 'away') return answer;
    if (answer === null) return nothing;
    const mine = answer.summaries.flatMap((told) => {
      const relation = relationToSummary(asking, told);
      // A power of attorney lets ask for an entry by its number alone (p. ESQ-14).
      const isSurety = told.bonds.some(({ suretyCode }) => suretyCode !== null && suretyCodes.includes(suretyCode));
      const isAgent = filerCodes.some((code) => told.suretyAgents.includes(code));
      return relation !== null && (relation !== 'granted' || isSurety || isAgent) ? [{ told, relation }] : [];
    });
    const protests = await this.protestsOn(mine.map(({ told }) => keyOfEntry(told)));
    await this.tellLooks(
      asking,
      mine.map(({ told }) => told),
    );
    const last = answer.summaries.at(-1);
    return {
      asOf: now,
      summaries: mine.map(({ told, relation }) => ({
        ...summaryShown(told, relation, now),
        protests: protests.get(keyOfEntry(told)) ?? null,
      })),
      next: answer.more && last ? { acceptedAt: last.acceptedAt, entry: keyOfEntry(last) } : null,
    };
  }

  /** As the owner says now or, while it is away, said last. */
  private async told(keys: readonly string[], withContent: boolean): Promise<Map<string, Found<SummaryTold>>> {
    const asOf = new Date();
    const answer: SummariesAsked | null | 'away' = await this.owners.ask('entry', SummariesRequest, {
      parameters: {},
      body: { entries: [...keys], withContent },
    });
    const found = new Map<string, Found<SummaryTold>>();
    if (answer !== 'away') {
      for (const key of keys) found.set(key, 'unknown');
      for (const value of answer?.summaries ?? []) {
        const key = keyOfEntry(value);
        found.set(key, { value, asOf, isLastKnown: false });
        await this.last.keep(aboutSummary(key, withContent), asOf, () => withoutPersons(value));
      }
      return found;
    }
    for (const key of keys) {
      const known =
        (await this.last.of(aboutSummary(key, withContent))) ?? (await this.last.of(aboutSummary(key, !withContent)));
      found.set(key, known ? { value: known.data as SummaryTold, asOf: known.asOf, isLastKnown: true } : 'away');
    }
    return found;
  }

  /** Protests by key; an entry that is not in the answer is one of which nothing can be said now. */
  private async protestsOn(keys: readonly string[]): Promise<Map<string, readonly ProtestTold[]>> {
    const found = new Map<string, readonly ProtestTold[]>();
    if (keys.length === 0) return found;
    const asOf = new Date();
    const answer = await this.owners.ask('cee', ProtestsRequest, { parameters: {}, body: { entries: [...keys] } });
    if (answer !== 'away' && answer !== null) {
      for (const key of keys) {
        const protests = answer.protests.filter(({ entry }) => entry === key);
        found.set(key, protests);
        await this.last.keep(aboutProtests(key), asOf, () => ({ protests }));
      }
      return found;
    }
    for (const key of keys) {
      const known = await this.last.of(aboutProtests(key));
      if (known) found.set(key, (known.data as { protests: ProtestTold[] }).protests);
    }
    return found;
  }

  private async tellLooks(asking: Asking, summaries: readonly SummaryTold[]): Promise<void> {
    if (summaries.length === 0) return;
    const [only] = summaries;
    const subject = summaries.length === 1 ? `entry ${keyOfEntry(only!)}` : `${summaries.length} entry summaries`;
    await this.looks.tell(asking, subject, async () =>
      Promise.all(
        summaries.map(async ({ filerCode, entryNumber, importerNumber }) => ({
          accountIds: [
            ...(await this.accounts.idsOf({ filerCodes: [filerCode] })),
            ...(importerNumber === null ? [] : await this.accounts.idsOf({ importerNumbers: [importerNumber] })),
          ],
          kind: 'entry' as const,
          subject: entrySubject({ filerCode, entryNumber }),
        })),
      ),
    );
  }
}

/** Filer code and entry number together. */
export const keyOfEntry = ({ filerCode, entryNumber }: Pick<SummaryTold, 'filerCode' | 'entryNumber'>): string =>
  filerCode + entryNumber;

const aboutSummary = (key: string, withContent: boolean): string =>
  `summary ${key}${withContent ? ' with content' : ''}`;
const aboutProtests = (key: string): string => `protests on ${key}`;
