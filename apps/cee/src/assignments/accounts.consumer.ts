import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { KnownAccounts, storedAccount } from '#access';
import { AccountChanged } from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';
import { judgeWorkOf } from '../work/work-item.repository';

/** Keeps accounts, to let their people in, and which importer numbers belong to one account: an assignment of one of them counts for the others. */
@Controller()
export class AccountsConsumer {
  constructor(private readonly accounts: KnownAccounts) {}

  @EventPattern<string>(AccountChanged.type, { batch: true })
  async take(@Payload() messages: Received<AccountChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const trusted = await trustedBefore(unit, messages);
    await this.accounts.store(
      unit,
      messages.map(({ data }) => data),
    );
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
    const standing = messages.filter(({ data }) => trusted.get(data.accountId) !== JSON.stringify(data.trusted ?? []));
    await judgeWorkOf(
      unit,
      standing.flatMap(({ data }) => data.importerNumbers.map(importerIdentity)),
    );
  }
}

/** Standing as trusted traders that was known of accounts, as text. */
const trustedBefore = async (
  { manager }: UnitOfWork,
  messages: readonly Received<AccountChanged>[],
): Promise<Map<string, string>> => {
  const rows: { id: string; data: unknown }[] = await manager.query(
    'SELECT id, data FROM account WHERE id = ANY($1::uuid[])',
    [messages.map(({ data }) => data.accountId)],
  );
  return new Map(rows.map(({ id, data }) => [id, JSON.stringify(storedAccount.read(data).trusted ?? [])]));
};
