import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** How filers take part in statements, as account tells it with their set-up (ADR 0095). */
export class StatementProfiles1765203700001 implements NotedMigration {
  readonly name = 'StatementProfiles1765203700001';
  readonly note: MigrationNote = {
    expands: 'statement_profile: how a filer takes part in statements; no row until account tells the set-up again',
    meanwhile: 'a build before keeps none, and believes what summaries say of their statement',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE statement_profile (
        filer_code text PRIMARY KEY,
        revision int NOT NULL,
        -- Null where the set-up says nothing of statements.
        data json
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE statement_profile;');
  }
}
