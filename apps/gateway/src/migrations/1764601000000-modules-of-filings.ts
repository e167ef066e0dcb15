import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/**
 * A transmission has no module, its filings have. Rows from before keep theirs, which was that of all their filings; a transmission with filings
 * of several modules has none from now on, and a row here for each.
 *
 * Which modules and outcomes there are says the table of kinds (libs/contracts) and is checked where rows are written: a new one needs no migration.
 * Only what is more is made: a build of before goes on with it.
 */
export class ModulesOfFilings1764601000000 implements NotedMigration {
  readonly name = 'ModulesOfFilings1764601000000';
  readonly note: MigrationNote = {
    expands:
      'a transmission may have filings of several modules, with a row for each; any module and outcome of the table of kinds may be written',
    meanwhile:
      'a build of the release before writes transmissions of one module, and those the next release reads as before',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE transmission DROP CONSTRAINT transmission_module_check, ALTER COLUMN module DROP NOT NULL;
      ALTER TABLE filing DROP CONSTRAINT filing_module_check, DROP CONSTRAINT filing_outcome_check;
      ALTER TABLE gate DROP CONSTRAINT gate_module_check;
      ALTER TABLE mailbox_held DROP CONSTRAINT mailbox_held_module_check;
      ALTER TABLE stop_period DROP CONSTRAINT stop_period_module_check;
      ALTER TABLE module_progress DROP CONSTRAINT module_progress_module_check;

      CREATE TABLE transmission_part (
        transmission_id uuid NOT NULL REFERENCES transmission (id) ON DELETE CASCADE,
        module text NOT NULL,
        account_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        filings int NOT NULL CHECK (filings > 0),
        unanswered int NOT NULL CHECK (unanswered BETWEEN 0 AND filings),
        PRIMARY KEY (transmission_id, module)
      ) WITH (fillfactor = 75);
      CREATE INDEX transmission_part_unanswered ON transmission_part (module, received_at) WHERE unanswered > 0;

      -- What each module has, or had, to decide of each transmission.
      CREATE VIEW module_work AS
        SELECT id AS transmission_id, module, account_id, received_at, filings, unanswered FROM transmission WHERE module IS NOT NULL
        UNION ALL
        SELECT transmission_id, module, account_id, received_at, filings, unanswered FROM transmission_part;`);
  }

  /** Fails while there is what only the new rules allow. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW module_work;
      DROP TABLE transmission_part;
      ALTER TABLE module_progress ADD CONSTRAINT module_progress_module_check CHECK (module IN ('manifest', 'entry'));
      ALTER TABLE stop_period ADD CONSTRAINT stop_period_module_check CHECK (module IN ('manifest', 'entry'));
      ALTER TABLE mailbox_held ADD CONSTRAINT mailbox_held_module_check CHECK (module IN ('manifest', 'entry'));
      ALTER TABLE gate ADD CONSTRAINT gate_module_check CHECK (module IN ('manifest', 'entry'));
      ALTER TABLE filing ADD CONSTRAINT filing_module_check CHECK (module IN ('manifest', 'entry')),
        ADD CONSTRAINT filing_outcome_check CHECK (outcome IN ('accepted', 'accepted with warnings', 'referred', 'rejected'));
      ALTER TABLE transmission ALTER COLUMN module SET NOT NULL,
        ADD CONSTRAINT transmission_module_check CHECK (module IN ('manifest', 'entry'));`);
  }
}
