import { MigrationInterface, QueryRunner } from 'typeorm';

/** Bills that a decision's paper does not name and by which a hold reaches its goods all the same: the entry's, the master's, the houses'. */
export class BillsBehindDecisions1763800900000 implements MigrationInterface {
  readonly name = 'BillsBehindDecisions1763800900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE decision_match_bill (
        bill_key text NOT NULL,
        decision_id uuid NOT NULL REFERENCES manual_decision (id),
        PRIMARY KEY (bill_key, decision_id)
      );
      CREATE INDEX decision_match_bill_decision ON decision_match_bill (decision_id);
      -- So that what was decided before is looked at once more, and its bills are known.
      INSERT INTO match_due (decision_id) SELECT id FROM manual_decision WHERE NOT drill;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE decision_match_bill');
  }
}
