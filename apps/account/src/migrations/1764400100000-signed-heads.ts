import { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each log was signed and told, and when the partner last found that in the mailbox. The proof itself is not here: whoever owns this database could change it. */
export class SignedHeads1764400100000 implements MigrationInterface {
  readonly name = 'SignedHeads1764400100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE activity_head
        ADD COLUMN signed_sequence bigint NOT NULL DEFAULT 0,
        ADD COLUMN signed_at timestamptz,
        ADD COLUMN noticed_sequence bigint NOT NULL DEFAULT 0,
        ADD COLUMN noticed_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE activity_head DROP COLUMN signed_sequence, DROP COLUMN signed_at, DROP COLUMN noticed_sequence, DROP COLUMN noticed_at',
    );
  }
}
