import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EnforcementCaseChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { insertRows } from '#persistence';

/** Keeps whose each case of enforcement is, so that who talks about it is known whether the service of cases is up or not. */
@Controller()
export class ConversationCasesConsumer {
  @EventPattern<string>(EnforcementCaseChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<EnforcementCaseChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const newest = new Map<string, EnforcementCaseChanged>();
    for (const { data } of messages)
      if ((newest.get(data.number)?.version ?? 0) < data.version) newest.set(data.number, data);
    await insertRows(
      unit.manager,
      'conversation_case',
      { reference: 'text', version: 'int', account_id: 'uuid', told: 'boolean', port: 'text', center_id: 'text' },
      [...newest.values()]
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .map(({ number, version, holderId, accountIds, toldToParties, port, centerId }) => ({
          ...{ reference: number, version, account_id: holderId ?? accountIds[0] ?? null },
          ...{ told: toldToParties, port, center_id: centerId },
        })),
      `ON CONFLICT (reference) DO UPDATE SET version = excluded.version, account_id = excluded.account_id, told = excluded.told, port = excluded.port,
         center_id = excluded.center_id WHERE conversation_case.version < excluded.version`,
    );
  }
}
