import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MessagingRuntime } from '#messaging';
import { LOG, type Log } from '#service';

/** More numbers than can have been given out since any copy that is put back in a hurry. */
const SKIPPED = 1_000;
const AGAIN_MS = 1_000;

/**
 * Numbers of incidents, downtimes, notices and decisions are quoted by people, and others read decisions by their sequence. A database that
 * was put back to an earlier state would give the same numbers to other things: from then on a stretch of them is left out,
 * and who was told what was declared is told anew.
 */
@Injectable()
export class NumbersGoOn implements OnModuleInit {
  constructor(
    private readonly messaging: MessagingRuntime,
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.messaging.onPutBack(() => void this.skip());
  }

  async skip(): Promise<void> {
    try {
      await this.source.transaction(async (manager) => {
        await manager.query('UPDATE numbering SET last = last + $1', [SKIPPED]);
        await manager.query('UPDATE control_number SET last = last + $1', [SKIPPED]);
        await manager.query(`SELECT setval('told_sequence', nextval('told_sequence') + $1::int)`, [SKIPPED]);
        await manager.query('UPDATE told_order SET id = gen_random_uuid()');
        await manager.query(
          `SELECT setval(pg_get_serial_sequence('manual_decision_feed', 'sequence'), nextval(pg_get_serial_sequence('manual_decision_feed', 'sequence')) + $1::int)`,
          [SKIPPED],
        );
      });
      this.log.warn(
        { skipped: SKIPPED },
        'numbers go on behind a gap, because some may have been given out before the database was put back',
      );
    } catch (error) {
      this.log.error({ err: error }, 'numbers could not be moved on, will be tried again');
      setTimeout(() => void this.skip(), AGAIN_MS).unref();
    }
  }
}
