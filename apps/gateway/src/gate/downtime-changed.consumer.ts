import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DowntimeChanged } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { insertRows } from '#persistence';

/** Keeps the newest version of each downtime. What it orders of the gates is carried out by the keeper of the gates. */
@Controller()
export class DowntimeChangedConsumer {
  @EventPattern<string>(DowntimeChanged.type, { batch: true })
  async take(@Payload() messages: Received<DowntimeChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await insertRows(
      unit.manager,
      'downtime',
      { id: 'uuid', number: 'text', version: 'int', data: 'jsonb' },
      messages.map(({ data }) => ({ id: data.downtimeId, number: data.number, version: data.version, data })),
      `ON CONFLICT (id) DO UPDATE SET version = excluded.version, data = excluded.data WHERE downtime.version < excluded.version`,
    );
  }
}
