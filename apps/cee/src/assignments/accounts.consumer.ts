import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';

/** Keeps which importer numbers belong to one account: an assignment of one of them counts for the others. */
@Controller()
export class AccountsConsumer {
  @EventPattern<string>(AccountChanged.type, { batch: true })
  async take(@Payload() messages: Received<AccountChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await unit.manager.query('DELETE FROM importer_account WHERE account_id = ANY($1::uuid[])', [
      messages.map(({ data }) => data.accountId),
    ]);
    const rows = messages.flatMap(({ data }) =>
      data.importerNumbers.map((number) => ({
        account_id: data.accountId,
        importer_identity: importerIdentity(number),
      })),
    );
    await insertRows(
      unit.manager,
      'importer_account',
      { account_id: 'uuid', importer_identity: 'text' },
      rows,
      'ON CONFLICT DO NOTHING',
    );
  }
}
