import { Type } from '@sinclair/typebox';
import { contract } from '#contracts';
import { asToday, NotYetKnown, Unprocessable } from './lifting';

/** Version 2 says the quantity as a number and has a unit. */
const Manifested = contract({
  type: 'manifest.manifested',
  version: 2,
  owner: 'manifest',
  describes: 'For this test',
  subject: 'the bill',
  schema: Type.Object({ quantity: Type.Integer(), unit: Type.String() }),
  example: { quantity: 100, unit: 'CTN' },
  lifts: { 1: ({ quantity }: { quantity: string }) => ({ quantity: Number(quantity), unit: 'PCS' }) },
});
const message = (version: number, data: unknown) => ({ type: Manifested.type, version, data });

test('a message of the version before is taken in the words of today, and what is kept of it stays as it was sent', () => {
  const sent = message(1, { quantity: '100' });
  expect(asToday(Manifested, sent)).toEqual(message(1, { quantity: 100, unit: 'PCS' }));
  expect(sent).toEqual(message(1, { quantity: '100' }));
});

test('a message of today is taken as it is', () => {
  const sent = message(2, { quantity: 100, unit: 'CTN' });
  expect(asToday(Manifested, sent)).toBe(sent);
});

test('a message of a newer version waits for a newer service', () => {
  const taken = (): unknown => asToday(Manifested, message(3, {}));
  expect(taken).toThrow('version 3 of manifest.manifested is not known here, only 2');
  expect(taken).toThrow(NotYetKnown);
});

test('a message that does not match, or cannot be lifted, is set aside with the reason', () => {
  expect(() => asToday(Manifested, message(1, { quantity: 'many' }))).toThrow(Unprocessable);
  expect(() => asToday(Manifested, message(2, { quantity: '100', unit: 'CTN' }))).toThrow(
    'does not match its contract: /quantity',
  );
  expect(() => asToday(Manifested, message(1, null))).toThrow('cannot be lifted from version 1');
  expect(() => asToday(Manifested, message(0, {}))).toThrow(Unprocessable);
});
