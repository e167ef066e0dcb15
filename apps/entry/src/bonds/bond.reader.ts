import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BondOnFile, BondsAsked, BondShown, BondsOnFile, ImporterBonds } from '#contracts';
import { addDays, type CustomsDate } from '#kernel';
import { BOND_ACTIVITIES, leastBondDollars, suretyName } from '#reference';
import { fullImporterNumber, ImporterRepository } from '../importer/importer.repository';
import { bondClock, coversOn, stateOn, storedBondContent, type StoredBond } from './bond.model';
import { BondRepository } from './bond.repository';
import type { EntryUnderBond } from './bond.rules';

const YEAR_DAYS = 365;

@Injectable()
export class BondReader {
  constructor(
    private readonly source: DataSource,
    private readonly bonds: BondRepository,
    private readonly importers: ImporterRepository,
  ) {}

  async read(number: string): Promise<BondOnFile | null> {
    const { manager } = this.source;
    const [bond] = await this.bonds.byNumber(manager, [number]);
    if (!bond) return null;
    const entries = await this.bonds.entries(manager, entryKeys([bond]));
    const history: any[] = await manager.query('SELECT * FROM bond_version WHERE bond_number = $1 ORDER BY version', [
      number,
    ]);
    return {
      ...shown(bond, bondClock(new Date()), entries),
      accountId: bond.accountId,
      history: history.map(({ version, event, at, filing_id, content }) => ({
        ...{ version, event, at: at.toISOString(), filingId: filing_id, filed: storedBondContent.read(content) },
      })),
    };
  }

  async list({ state, ...asked }: BondsAsked): Promise<BondsOnFile> {
    const { manager } = this.source;
    const now = new Date();
    const today = bondClock(now);
    const importers = asked.importers?.map(fullImporterNumber);
    const page = await this.bonds.page(manager, { ...asked, ...(importers && { importers }), limit: asked.limit + 1 });
    const bonds = page.slice(0, asked.limit);
    const entries = await this.bonds.entries(manager, entryKeys(bonds));
    const owed = await this.bonds.owed(manager, [...new Set(bonds.flatMap(principalsOf))], yearBefore(today));
    return {
      bonds: bonds
        .map((bond) => ({ ...shown(bond, today, entries), sufficiency: sufficiencyOf(bond, owed, today) }))
        .filter((bond) => state === undefined || bond.state === state),
      next: page.length > asked.limit ? bonds.at(-1)!.number : null,
      liability: asked.sureties ? await this.bonds.liability(manager, asked.sureties, today) : [],
    };
  }

  /** Continuous bonds in force or to come, with the standing of each number. */
  async ofImporters(asked: readonly string[]): Promise<ImporterBonds[]> {
    const { manager } = this.source;
    const now = new Date();
    const today = bondClock(now);
    const numbers = asked.map(fullImporterNumber);
    const bonds = (await this.bonds.covering(manager, numbers, [])).filter(
      (bond) => stateOn(bond, today) !== 'terminated',
    );
    const standings = await this.importers.standings(manager, numbers);
    const owed = await this.bonds.owed(manager, [...new Set(bonds.flatMap(principalsOf))], yearBefore(today));
    return asked.map((importerNumber, at) => ({
      importerNumber,
      standing: standings.get(numbers[at]!) ?? null,
      bonds: bonds
        .filter(({ parties }) => parties.some(({ number }) => number === numbers[at]))
        .map((bond) => shownTo(bond, numbers[at]!, today, owed)),
    }));
  }
}

const yearBefore = (today: CustomsDate): Date => new Date(`${addDays(today, -YEAR_DAYS)}T00:00:00Z`);

const shownTo = (
  bond: StoredBond,
  number: string,
  today: CustomsDate,
  owed: ReadonlyMap<string, number>,
): ImporterBonds['bonds'][number] => {
  // Who left and joined again is on it more than once: the last word counts.
  const party = bond.parties.findLast((each) => each.number === number)!;
  const sufficiency = sufficiencyOf(bond, owed, today);
  return {
    ...{ bondNumber: bond.number, suretyCode: bond.sureties[0]!.code, activityCode: bond.activityCode },
    ...{ amountCents: bond.amountDollars * 100, portFiled: null, effectiveOn: bond.effectiveOn! },
    terminatesOn: bond.terminatesOn,
    sufficient: sufficiency === 'unknown' ? null : sufficiency === 'sufficient',
    userActive: coversOn(bond, number, today),
    userEndsOn: party.until,
  };
};

const principalsOf = ({ type, activityCode, parties }: StoredBond): string[] =>
  type === '8' && activityCode === '1' ? parties.filter(({ until }) => until === null).map(({ number }) => number) : [];

const entryKeys = (bonds: readonly StoredBond[]): string[] =>
  bonds.flatMap(({ transaction }) => (transaction?.type === '1' ? [transaction.id] : []));

/** Of what all who use the bond owe here; a bond that is not for entries is compared with nothing. */
const sufficiencyOf = (
  bond: StoredBond,
  owed: ReadonlyMap<string, number>,
  today: CustomsDate,
): BondsOnFile['bonds'][number]['sufficiency'] => {
  const numbers = principalsOf(bond);
  if (numbers.length === 0) return 'unknown';
  const base = numbers.reduce((sum, number) => sum + (owed.get(number) ?? 0), 0);
  return bond.amountDollars >= leastBondDollars('8', base, today) ? 'sufficient' : 'insufficient';
};

const shown = (bond: StoredBond, today: CustomsDate, entries: ReadonlyMap<string, EntryUnderBond>): BondShown => {
  const {
    accountId: _account,
    notify: _notify,
    transaction,
    sureties,
    parties,
    activityCode,
    foundInsufficient,
    ...rest
  } = bond;
  return {
    ...rest,
    activityCode,
    activity: BOND_ACTIVITIES.get(activityCode)?.name ?? '',
    state: stateOn(bond, today),
    transaction: transaction && {
      ...transaction,
      matched: transaction.type === '1' && (entries.get(transaction.id)?.isSingle ?? false),
    },
    sureties: sureties.map((surety) => ({ ...surety, name: suretyName(surety.code) ?? null })),
    parties: [...parties],
    foundInsufficient: [...foundInsufficient],
  };
};
