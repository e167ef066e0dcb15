import { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrong ABI passwords by account, over all replicas, and until when none is taken for it. */
export class AbiPasswordLocks1764400200000 implements MigrationInterface {
  readonly name = 'AbiPasswordLocks1764400200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE abi_password_lock (
        account_id uuid PRIMARY KEY,
        -- Digest of the stored hash: a password that was set anew is not locked by guesses at the one before.
        password text NOT NULL,
        wrong int NOT NULL,
        since timestamptz NOT NULL,
        locked_until timestamptz
      );
      CREATE INDEX abi_password_lock_until ON abi_password_lock (locked_until) WHERE locked_until IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE abi_password_lock');
  }
}
