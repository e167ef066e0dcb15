import { MigrationInterface, QueryRunner } from 'typeorm';

/** Which account holds which SCAC, so that nobody files another's bill numbers. */
export class CarrierCodes1764300300000 implements MigrationInterface {
  readonly name = 'CarrierCodes1764300300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE carrier_account (
        id uuid PRIMARY KEY,
        version int NOT NULL
      );
      CREATE TABLE carrier_code (
        scac text NOT NULL,
        account_id uuid NOT NULL REFERENCES carrier_account (id),
        PRIMARY KEY (scac, account_id)
      );
      CREATE INDEX carrier_code_account ON carrier_code (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE carrier_code, carrier_account');
  }
}
