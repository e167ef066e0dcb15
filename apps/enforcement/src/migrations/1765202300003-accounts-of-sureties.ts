import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** Whose codes of sureties are. */
export class AccountsOfSureties1765202300003 implements NotedMigration {
  readonly name = 'AccountsOfSureties1765202300003';
  readonly note: MigrationNote = {
    expands:
      'surety_account, of the accounts that are known; sureties of cases without account that have one now, of whom account and cee hear with the next step of the case; an index of parties without account by surety code',
    meanwhile: 'a build before finds no account of a surety: its cases come to it with the next change of the account',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE surety_account (
        account_id uuid NOT NULL,
        surety_code text NOT NULL,
        PRIMARY KEY (account_id, surety_code)
      );
      CREATE INDEX surety_account_of ON surety_account (surety_code);
      CREATE INDEX case_party_surety ON case_party (surety_code) WHERE account_id IS NULL AND surety_code IS NOT NULL;
      INSERT INTO surety_account SELECT a.id, code FROM account a CROSS JOIN LATERAL jsonb_array_elements_text(coalesce((a.data -> 'suretyCodes')::jsonb, '[]')) code ON CONFLICT DO NOTHING;
      UPDATE case_party p SET account_id = s.account_id FROM surety_account s JOIN account a ON a.id = s.account_id AND a.active
       WHERE p.surety_code = s.surety_code AND p.account_id IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX case_party_surety; DROP TABLE surety_account');
  }
}
