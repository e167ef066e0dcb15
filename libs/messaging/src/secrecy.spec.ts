import { randomBytes, randomUUID } from 'node:crypto';
import { CargoReleaseFiled } from '#contracts';
import { asToday, Unprocessable } from './lifting';
import { NoKey, Secrecy } from './secrecy';

const PERSON = '219-09-4420';
const [ONE, OTHER] = [randomBytes(32), randomBytes(32)];
const { type, version } = CargoReleaseFiled;
const id = randomUUID();
const filed = { ...CargoReleaseFiled.example, contactName: `J. Doe ${PERSON}` };
const text = JSON.stringify(filed);
/** As it comes out of a bundle, or out of the inbox. */
const sentBy = (secrecy: Secrecy, content = text) => {
  const closed = secrecy.closed(id, CargoReleaseFiled, content);
  return { id, type, version: closed.version, data: JSON.parse(closed.data) as unknown };
};

test('a message with the number of a person travels as cipher text, which whoever has the key reads as it was written', () => {
  const secrecy = new Secrecy([ONE]);
  const closed = secrecy.closed(id, CargoReleaseFiled, text);
  // Words that no base64 text can hold by chance, short as it is.
  for (const word of [PERSON, '219-', 'J. Doe', '"contactName"']) expect(closed.data).not.toContain(word);
  expect(new Secrecy([ONE]).opened(sentBy(secrecy))).toEqual({ id, type, version, data: filed });
});

test.each(['219-09-4420', '219 09 4420', '219+09+4420', '219094420'])('%s is a number of a person', (number) => {
  expect(new Secrecy([ONE]).closed(id, CargoReleaseFiled, `{"n":"${number}"}`).data).not.toContain(number);
});

test('nine digits within the number of a bill are no number of a person; what people are shown has the last four of those that may be', () => {
  const secrecy = new Secrecy([ONE]);
  expect(secrecy.closed(id, CargoReleaseFiled, '{"key":"MAEU219094420","billNumber":"219094420"}').version).toBe(
    version,
  );
  expect(secrecy.shown({ id, type, version, data: { to: '219094420', cents: 219_094_420 } })).toEqual({
    to: '*****4420',
    cents: 219_094_420,
  });
});

test('a message without such a number, and every message of an installation without a key, travels as it is', () => {
  for (const [secrecy, content] of [
    [new Secrecy([ONE]), JSON.stringify(CargoReleaseFiled.example)],
    [new Secrecy(), text],
  ] as const)
    expect(secrecy.closed(id, CargoReleaseFiled, content)).toEqual({ data: content, version });
  const inClear = { id, type, version, data: filed };
  expect(new Secrecy([ONE]).opened(inClear)).toBe(inClear);
});

test('written again it is the same text, so that a repeated message is known by its hash; another message is another text', () => {
  const secrecy = new Secrecy([ONE]);
  expect(secrecy.closed(id, CargoReleaseFiled, text)).toEqual(new Secrecy([ONE]).closed(id, CargoReleaseFiled, text));
  const others = [id, randomUUID()].map((one, n) =>
    secrecy.closed(one, CargoReleaseFiled, text + ' '.repeat(1 - n)).data.slice(0, 26),
  );
  expect(new Set([...others, secrecy.closed(id, CargoReleaseFiled, text).data.slice(0, 26)]).size).toBe(3);
});

test('while keys are exchanged what was encrypted under the old one is read; the first is used', () => {
  const exchanging = new Secrecy([OTHER, ONE]);
  expect(exchanging.opened(sentBy(new Secrecy([ONE]))).data).toEqual(filed);
  expect(new Secrecy([OTHER]).opened(sentBy(exchanging)).data).toEqual(filed);
});

test('without its key it waits; changed, or moved to another message, it is set aside', () => {
  const message = sentBy(new Secrecy([ONE]));
  for (const secrecy of [new Secrecy(), new Secrecy([OTHER])]) expect(() => secrecy.opened(message)).toThrow(NoKey);
  const content = message.data as string;
  const changed = content.slice(0, 40) + (content[40] === 'A' ? 'B' : 'A') + content.slice(41);
  for (const odd of [
    { ...message, id: randomUUID() },
    { ...message, type: 'gateway.entry-summary-filed' },
    { ...message, data: changed },
    { ...message, data: content.slice(0, 12) },
    { ...message, data: { contactName: 'J. Doe' } },
  ])
    expect(() => new Secrecy([ONE]).opened(odd)).toThrow(Unprocessable);
});

test('what was sent under a name that its contract had before is opened under that', () => {
  const message = sentBy(new Secrecy([ONE]));
  expect(new Secrecy([ONE]).opened({ ...message, type: 'gateway.renamed', sentAs: type }).data).toEqual(filed);
});

test('a build that knows nothing of it takes it for one of a newer publisher, and tries again', () => {
  const message = sentBy(new Secrecy([ONE]));
  let thrown: unknown;
  try {
    asToday(CargoReleaseFiled, message);
  } catch (error) {
    thrown = error;
  }
  expect(String(thrown)).toMatch(/version 1000\d of gateway\.cargo-release-filed is not known here/);
  expect(thrown).not.toBeInstanceOf(Unprocessable);
});

test('people are shown the last four digits; without a key nothing of it', () => {
  const message = sentBy(new Secrecy([ONE]));
  expect(new Secrecy([ONE]).shown(message)).toEqual({ ...filed, contactName: 'J. Doe ***-**-4420' });
  expect(new Secrecy().shown(message)).toBe(message.data);
  expect(new Secrecy().shown({ id, type, version, data: filed })).toMatchObject({ contactName: 'J. Doe ***-**-4420' });
});

test('a key of another length is refused', () => {
  expect(() => new Secrecy([randomBytes(31)])).toThrow(/31 bytes, not 32/);
});
