import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrated } from '../../../test/support';

class DeskTables1764400000000 implements MigrationInterface {
  readonly name = 'DeskTables1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accepted (filing_id uuid PRIMARY KEY, subject text, n int);
      CREATE TABLE final_state (filing_id uuid, outcome text, at timestamptz DEFAULT now());
      CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, filing_id uuid, subject text, n int, instance text);
      CREATE TABLE gate_state (id int PRIMARY KEY, opening jsonb);`);
  }

  async down(): Promise<void> {}
}

/** A database with the tables of messages and those that the desks of these tests write into. */
export const prepareDatabase = (url: string): Promise<string> =>
  migrated(url, { migrations: [DeskTables1764400000000] });
