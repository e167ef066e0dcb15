import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { DRAWBACK_PROVISIONS } from '#reference';
import { FEE_CLASSES, importLines } from '../claims-on-entry/claims-on-entry.rules';
import { LiquidationRepository } from '../liquidation/liquidation.repository';
import { storedComputed, storedSummary } from '../summary-on-file/stored-summary';
import type { StoredSummary } from '../summary-on-file/summary.model';
import {
  amountsOf,
  type ClaimChange,
  type DrawbackClaim,
  type ImportOnFile,
  type StoredClaim,
  storedClaim,
  storedStandingOfClaim,
} from './claim.model';
import { ClaimLedger } from './claim-ledger';

const COLUMNS = {
  ...{ claim_key: 'text', account_id: 'uuid', filing_id: 'uuid', state: 'text', version: 'text', revision: 'int' },
  ...{ claimant_number: 'text', standing: 'json', fixed: 'text', changed_at: 'timestamptz' },
};
const UPDATES = Object.keys(COLUMNS)
  .filter((name) => name !== 'claim_key')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');
const VERSION_COLUMNS = {
  ...{ claim_key: 'text', revision: 'int', event: 'text', filing_id: 'uuid', account_id: 'uuid' },
  ...{ at: 'timestamptz', content: 'json' },
};

export const fromClaimRow = (row: any): StoredClaim => ({
  ...{ key: row.claim_key, accountId: row.account_id, filingId: row.filing_id, state: row.state },
  ...{ version: row.version, revision: row.revision, claimantNumber: row.claimant_number },
  ...{ standing: storedStandingOfClaim.read(row.standing), fixed: row.fixed },
});

/** Drawback claims, and what they have of the lines of entries. Whoever adds to that has locked the entry summaries before. */
@Injectable()
export class ClaimRepository {
  constructor(private readonly liquidations: LiquidationRepository) {}

  async lock(manager: EntityManager, keys: readonly string[]): Promise<Map<string, StoredClaim>> {
    const rows = await manager.query(
      'SELECT * FROM drawback_claim WHERE claim_key = ANY($1) ORDER BY claim_key FOR UPDATE',
      [[...new Set(keys)]],
    );
    return new Map(rows.map((row: any) => [row.claim_key, fromClaimRow(row)]));
  }

  /** Of summaries on file that are accepted, what can be designated. */
  async imports(manager: EntityManager, summaries: readonly StoredSummary[]): Promise<Map<string, ImportOnFile>> {
    const accepted = summaries.filter(({ state }) => state === 'accepted');
    if (accepted.length === 0) return new Map();
    const keys = accepted.map(({ key }) => key);
    const rows: { key: string; content: unknown; computed: unknown; at: Date }[] = await manager.query(
      `SELECT DISTINCT ON (entry_key) entry_key AS key, content, computed, at FROM entry_summary_version
        WHERE entry_key = ANY($1) AND content IS NOT NULL ORDER BY entry_key, revision DESC`,
      [keys],
    );
    const liquidations = await this.liquidations.of(manager, keys);
    const byKey = new Map(accepted.map((summary) => [summary.key, summary]));
    return new Map(
      rows.map((row) => {
        const content = storedSummary.read(row.content);
        const computed = row.computed ? storedComputed.read(row.computed) : null;
        const liquidation = liquidations.get(row.key);
        const owed = liquidation?.liquidated ?? {
          dutyCents: computed?.dutyCents ?? 0,
          fees: (computed?.feesByClass ?? []).map(({ classCode, cents }) => ({ class: classCode, cents })),
        };
        const feeOf = (code: string): number =>
          owed.fees.reduce((sum, fee) => (fee.class === code ? sum + fee.cents : sum), 0);
        const { importerNumber, entryDate } = byKey.get(row.key)!;
        const importedOn: CustomsDate =
          content.importDate ?? content.entryDate ?? entryDate ?? row.at.toISOString().slice(0, 10);
        return [
          row.key,
          {
            ...{ importerNumber, importedOn, lines: importLines(content, computed) },
            owed: { dutyCents: owed.dutyCents, mpfCents: feeOf(FEE_CLASSES.mpf), hmfCents: feeOf(FEE_CLASSES.hmf) },
            refunded: (liquidation?.changeCents ?? 0) < 0,
          },
        ];
      }),
    );
  }

  /** What claims have of the lines of entries; each of the claims that are at hand by itself. */
  async ledger(
    manager: EntityManager,
    entryKeys: readonly string[],
    claimKeys: readonly string[],
  ): Promise<ClaimLedger> {
    if (entryKeys.length === 0) return new ClaimLedger([]);
    const rows: { claimKey: string | null; entryKey: string; line: string; of: any; unit: string; amount: string }[] =
      await manager.query(
        `SELECT CASE WHEN claim_key = ANY($2) THEN claim_key END AS "claimKey", entry_key AS "entryKey", line, of_what AS "of", unit, sum(amount)::text AS amount
           FROM drawback_designation WHERE entry_key = ANY($1) GROUP BY 1, 2, 3, 4, 5`,
        [[...new Set(entryKeys)], claimKeys],
      );
    return new ClaimLedger(rows.map((row) => ({ ...row, amount: BigInt(row.amount) })));
  }

  async save(manager: EntityManager, changes: readonly ClaimChange[], now: Date): Promise<void> {
    if (changes.length === 0) return;
    const at = now.toISOString();
    const last = new Map(changes.map((change) => [change.after.key, change]));
    await insertRows(
      manager,
      'drawback_claim',
      COLUMNS,
      [...last.values()].map(({ after }) => ({
        ...{ claim_key: after.key, account_id: after.accountId, filing_id: after.filingId, state: after.state },
        ...{ version: after.version, revision: after.revision, claimant_number: after.claimantNumber },
        ...{ standing: storedStandingOfClaim.write(after.standing), fixed: after.fixed, changed_at: at },
      })),
      `ON CONFLICT (claim_key) DO UPDATE SET ${UPDATES}`,
    );
    await insertRows(
      manager,
      'drawback_claim_version',
      VERSION_COLUMNS,
      changes.map(({ after, event, filingId, accountId, content }) => ({
        ...{ claim_key: after.key, revision: after.revision, event, filing_id: filingId, account_id: accountId, at },
        content: content && storedClaim.write(content),
      })),
    );
    await manager.query('DELETE FROM drawback_designation WHERE claim_key = ANY($1)', [[...last.keys()]]);
    await insertRows(
      manager,
      'drawback_designation',
      {
        ...{ claim_key: 'text', entry_key: 'text', line: 'text', of_what: 'text', unit: 'text', amount: 'numeric' },
        in_full: 'boolean',
      },
      [...last].flatMap(([claim_key, { content, after }]) =>
        content && after.state === 'on file' ? designationsOf(claim_key, content) : [],
      ),
    );
  }
}

const designationsOf = (claim_key: string, content: DrawbackClaim) =>
  amountsOf(content).map(({ entryKey, line, of, unit, amount }) => ({
    ...{ claim_key, entry_key: entryKey, line, of_what: of, unit, amount: String(amount) },
    in_full: DRAWBACK_PROVISIONS.get(content.provision ?? '')?.full ?? false,
  }));
