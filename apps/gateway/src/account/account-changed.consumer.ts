import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { insertRows } from '#persistence';
import { Accounts } from './accounts';
import { storedAccount } from './stored-account';

/** Keeps the gateway's copy of the accounts. An older version never replaces a newer one; the same one again brings what an earlier release did not keep. */
@Controller()
export class AccountChangedConsumer {
  constructor(private readonly accounts: Accounts) {}

  @EventPattern<string>(AccountChanged.type, { batch: true })
  async take(@Payload() messages: Received<AccountChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const rows = messages.map(({ data: { apiKeyHashes: _hashes, keyPersons: _persons, ...account } }) => ({
      id: account.accountId,
      version: account.version,
      active: account.active,
      data: storedAccount.write(account),
      changed_at: unit.now.toISOString(),
    }));
    const written = await insertRows(
      unit.manager,
      'account',
      { id: 'uuid', version: 'int', active: 'boolean', data: 'jsonb', changed_at: 'timestamptz' },
      rows,
      `ON CONFLICT (id) DO UPDATE SET version = excluded.version, active = excluded.active, data = excluded.data, changed_at = excluded.changed_at
        WHERE account.version <= excluded.version RETURNING id`,
    );
    const changed = new Set(written.map(({ id }) => id as string));
    await unit.manager.query('DELETE FROM api_key WHERE account_id = ANY($1)', [[...changed]]);
    const keys = messages
      .filter(({ data }) => changed.has(data.accountId))
      .flatMap(({ data: { accountId, apiKeyHashes, keyPersons = [] } }) =>
        apiKeyHashes.map((hash) => ({
          hash,
          account_id: accountId,
          person: keyPersons.find((key) => key.hash === hash)?.person ?? null,
        })),
      );
    await insertRows(
      unit.manager,
      'api_key',
      { hash: 'text', account_id: 'uuid', person: 'text' },
      keys,
      'ON CONFLICT (hash) DO NOTHING',
    );
    this.accounts.expect(messages.map(({ data }) => data));
  }
}
