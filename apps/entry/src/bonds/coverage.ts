import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CargoReleaseFiled, Condition, EntrySummaryFiled } from '#contracts';
import type { CustomsDate } from '#kernel';
import { EntryConfig } from '../config/entry.config';
import { fullImporterNumber } from '../importer/importer-number';
import { releaseKey } from '../release/release.model';
import { bondClock, bondDay, type StoredBond } from './bond.model';
import { BondRepository } from './bond.repository';
import { judgeCoverage, saysItsBond } from './coverage.rules';
import { type CoverageFault, judgeSummaryCoverage, namesItsBonds, reportedBonds } from './summary-coverage.rules';
import type { EntrySummary, ReleaseOnFile } from '../summary-on-file/summary.model';

/** What the register says of the bonds of a batch of filings: one statement for all of them. Days are those of the bonds' clock, so that a bond of today covers what is filed in the same second, also where it is yesterday yet. */
export class Coverage {
  private readonly byName: ReadonlyMap<string, readonly StoredBond[]>;

  constructor(
    private readonly from: CustomsDate,
    private readonly today: CustomsDate,
    bonds: readonly StoredBond[],
  ) {
    this.byName = byName(bonds);
  }

  judge(filing: CargoReleaseFiled): Condition[] {
    if (this.from === '' || this.today < this.from || !saysItsBond(filing)) return [];
    const on = bondDay({
      released: null,
      entry: null,
      estimatedEntry: null,
      statementPrint: null,
      received: this.today,
    });
    const names = namesOf(filing);
    return judgeCoverage(
      filing,
      on,
      names.flatMap((name) => this.byName.get(name) ?? []),
    );
  }
}

/** What the register says of the bonds of a batch of entry summaries. */
export class SummaryCoverage {
  private readonly byName: ReadonlyMap<string, readonly StoredBond[]>;

  constructor(
    private readonly from: CustomsDate,
    private readonly today: CustomsDate,
    bonds: readonly StoredBond[],
  ) {
    this.byName = byName(bonds);
  }

  /** @param release the cargo release on file under the number of the summary */
  judge(summary: EntrySummary, release: ReleaseOnFile | undefined): CoverageFault[] {
    if (this.from === '' || !namesItsBonds(summary)) return [];
    const on = bondDay({
      ...{ released: release?.releaseDate ?? null, entry: null, estimatedEntry: summary.entryDate },
      ...{ statementPrint: summary.statementDate, received: this.today },
    });
    // Of a day before, the bonds may never have been filed.
    if (on < this.from) return [];
    const names = [...importersOf(summary), ...entriesOf(summary)];
    return judgeSummaryCoverage(
      summary,
      on,
      names.flatMap((name) => this.byName.get(name) ?? []),
    );
  }
}

type Summarised = Pick<EntrySummary, 'bond' | 'bonds' | 'importerNumber' | 'filerCode' | 'entryNumber'>;
const importersOf = (summary: Summarised): string[] =>
  summary.importerNumber && reportedBonds(summary).some(({ type }) => type === '8')
    ? [fullImporterNumber(summary.importerNumber)]
    : [];
const entriesOf = (summary: Summarised): string[] =>
  reportedBonds(summary).some(({ type }) => type === '9') ? [releaseKey(summary.filerCode, summary.entryNumber)] : [];

const byName = (bonds: readonly StoredBond[]): Map<string, StoredBond[]> => {
  const found = new Map<string, StoredBond[]>();
  for (const bond of bonds)
    for (const name of bond.transaction ? [bond.transaction.id] : new Set(bond.parties.map(({ number }) => number)))
      found.set(name, [...(found.get(name) ?? []), bond]);
  return found;
};

const namesOf = ({ bondType, importer, filerCode, entryNumber }: CargoReleaseFiled): string[] => {
  if (bondType === '9') return [releaseKey(filerCode, entryNumber)];
  return bondType === '8' && importer?.number ? [fullImporterNumber(importer.number)] : [];
};

@Injectable()
export class BondCoverage {
  constructor(
    private readonly config: EntryConfig,
    private readonly bonds: BondRepository,
  ) {}

  async of(manager: EntityManager, filings: readonly CargoReleaseFiled[], now: Date): Promise<Coverage> {
    const from = this.config.BONDS_LOOKED_UP_FROM;
    const today = bondClock(now);
    if (from === '') return new Coverage(from, today, []);
    const named = (type: string): string[] => [
      ...new Set(filings.filter((f) => f.bondType === type && saysItsBond(f)).flatMap(namesOf)),
    ];
    return new Coverage(from, today, await this.bonds.covering(manager, named('8'), named('9')));
  }

  /** As of releases, with bonds that are void or ended too: an answer says which. */
  async ofSummaries(
    manager: EntityManager,
    filings: readonly EntrySummaryFiled[],
    now: Date,
  ): Promise<SummaryCoverage> {
    const from = this.config.BONDS_LOOKED_UP_FROM;
    const today = bondClock(now);
    if (from === '') return new SummaryCoverage(from, today, []);
    const named = filings.filter(namesItsBonds);
    const importers = [...new Set(named.flatMap(importersOf))];
    const entries = [...new Set(named.flatMap(entriesOf))];
    return new SummaryCoverage(from, today, await this.bonds.ofAnyState(manager, importers, entries));
  }
}
