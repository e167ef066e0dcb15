import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Transactions } from '#messaging';
import { insertRows } from '#persistence';
import { Problem, requireSameContent } from '#service';
import { importerIdentity } from '../importer/importer-identity';

export interface NewFactor {
  readonly id: string;
  readonly kind: 'associated parties' | 'intended use';
  readonly importers: readonly string[];
  readonly center: string | null;
  readonly team: string | null;
  readonly why: string;
}

export interface AssignmentFactorView {
  readonly id: string;
  readonly kind: string;
  readonly importers: number;
  readonly center: string | null;
  readonly team: string | null;
  readonly why: string;
  readonly foundBy: string;
  readonly foundAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
}

interface Row {
  id: string;
  kind: string;
  center_id: string | null;
  team_number: string | null;
  why: string;
  found_by: string;
  found_at: Date;
  ended_by: string | null;
  ended_at: Date | null;
  importers: number;
}

const SELECT =
  'SELECT f.*, (SELECT count(*)::int FROM assignment_factor_importer i WHERE i.factor_id = f.id) AS importers FROM assignment_factor f';

/** What CBP found of importers that places them elsewhere than their lines do (19 CFR 101.10(b)): who is associated, what goods are meant for. */
@Injectable()
export class AssignmentFactors {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The same id again is the same finding. @throws Problem `not-valid` */
  find(wanted: NewFactor, by: string): Promise<{ fresh: boolean; factor: AssignmentFactorView }> {
    return this.transactions.run(async ({ manager, now }) => {
      await requireSameContent(manager, 'finding', wanted.id, wanted);
      const identities = [...new Set(wanted.importers.map(importerIdentity))];
      await requireSound(manager, wanted, identities);
      const fresh = await manager.query(
        `INSERT INTO assignment_factor (id, kind, center_id, team_number, why, found_by, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [wanted.id, wanted.kind, wanted.center, wanted.team, wanted.why, by, now],
      );
      if (fresh.length > 0)
        await insertRows(
          manager,
          'assignment_factor_importer',
          { factor_id: 'uuid', importer_identity: 'text' },
          identities.map((identity) => ({ factor_id: wanted.id, importer_identity: identity })),
        );
      const [row] = await rows(manager, 'WHERE id = $1', [wanted.id]);
      return { fresh: fresh.length > 0, factor: viewOf(row!) };
    });
  }

  /** Newest first, those that ended included. */
  async list(): Promise<AssignmentFactorView[]> {
    return (await rows(this.source.manager, 'ORDER BY found_at DESC, id LIMIT 1000', [])).map(viewOf);
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<AssignmentFactorView> {
    const [row] = await rows(this.source.manager, 'WHERE id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no finding ${id}.`);
    return viewOf(row);
  }

  /** Ending one that ended changes nothing. @throws Problem `not-found` */
  end(id: string, why: string, by: string): Promise<AssignmentFactorView> {
    return this.transactions.run(async ({ manager, now }) => {
      await manager.query(
        'UPDATE assignment_factor SET ended_by = $2, ended_at = $3, end_why = $4 WHERE id = $1 AND ended_at IS NULL',
        [id, by, now, why],
      );
      const [row] = await rows(manager, 'WHERE id = $1', [id]);
      if (!row) throw new Problem('not-found', `There is no finding ${id}.`);
      return viewOf(row);
    });
  }
}

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(`${SELECT} ${rest}`, [...values]);

const requireSound = async (
  manager: EntityManager,
  wanted: NewFactor,
  identities: readonly string[],
): Promise<void> => {
  const { kind, center, team } = wanted;
  const isUse = kind === 'intended use';
  const [known] = isUse
    ? await manager.query('SELECT 1 FROM team WHERE center_id = $1 AND number = $2', [center, team])
    : [true];
  const errors = [
    ...(known ? [] : [{ at: '/team', text: `is not a team of ${center ?? 'a Center that is named'}` }]),
    ...(!isUse && (center !== null || team !== null)
      ? [{ at: '/center', text: 'is for intended use: associated parties are placed by what they import together' }]
      : []),
    ...(!isUse && identities.length < 2 ? [{ at: '/importers', text: 'must be two or more to be associated' }] : []),
  ];
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
};

const viewOf = (row: Row): AssignmentFactorView => ({
  id: row.id,
  kind: row.kind,
  importers: row.importers,
  center: row.center_id,
  team: row.team_number,
  why: row.why,
  foundBy: row.found_by,
  foundAt: row.found_at.toISOString(),
  endedBy: row.ended_by,
  endedAt: row.ended_at?.toISOString() ?? null,
});
