import type { EntityManager } from 'typeorm';
import type { AccountChanged } from '#contracts';
import { insertRows } from '#persistence';

/** Which accounts hold the SCACs at hand. A code may for a moment be with two, while it moves from one to the other. */
export class CarrierCodes {
  private constructor(private readonly holders: ReadonlyMap<string, readonly string[]>) {}

  static async read(manager: EntityManager, scacs: readonly string[]): Promise<CarrierCodes> {
    const rows: { scac: string; accounts: string[] }[] = await manager.query(
      'SELECT scac, array_agg(account_id) AS accounts FROM carrier_code WHERE scac = ANY($1::text[]) GROUP BY scac',
      [[...new Set(scacs)]],
    );
    return new CarrierCodes(new Map(rows.map(({ scac, accounts }) => [scac, accounts])));
  }

  /** An older version of an account never replaces a newer one; an account that is not active holds nothing. */
  static async store(manager: EntityManager, accounts: readonly AccountChanged[]): Promise<void> {
    const written = await insertRows(
      manager,
      'carrier_account',
      { id: 'uuid', version: 'int' },
      accounts.map(({ accountId: id, version }) => ({ id, version })),
      'ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE carrier_account.version < excluded.version RETURNING id',
    );
    const changed = new Set(written.map(({ id }) => id as string));
    await manager.query('DELETE FROM carrier_code WHERE account_id = ANY($1::uuid[])', [[...changed]]);
    const codes = accounts
      .filter(({ accountId, active }) => active && changed.has(accountId))
      .flatMap(({ accountId, scacs }) => scacs.map((scac) => ({ scac, account_id: accountId })));
    await insertRows(manager, 'carrier_code', { scac: 'text', account_id: 'uuid' }, codes);
  }

  isAnothers(scac: string, accountId: string): boolean {
    return (this.holders.get(scac) ?? []).some((holder) => holder !== accountId);
  }
}
