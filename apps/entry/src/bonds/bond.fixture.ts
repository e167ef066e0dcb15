import { BondFiled } from '#contracts';
import { EntryConfig } from '../config/entry.config';
import type { StoredBond } from './bond.model';
import { BondRepository } from './bond.repository';
import type { BondContext } from './bond.rules';
import { BondCoverage } from './coverage';

export const TODAY = '2026-11-24';

/** A platform of which the register is not asked yet. */
export const believedBonds = new BondCoverage(new EntryConfig(), new BondRepository());

/** A sound single transaction bond of surety 036 for an entry, with what a test changes of it. */
export const single = (change: Partial<BondFiled> = {}): BondFiled => ({ ...BondFiled.example, ...change });

/** A sound continuous bond. */
export const continuous = (change: Partial<BondFiled> = {}): BondFiled =>
  single({ type: '8', amountDollars: 50_000, effectiveOn: TODAY, transactions: [], ...change });

const NOTHING = {
  ...{ activityCode: null, amountDollars: null, executedOn: null, effectiveOn: null, terminatesOn: null },
  ...{ transactions: [], principals: [], coPrincipals: [], users: [], sureties: [], coSureties: [], reinsurers: [] },
};
/** An action on a bond that is on file. */
export const action = (change: Partial<BondFiled>): BondFiled =>
  single({ ...NOTHING, type: '8', number: '268000001', executedOn: TODAY, ...change });

export const kept = (change: Partial<StoredBond> = {}): StoredBond => ({
  ...{ number: '268000001', type: '8', designation: 'B', activityCode: '1', amountDollars: 50_000, state: 'active' },
  ...{ version: 1, accountId: BondFiled.example.origin.accountId, suretyReference: null, executedOn: '2026-01-05' },
  ...{ effectiveOn: '2026-01-05', terminatesOn: null, reconciliation: false, virginIslands: false, transaction: null },
  notify: [],
  foundInsufficient: [],
  sureties: [{ role: 'surety', code: '036', agent: '123-45-6789', liabilityDollars: null }],
  parties: [{ role: 'principal', number: '12-345678900', idType: 'EI', from: null, until: null }],
  ...change,
});
export const keptSingle = (change: Partial<StoredBond> = {}): StoredBond =>
  kept({
    ...{ number: '269000001', type: '9', amountDollars: 60_000, effectiveOn: null },
    transaction: { type: '1', id: 'B7603245278', entryType: '01' },
    ...change,
  });

/** Sureties that let the filer of the examples file for them. */
export const AGENTS = ['016', '032'].map((surety) => ({
  ...{ surety, agent: '123-45-6789', filerCode: 'S36', limitDollars: null, from: '2026-01-01', to: null },
}));

export const context = (change: Partial<BondContext> = {}): BondContext => ({
  ...{ today: TODAY, checkDigitOffset: () => 0, standing: () => 'active', existing: null, ofTransaction: [] },
  ...{ continuous: [], entry: () => undefined, agents: AGENTS },
  ...{ standings: [], filerOnFile: () => true },
  ...change,
});
