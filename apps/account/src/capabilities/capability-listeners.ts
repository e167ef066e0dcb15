import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CapabilityChanged, listenersOf } from '#contracts';
import { LOG, type Log, RecurringWork } from '#service';
import { CapabilityRegister } from './capabilities';

const LOOK_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 1_000;

/** A service that begins to judge by capabilities with a release is told all of them, once. Until then everything is open to all, as it was. */
@Injectable()
export class CapabilityListeners {
  constructor(
    private readonly source: DataSource,
    private readonly register: CapabilityRegister,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling new listeners of the capabilities', () => this.tell(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  async tell(): Promise<void> {
    const rows: { service: string }[] = await this.source.query('SELECT service FROM capability_listener');
    const known = rows.map(({ service }) => service);
    const unknown = listenersOf(CapabilityChanged.type).filter((service) => !known.includes(service));
    if (unknown.length === 0) return;
    await this.register.announceAll();
    await this.source.query(
      'INSERT INTO capability_listener (service) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
      [unknown],
    );
    this.log.info({ services: unknown }, 'new listeners were told of every capability');
  }
}
