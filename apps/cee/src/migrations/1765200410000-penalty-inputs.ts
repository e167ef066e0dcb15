import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class PenaltyInputs1765200410000 implements NotedMigration {
  readonly name = 'PenaltyInputs1765200410000';
  readonly note: MigrationNote = {
    expands: 'questions of the officers of fines, penalties and forfeitures to Centers, and their answers',
    meanwhile: 'a build before is asked nothing',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE penalty_input (
        id uuid PRIMARY KEY,
        case_number text NOT NULL,
        account_id uuid NOT NULL,
        -- Whose people answer; null where the account is assigned to no Center: then any may.
        center_id text,
        kind text NOT NULL,
        law text NOT NULL,
        port text NOT NULL,
        because text NOT NULL,
        petition_number text,
        text text NOT NULL,
        asked_by text NOT NULL,
        asked_on date NOT NULL,
        due date NOT NULL,
        received_at timestamptz NOT NULL,
        recommendation text,
        answer text,
        answered_by text,
        answered_at timestamptz
      );
      CREATE INDEX penalty_input_open ON penalty_input (due, id) WHERE answered_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE penalty_input');
  }
}
