import { MigrationInterface, QueryRunner } from 'typeorm';

/** What the port service must know of accounts to let an officer in, and to tell trusted standing, with everything else dead. */
export class Officers1763800000000 implements MigrationInterface {
  readonly name = 'Officers1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        active boolean NOT NULL,
        data jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX account_importers ON account USING gin ((data -> 'importerNumbers'));
      CREATE INDEX account_scacs ON account USING gin ((data -> 'scacs'));
      CREATE TABLE api_key (
        hash text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE
      );
      CREATE INDEX api_key_account ON api_key (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_key, account');
  }
}
