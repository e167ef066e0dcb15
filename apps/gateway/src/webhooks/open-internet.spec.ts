import { GatewayConfig } from '../gateway.config';
import { isPrivateAddress, openLookup, WebhookSender } from './webhook-sender';

const sender = (trial: boolean): WebhookSender => new WebhookSender(Object.assign(new GatewayConfig(), { WEBHOOK_PRIVATE_ADDRESSES: trial }));

test.each([
  ['2002:7f00:1::', true], ['64:ff9b:1::a00:1', true], ['::a00:1', true], ['fec0::1', true], ['::ffff:7f00:1', true], ['2a00:1450:4001:800::200e', false],
])('%s leads into an inner network: %s', (address, verdict) => {
  expect(isPrivateAddress(address)).toBe(verdict);
});

test.each([true, false])('a name that hides an inner address is refused when it is looked up (all addresses asked for: %s)', async (all) => {
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => openLookup('localhost', { all }, (failure) => resolve(failure)));
  expect(error).toMatchObject({ code: 'EPRIVATE', message: 'localhost is not an address of the open internet' });
});

test('plain http is for trials only', () => {
  expect(sender(false).refusalOf('http://example.com/hook')).toBe('must begin with https://');
  expect(sender(false).refusalOf('https://example.com/hook')).toBeNull();
  expect(sender(true).refusalOf('http://127.0.0.1:9000/hook')).toBeNull();
});
