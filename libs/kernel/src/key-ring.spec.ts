import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { KeyRing } from './key-ring';

const pair = () => generateKeyPairSync('x25519');
const [gateway, entry, cee] = [pair(), pair(), pair()];
const ring = (
  service: string,
  own: readonly { privateKey: KeyObject }[],
  known: Record<string, { publicKey: KeyObject }[]>,
  platform = 'portway',
): KeyRing =>
  new KeyRing(
    platform,
    service,
    own.map(({ privateKey }) => privateKey),
    new Map(Object.entries(known).map(([name, keys]) => [name, keys.map(({ publicKey }) => publicKey)])),
  );
const all = { gateway: [gateway], entry: [entry], cee: [cee] };
const place = ['bundle', 'entry.0', 17];

describe('a mark proves who said something to whom', () => {
  const atGateway = ring('gateway', [gateway], all);
  const atEntry = ring('entry', [entry], all);
  const atCee = ring('cee', [cee], all);
  const mark = atGateway.markFor('entry', place, 'a filing');

  test('who it is for believes it', () => {
    expect(atEntry.isFrom('gateway', mark, place, 'a filing')).toBe(true);
    expect(atEntry.isFrom('gateway', mark, place, Buffer.from('a filing'))).toBe(true);
  });
  test('not with another content', () => expect(atEntry.isFrom('gateway', mark, place, 'a filinG')).toBe(false));
  test('not in another place', () =>
    expect(atEntry.isFrom('gateway', mark, ['bundle', 'entry.0', 18], 'a filing')).toBe(false));
  test('not as the word of another service', () => expect(atEntry.isFrom('cee', mark, place, 'a filing')).toBe(false));
  test('not by another service', () => expect(atCee.isFrom('gateway', mark, place, 'a filing')).toBe(false));
  test('not thrown back at who said it', () => expect(atGateway.isFrom('entry', mark, place, 'a filing')).toBe(false));
  test('not in another installation, though it has the same keys', () =>
    expect(ring('entry', [entry], all, 'other').isFrom('gateway', mark, place, 'a filing')).toBe(false));
  test('not when it is no mark at all', () => {
    for (const none of [undefined, null, 7, '', 'AAAA', Buffer.from(mark, 'base64url')])
      expect(atEntry.isFrom('gateway', none, place, 'a filing')).toBe(false);
  });
  test('with its own key a service cannot speak as another', () => {
    const thief = ring('gateway', [cee], all);
    expect(atEntry.isFrom('gateway', thief.markFor('entry', place, 'a filing'), place, 'a filing')).toBe(false);
  });
  test('nothing is marked for a service whose key is not known', () =>
    expect(() => atGateway.markFor('port', place, 'a filing')).toThrow('No public key of port is known.'));
});

test('a key is exchanged step by step, and at no step is anybody not believed', () => {
  const fresh = pair();
  const steps = [
    { own: [gateway], known: [gateway] },
    { own: [gateway, fresh], known: [gateway, fresh] },
    { own: [fresh, gateway], known: [fresh, gateway] },
    { own: [fresh], known: [fresh] },
  ].map(({ own, known }) => ({
    sender: ring('gateway', own, { ...all, gateway: known }),
    listener: ring('entry', [entry], { ...all, gateway: known }),
  }));
  // While a step is made, some already are a step further than others.
  steps.forEach(({ sender, listener }, at) => {
    for (const other of [steps[at]!, steps[at + 1] ?? steps[at]!]) {
      expect(other.listener.isFrom('gateway', sender.markFor('entry', place, 'x'), place, 'x')).toBe(true);
      expect(listener.isFrom('gateway', other.sender.markFor('entry', place, 'x'), place, 'x')).toBe(true);
      expect(other.sender.isFrom('entry', listener.markFor('gateway', place, 'x'), place, 'x')).toBe(true);
      expect(sender.isFrom('entry', other.listener.markFor('gateway', place, 'x'), place, 'x')).toBe(true);
    }
  });
});
