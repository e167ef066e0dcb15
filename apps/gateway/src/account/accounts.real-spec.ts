import { randomUUID } from 'node:crypto';
import { AccountChangedConsumer, KnownAccounts } from '#access';
import { AccountChanged, BillHoldOrdered, EntryReviewOrdered, accountSubject } from '#contracts';
import { hashApiKey } from '#service';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { BROKER_KEY, NAMELESS_KEY, OFFICER, OFFICER_KEY, partners } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ KEY_CACHE_SECONDS: '300' });
});
afterAll(() => gate?.close());

test('a key that is revoked is refused at once, though it was used while the change was being written', async () => {
  const [broker] = await partners();
  await gate.call('get', '/mailbox').expect(200);
  await gate.handle(async (context) => {
    const revoked = { ...broker!, version: 2, apiKeyHashes: [] };
    await gate.service.app
      .get(AccountChangedConsumer, { strict: false })
      .take([received(AccountChanged, accountSubject(revoked.accountId), revoked)], context);
    await gate.call('get', '/mailbox', BROKER_KEY).expect(200);
  });
  await gate.call('get', '/mailbox', BROKER_KEY).expect(401);
});

const tell = (account: AccountChanged) =>
  gate.handle((context) =>
    gate.service.app
      .get(AccountChangedConsumer, { strict: false })
      .take([received(AccountChanged, accountSubject(account.accountId), account)], context),
  );
test('a change of one account makes nobody look up the keys of another again', async () => {
  const [, other] = await partners();
  const known = gate.service.app.get(KnownAccounts, { strict: false });
  await known.ofKey(hashApiKey(OFFICER_KEY));
  await tell({ ...other!, version: 7 });
  expect(known.ofKey(hashApiKey(OFFICER_KEY))).not.toBeInstanceOf(Promise);
});

const ordering = (path: string, body: object, key: string) =>
  gate.fileJson(`/officer/${path}`, body, key).set('idempotency-key', randomUUID());

describe("An officer's order", () => {
  const hold = { code: '1H', reason: 'Manifest review' };
  const review = { decision: 'exam ordered' };
  const orders = [
    ['bills/MAEU260000101/holds', hold],
    ['bills/MAEU260000101/holds/remove', hold],
    ['entries/B76/03245278/review', review],
  ] as const;

  test('names who signed in, whether nobody was typed or the same person', async () => {
    for (const [path, order] of orders) {
      await ordering(path, order, OFFICER_KEY).expect(202);
      await ordering(path, { ...order, officer: OFFICER.toUpperCase() }, OFFICER_KEY).expect(202);
    }
    const told = [...(await gate.published(BillHoldOrdered)), ...(await gate.published(EntryReviewOrdered))];
    expect(told.map(({ data }) => data.officer)).toEqual(Array(6).fill(OFFICER));
  });

  test('in the name of another is refused where the name stands', async () => {
    for (const [path, order] of orders) {
      const { body } = await ordering(path, { ...order, officer: 'K. Osei' }, OFFICER_KEY).expect(422);
      expect(body).toMatchObject({
        type: 'urn:portway:problem:not-valid',
        errors: [
          { at: '/officer', text: expect.stringContaining(OFFICER), remedy: expect.stringContaining('your own key') },
        ],
      });
    }
  });

  test('is not taken with a key that was issued to nobody by name', async () => {
    for (const [path, order] of orders) {
      expect((await ordering(path, { ...order, officer: OFFICER }, NAMELESS_KEY).expect(403)).body).toMatchObject({
        detail: expect.stringContaining('a key of your own'),
      });
    }
  });
});

test('what a gateway of an earlier release did not keep of a key is there when the same version of the account is told again', async () => {
  const officers = (await partners()).find(({ kinds }) => kinds.includes('officer'))!;
  const { keyPersons, ...asBefore } = { ...officers, version: 2 };
  await tell(asBefore);
  await ordering('bills/MAEU260000101/holds', { code: '1H', reason: 'Manifest review' }, OFFICER_KEY).expect(403);
  await tell({ ...asBefore, keyPersons });
  await ordering('bills/MAEU260000101/holds', { code: '1H', reason: 'Manifest review' }, OFFICER_KEY).expect(202);
});
