import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Appeals of accounts against their Center. */
export class AssignmentAppeals1764900130000 implements NotedMigration {
  readonly name = 'AssignmentAppeals1764900130000';
  readonly note: MigrationNote = {
    expands: 'appeals of accounts against their Center, with contents, clock and decision',
    meanwhile: 'a build before takes no appeals',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE assignment_appeal_number;
      CREATE TABLE assignment_appeal (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        account_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('filed', 'granted', 'denied', 'withdrawn')),
        contents jsonb NOT NULL,
        hash text NOT NULL,
        filed_by text NOT NULL,
        filed_at timestamptz NOT NULL,
        due date NOT NULL,
        due_rule text NOT NULL,
        decided_by text,
        decided_at timestamptz,
        center_id text,
        team_number text,
        valid_from date,
        reason text,
        -- Numbers that were not the account's any more when it was granted.
        left_out text[] NOT NULL DEFAULT '{}',
        FOREIGN KEY (center_id, team_number) REFERENCES team (center_id, number),
        CHECK ((state = 'filed') = (decided_by IS NULL)),
        CHECK ((state = 'granted') = (valid_from IS NOT NULL))
      );
      CREATE UNIQUE INDEX assignment_appeal_open ON assignment_appeal (account_id) WHERE state = 'filed';
      CREATE INDEX assignment_appeal_of ON assignment_appeal (account_id, filed_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE assignment_appeal; DROP SEQUENCE assignment_appeal_number');
  }
}
