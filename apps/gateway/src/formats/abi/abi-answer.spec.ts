import { GRAMMARS, type Grammar, type Usage } from '#catair';
import type { Condition } from '#contracts';
import { sample } from '../../gateway.fixture';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { abiAnswers, type SentBody } from './abi-answer';
import { readAbi } from './abi-reading';
import { abiSent } from './abi-sent';

const SE = GRAMMARS.get('SE')!;
const AE = GRAMMARS.get('AE')!;
const release = sample('cargo-release.abi');
const summary = sample('entry-summary.abi');
const body = Buffer.from(`${release.trimEnd()}\n${summary}`, 'latin1');
const kept: SentBody = { part: async (from, bytes) => body.subarray(from, from + bytes) };

const sentIn = async (text: Buffer): Promise<object[]> =>
  (await readAbi(text)).batches.flatMap((batch) =>
    Array.from(batch.transactions(), (each) => JSON.parse(JSON.stringify(abiSent(batch, each))) as object),
  );
const condition = (recordIndex: number | null, grouping: string | null): Condition => ({
  code: '433',
  text: 'NOT AS IT SHOULD BE',
  remedy: 'Correct it.',
  severity: 'fatal',
  recordIndex,
  record: null,
  field: null,
  at: null,
  grouping,
});
const rejected = (sent: object, ...conditions: Condition[]): AnsweredFiling => ({
  id: 'f',
  ordinal: 0,
  module: 'entry',
  kind: 'cargo release',
  subject: 's',
  reference: 'r',
  outcome: 'rejected',
  conditions,
  summary: null,
  sent,
});
/** Each record of each filing is at fault. */
const allAtFault = (sent: readonly object[]): AnsweredFiling[] =>
  sent.map((each) =>
    rejected(
      each,
      ...Array.from((each as { levels: string }).levels, (_, n) => condition(n, n % 2 === 0 ? 'TARIFF' : 'LINITM')),
    ),
  );
const answersTo = async (filings: readonly AnsweredFiling[], pageLength: number, partLength?: number) => {
  const pages = Array.from({ length: Math.ceil(filings.length / pageLength) }, (_, n) =>
    filings.slice(n * pageLength, (n + 1) * pageLength),
  );
  const parts = [];
  for await (const part of abiAnswers(kept, pages, partLength)) parts.push(part);
  return parts;
};
const textOf = (parts: readonly { body: string }[]): string => parts.map((part) => part.body).join('');

const withGrammars = async <T>(stricter: readonly Grammar[], work: () => Promise<T>): Promise<T> => {
  const grammars = GRAMMARS as Map<string, Grammar>;
  try {
    for (const grammar of stricter) grammars.set(grammar.application, grammar);
    return await work();
  } finally {
    grammars.set('SE', SE).set('AE', AE);
  }
};
const without = (grammar: Grammar, ...recordIds: string[]): Grammar => {
  const left = (usages: readonly Usage[]): Usage[] =>
    usages
      .filter(({ recordId }) => !recordIds.includes(recordId))
      // biome-ignore lint/suspicious/noThenProperty: what follows in a grammar
      .map((usage) => ({ ...usage, then: left(usage.then) }));
  return {
    ...grammar,
    usage: new Map([...grammar.usage].map(([action, usages]) => [action, left(usages)])),
    layouts: new Map([...grammar.layouts].filter(([, { recordId }]) => !recordIds.includes(recordId))),
  };
};

test('what was taken is answered the same to the byte after the grammar became stricter', async () => {
  const sent = await sentIn(body);
  const answers = await answersTo(allAtFault(sent), 10);
  expect(answers.map(({ application, batch }) => [application, batch])).toEqual([
    ['SX', 1],
    ['AX', 2],
  ]);
  await withGrammars([without(SE, 'SE13', 'SE50', 'SE60'), without(AE, '50', '62')], async () => {
    expect((await readAbi(body)).batches.map(({ faults }) => faults.length > 0)).toEqual([true, true]);
    expect(await sentIn(body)).toEqual([]);
    expect(textOf(await answersTo(allAtFault(sent), 10))).toBe(textOf(answers));
  });
});

test('an answer that is written in parts is the answer that is written at once', async () => {
  const filings = allAtFault(await sentIn(body));
  const [whole, parts] = [await answersTo(filings, 10), await answersTo(filings, 1, 1)];
  expect(parts.length).toBeGreaterThan(whole.length);
  expect(textOf(parts)).toBe(textOf(whole));
  expect(parts.filter(({ isLast }) => isLast)).toHaveLength(whole.length);
});

test('a record at fault is returned behind the records that head its group', async () => {
  const [sent] = (await sentIn(body)) as [{ levels: string }];
  const at = sent.levels.lastIndexOf('2');
  const [answer] = await answersTo([rejected(sent, condition(at, null))], 1);
  const ids = answer!.body.split('\n').map((line) => line.slice(0, 4));
  expect(ids[0]!.slice(0, 1) + ids[1]!.slice(0, 1)).toBe('AB');
  expect(ids.slice(-8)).toEqual([
    'SE40',
    expect.stringMatching(/^SE[56]0/),
    expect.stringMatching(/^SE/),
    'SE90',
    'SE90',
    expect.stringMatching(/^Y/),
    expect.stringMatching(/^Z/),
    '',
  ]);
});

test('where other records stand than were read, nothing is answered', async () => {
  const [sent] = (await sentIn(body)) as [{ levels: string }];
  await expect(answersTo([rejected({ ...sent, levels: `${sent.levels}0` })], 1)).rejects.toThrow(/records stand where/);
});
