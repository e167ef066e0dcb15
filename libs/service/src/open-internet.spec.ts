import { isPrivateAddress, openLookup, refusalOfAddress } from './open-internet';

test.each([
  ['2002:7f00:1::', true],
  ['64:ff9b:1::a00:1', true],
  ['::a00:1', true],
  ['fec0::1', true],
  ['::ffff:7f00:1', true],
  ['2a00:1450:4001:800::200e', false],
  ['10.1.2.3', true],
  ['127.0.0.1', true],
  ['169.254.169.254', true],
  ['::1', true],
  ['fd00::1', true],
  ['::ffff:192.168.1.1', true],
  ['8.8.8.8', false],
  ['2606:4700::1111', false],
])('%s leads into an inner network: %s', (address, verdict) => {
  expect(isPrivateAddress(address)).toBe(verdict);
});

test.each([true, false])(
  'a name that hides an inner address is refused when it is looked up (all addresses asked for: %s)',
  async (all) => {
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) =>
      openLookup('localhost', { all }, (failure) => resolve(failure)),
    );
    expect(error).toMatchObject({ code: 'EPRIVATE', message: 'localhost is not an address of the open internet' });
  },
);

test('plain http and inner addresses are for trials only', () => {
  expect(refusalOfAddress('http://example.com/hook', false)).toBe('must begin with https://');
  expect(refusalOfAddress('https://127.0.0.1/hook', false)).toBe('must be an address of the open internet');
  expect(refusalOfAddress('https://example.com/hook', false)).toBeNull();
  expect(refusalOfAddress('http://127.0.0.1:9000/hook', true)).toBeNull();
});
