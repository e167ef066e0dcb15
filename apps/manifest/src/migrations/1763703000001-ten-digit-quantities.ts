import { MigrationInterface, QueryRunner } from 'typeorm';

/** A bill's quantity has up to ten digits (M11 03), more than an integer holds. */
export class TenDigitQuantities1763703000001 implements MigrationInterface {
  readonly name = 'TenDigitQuantities1763703000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bill ALTER COLUMN quantity TYPE bigint');
    await runner.query('ALTER TABLE bill_entry ALTER COLUMN quantity TYPE bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bill_entry ALTER COLUMN quantity TYPE integer');
    await runner.query('ALTER TABLE bill ALTER COLUMN quantity TYPE integer');
  }
}
