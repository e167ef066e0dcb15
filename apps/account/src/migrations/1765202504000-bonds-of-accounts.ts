import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Bonds of accounts, as the register of entry told them last. */
export class BondsOfAccounts1765202504000 implements NotedMigration {
  readonly name = 'BondsOfAccounts1765202504000';
  readonly note: MigrationNote = {
    expands: 'a copy of the register of bonds, from the first change of each that is told after the update',
    meanwhile: 'a build before shows no bonds of an account',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bond_of_account (
        bond_number text PRIMARY KEY,
        version int NOT NULL,
        principal_accounts jsonb NOT NULL,
        surety_codes jsonb NOT NULL,
        data json NOT NULL
      );
      CREATE INDEX bond_of_principal ON bond_of_account USING gin (principal_accounts);
      CREATE INDEX bond_of_surety ON bond_of_account USING gin (surety_codes);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bond_of_account');
  }
}
