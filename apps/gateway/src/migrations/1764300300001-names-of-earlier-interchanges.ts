import { MigrationInterface, QueryRunner } from 'typeorm';

/** Interchanges that were stored before get their full name from their header, so that a repeat of one is known. By itself: filing goes on meanwhile. */
export class NamesOfEarlierInterchanges1764300300001 implements MigrationInterface {
  readonly name = 'NamesOfEarlierInterchanges1764300300001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE transmission SET idempotency_key = full_name_of_interchange(idempotency_key, envelope -> 'header')
       WHERE channel = 'x12' AND idempotency_key IS NOT NULL`);
  }

  /** Of those that had one name then, the last keeps it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE transmission t
         SET idempotency_key = former || CASE WHEN place = 1 THEN '' ELSE '/' || t.id END
        FROM (SELECT id, former, row_number() OVER (PARTITION BY account_id, former ORDER BY received_at DESC, id DESC) AS place
                FROM (SELECT id, account_id, received_at,
                             'key:' || concat_ws('/', envelope -> 'header' ->> 'senderQualifier', envelope -> 'header' ->> 'sender', envelope -> 'header' ->> 'control') AS former
                        FROM transmission WHERE channel = 'x12' AND idempotency_key IS NOT NULL) stored) named
       WHERE t.id = named.id`);
  }
}
