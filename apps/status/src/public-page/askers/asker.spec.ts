import { generateKeyPairSync } from 'node:crypto';
import { KeyRing } from '#kernel';
import { CALLER, Colleagues } from '#service';
import { askerOf } from './asker';

const pairs = Object.fromEntries(['gateway', 'cee', 'status'].map((name) => [name, generateKeyPairSync('x25519')]));
const known = new Map(Object.entries(pairs).map(([name, { publicKey }]) => [name, [publicKey]]));
const at = (name: string): Colleagues =>
  new Colleagues(name, new KeyRing('portway', name, [pairs[name]!.privateKey], known), { OPERATIONS_TOKEN: 'x' });
const url = '/status/subscriptions?lang=en';
const asked = (by: string, said: string, told = said) =>
  askerOf(
    {
      method: 'POST',
      url,
      ip: '10.0.0.7',
      headers: { 'x-portway-client': told, [CALLER]: at(by).nameFor('status', 'POST', url, said) },
    } as never,
    at('status'),
  );

test('who asks is believed of the gateway alone, and only as the gateway said it', () => {
  expect(asked('gateway', '192.0.2.1')).toBe('192.0.2.1');
  expect(asked('cee', '192.0.2.1')).toBe('10.0.0.7');
  expect(asked('gateway', '192.0.2.1', '192.0.2.9')).toBe('10.0.0.7');
});
