import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

export class ReferralsToEnforcement1765200310000 implements NotedMigration {
  readonly name = 'ReferralsToEnforcement1765200310000';
  readonly note: MigrationNote = {
    expands: 'which enforcement case a referral of a Center became, and where that stands',
    meanwhile: 'the release before leaves the columns empty: referrals that it accepted became no case',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE case_referral ADD COLUMN enforcement_case text, ADD COLUMN enforcement_state text, ADD COLUMN enforcement_version int',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE case_referral DROP COLUMN enforcement_case, DROP COLUMN enforcement_state, DROP COLUMN enforcement_version',
    );
  }
}
