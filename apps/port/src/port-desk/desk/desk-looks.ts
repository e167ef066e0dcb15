import { type Asking, KnownAccounts, Looks, type Shown } from '#access';
import { billSubject, EntrySummaryFiled, entrySubject, entrySubjectOf, filingSubject, kindOf } from '#contracts';
import { Injectable } from '@nestjs/common';
import { filersOf, numbersOf } from '../decisions/covering-downtimes';
import type { Found } from './desk-search';

type Seen = Pick<Found, 'bills' | 'releases' | 'summaries' | 'heldFilings'> & {
  readonly decisions: readonly { readonly paper: Parameters<typeof filersOf>[0]; readonly drill: boolean }[];
};

/** Tells the accounts whose bills, entries, filings and paper decisions an officer looks at. Drills are told to nobody. */
@Injectable()
export class DeskLooks {
  constructor(
    private readonly looks: Looks,
    private readonly accounts: KnownAccounts,
  ) {}

  tell(asking: Asking, what: string, seen: Partial<Seen>): Promise<void> {
    return this.looks.tell(asking, what, () => this.shown(seen));
  }

  private async shown({
    bills = [],
    releases = [],
    summaries = [],
    heldFilings = [],
    decisions = [],
  }: Partial<Seen>): Promise<Shown[]> {
    const importers = new Map<string, string[]>();
    for (const { importerNumber } of [...releases, ...heldFilings])
      if (importerNumber && !importers.has(importerNumber))
        importers.set(importerNumber, await this.accounts.idsOf({ importerNumbers: [importerNumber] }));
    const filers = new Map<string, string[]>();
    for (const { entry } of summaries) {
      const code = entry.slice(0, 3);
      if (!filers.has(code)) filers.set(code, await this.accounts.idsOf({ filerCodes: [code] }));
    }
    const papers: Shown[] = [];
    for (const { paper } of decisions.filter(({ drill }) => !drill)) {
      const accountIds = await this.accounts.idsOf(numbersOf(filersOf(paper)));
      const subjects = paper.entry
        ? [entrySubject(paper.entry)]
        : paper.bills.map(({ billKey }) => billSubject(billKey));
      papers.push(...subjects.map((subject) => ({ accountIds, kind: 'decision on paper', subject })));
    }
    return [
      ...bills.map(({ accountId, billKey }) => ({
        accountIds: [accountId],
        kind: 'bill of lading',
        subject: billSubject(billKey),
      })),
      ...releases.map((release) => ({
        accountIds: [release.accountId, ...(importers.get(release.importerNumber) ?? [])],
        kind: 'entry',
        subject: entrySubject(release),
      })),
      ...summaries.map(({ entry }) => ({
        accountIds: filers.get(entry.slice(0, 3)) ?? [],
        kind: kindOf(EntrySummaryFiled).kind,
        subject: entrySubjectOf(entry),
      })),
      ...heldFilings.map((filing) => ({
        accountIds: [filing.accountId, ...(importers.get(filing.importerNumber ?? '') ?? [])],
        kind: filing.kind,
        subject: filingSubject(filing.filingId),
      })),
      ...papers,
    ];
  }
}
