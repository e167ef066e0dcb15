import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, may } from '#access';
import { BondChanged, type BondState } from '#contracts';
import { type CustomsDate, localDate } from '#kernel';
import { insertRows, storedShape } from '#persistence';
import { Problem } from '#service';
import { withMerged } from '../activity-log/merged-logs';
import { relationTo } from '../people/people';
import { heldAccount } from '../trade-account/held-account';

/** A bond as it stands, without the number of its principal, which may be a person's. */
type KeptBond = Omit<BondChanged, 'principal' | 'accountId' | 'notify' | 'principalAccounts'> & {
  readonly principalName: string | null;
};
export const storedAccountBond = storedShape<KeptBond>({ name: 'bond_of_account.data', version: BondChanged.version });

/** Days of bonds are those of CBP's system (eBond guide v1.9, p. CB-23). */
const CLOCK = 'America/New_York';

/** A bond as its account reads it: whose surety, and where it stands today. Whole dollars. */
export interface AccountBond extends Omit<KeptBond, 'state' | 'finalCode' | 'finalText' | 'event'> {
  readonly standing: 'principal' | 'surety';
  readonly state: BondState;
}

/** Bonds of an account as the register told them last: they can be read while the register is away. */
@Injectable()
export class AccountBonds {
  constructor(private readonly source: DataSource) {}

  /** Keeps bonds as they stand; what is older than what is known changes nothing. */
  async keep(manager: EntityManager, told: readonly BondChanged[]): Promise<void> {
    const newest = new Map<string, BondChanged>();
    for (const bond of told) if ((newest.get(bond.number)?.version ?? 0) < bond.version) newest.set(bond.number, bond);
    await insertRows(
      manager,
      'bond_of_account',
      { bond_number: 'text', version: 'int', principal_accounts: 'jsonb', surety_codes: 'jsonb', data: 'json' },
      [...newest.values()]
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .map(({ principal, principalAccounts, accountId: _filed, notify: _told, ...data }) => ({
          ...{ bond_number: data.number, version: data.version, principal_accounts: principalAccounts },
          surety_codes: data.sureties.map(({ code }) => code),
          data: storedAccountBond.write({ ...data, principalName: principal.name }),
        })),
      `ON CONFLICT (bond_number) DO UPDATE SET version = excluded.version, principal_accounts = excluded.principal_accounts, surety_codes = excluded.surety_codes,
         data = excluded.data WHERE bond_of_account.version < excluded.version`,
    );
  }

  /** Bonds of which the account, or one merged into it, is principal, co-principal or surety, by number. @throws Problem `not-found` for who may not see the account */
  async of(
    asking: Asking,
    accountId: string,
    after: string,
    limit: number,
  ): Promise<{ bonds: AccountBond[]; next: string | null }> {
    if (!may(asking, 'see', 'bond', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    const { manager } = this.source;
    const { identifiers } = await heldAccount(manager, accountId, false);
    const codes = identifiers.filter(({ kind }) => kind === 'surety code').map(({ value }) => value);
    const accounts = await withMerged(manager, accountId);
    const rows: { data: unknown; principal: boolean }[] = await manager.query(
      `SELECT data, principal_accounts ?| $1::text[] AS principal FROM bond_of_account
        WHERE (principal_accounts ?| $1::text[] OR surety_codes ?| $2::text[]) AND bond_number > $3 ORDER BY bond_number LIMIT $4`,
      [accounts, codes, after, limit + 1],
    );
    const today = localDate(new Date(), CLOCK);
    const bonds = rows.slice(0, limit).map(({ data, principal }) => shown(data, principal, today));
    return { bonds, next: rows.length > limit ? bonds.at(-1)!.number : null };
  }
}

const shown = (data: unknown, principal: boolean, today: CustomsDate): AccountBond => {
  const { finalCode: _code, finalText: _text, event: _event, state, ...bond } = storedAccountBond.read(data);
  const isOver = state === 'termination scheduled' && bond.terminatesOn !== null && bond.terminatesOn <= today;
  return { ...bond, standing: principal ? 'principal' : 'surety', state: isOver ? 'terminated' : state };
};
