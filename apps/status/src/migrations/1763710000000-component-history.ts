import { MigrationInterface, QueryRunner } from 'typeorm';

/** What each component's state was: one row at every change, and one a minute. Rows are only added, and removed when old. */
export class ComponentHistory1763710000000 implements MigrationInterface {
  readonly name = 'ComponentHistory1763710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE component_sample (
        id uuid PRIMARY KEY,
        component text NOT NULL,
        state text NOT NULL CHECK (state IN ('operational', 'slow', 'down', 'unknown')),
        why text NOT NULL CHECK (why IN ('change', 'minute')),
        reason text NOT NULL,
        evidence jsonb NOT NULL,
        observer text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX component_sample_of ON component_sample (component, at DESC);
      CREATE INDEX component_sample_age ON component_sample USING brin (at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE component_sample');
  }
}
