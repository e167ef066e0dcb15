import type { QueryRunner } from 'typeorm';
import type { MigrationNote, NotedMigration } from '#persistence';

/** What two accounts that are merged both have open goes on beside each other. */
export class MergersOfAccounts1765200800000 implements NotedMigration {
  readonly name = 'MergersOfAccounts1765200800000';
  readonly note: MigrationNote = {
    expands:
      'the account of which a question was asked, and which filed an appeal, before it was merged, and in which words each asker asked',
    meanwhile: 'a build before asks and files without them, which says that the account was not merged',
    contracts: null,
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account_question ADD asked_of uuid;
      ALTER TABLE account_question_asker ADD text text, ADD supplier text;
      DROP INDEX account_question_open;
      CREATE UNIQUE INDEX account_question_open ON account_question (account_id, kind, subject) WHERE state = 'open' AND asked_of IS NULL;
      CREATE INDEX work_item_of_number ON work_item (importer_identity);
      ALTER TABLE assignment_appeal ADD filed_as uuid;
      DROP INDEX assignment_appeal_open;
      CREATE UNIQUE INDEX assignment_appeal_open ON assignment_appeal (account_id) WHERE state = 'filed' AND filed_as IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX work_item_of_number;
      DROP INDEX account_question_open;
      DROP INDEX assignment_appeal_open;
      ALTER TABLE account_question DROP asked_of;
      ALTER TABLE account_question_asker DROP text, DROP supplier;
      ALTER TABLE assignment_appeal DROP filed_as;
      CREATE UNIQUE INDEX account_question_open ON account_question (account_id, kind, subject) WHERE state = 'open';
      CREATE UNIQUE INDEX assignment_appeal_open ON assignment_appeal (account_id) WHERE state = 'filed';`);
  }
}
