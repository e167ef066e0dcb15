import { Injectable } from '@nestjs/common';
import type { Asking } from '#access';
import { masked } from '#kernel';
import { Transactions } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { importerIdentity } from '../importer/importer-identity';

export interface NewProjection {
  readonly id: string;
  readonly importer: string;
  readonly projected: readonly { readonly heading: string; readonly lines: number; readonly valueDollars: number }[];
}

export interface ImportProjectionView extends NewProjection {
  readonly filedBy: string;
}

/** What new importers expect to import in a year: with it they are placed before they have imported for one. Of several the newest counts. */
@Injectable()
export class ImportProjections {
  constructor(private readonly transactions: Transactions) {}

  /** The same id again is the same projection. @throws Problem `not-valid` for a number that is not the account's */
  file(
    { account }: Asking,
    wanted: NewProjection,
    by: string,
  ): Promise<{ fresh: boolean; projection: ImportProjectionView }> {
    return this.transactions.run(async ({ manager, now }) => {
      const identity = importerIdentity(wanted.importer);
      if (!account.importerNumbers.map(importerIdentity).includes(identity))
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/importer', text: 'is no importer number of this account' },
        ]);
      await requireSameContent(manager, 'projection', wanted.id, { ...wanted, accountId: account.accountId });
      const number = wanted.importer.trim().toUpperCase();
      await manager.query(
        'INSERT INTO importer_on_record (importer_identity, importer_number) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [identity, number],
      );
      const fresh = await manager.query(
        `INSERT INTO import_projection (id, importer_identity, account_id, goods, filed_by, filed_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          ...[wanted.id, identity, account.accountId],
          JSON.stringify(
            wanted.projected.map(({ heading, lines, valueDollars }) => ({ heading, lines, dollars: valueDollars })),
          ),
          ...[by, now],
        ],
      );
      return { fresh: fresh.length > 0, projection: { ...wanted, importer: masked(number), filedBy: by } };
    });
  }
}
