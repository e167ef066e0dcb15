import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { allContracts, type Contract, contractOf, Nullable, OneOf } from '#contracts';
import { SUMS, sumsOf } from '../../../tools/frozen/sums';
import { breaksOf, type Schema } from './schema-change.fixture';

/** Messages as builds really sent them. Those of a version are kept once, and never changed. */
const FOLDER = join(__dirname, '..', 'frozen');

interface Frozen {
  readonly type: string;
  readonly version: number;
  /** The release that sent them. */
  readonly release: string;
  readonly schema: Schema;
  readonly messages: readonly unknown[];
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const frozen = files.map((name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Frozen);
const nameOf = ({ type, version }: Contract | Frozen): string => `${type}.v${version}.json`;
const todaysSchema = ({ schema }: Contract): Schema => JSON.parse(JSON.stringify(schema)) as Schema;

test('what was frozen is as it was', () => {
  expect(readFileSync(join(FOLDER, SUMS), 'utf8')).toBe(sumsOf(FOLDER));
});

describe.each(allContracts.map((contract) => [contract.type, contract] as const))('%s', (_type, contract) => {
  const versions = frozen.filter(({ type }) => type === contract.type);

  test('has messages of each of its versions on file; `npm run freeze` makes those of a new one', () => {
    const wanted = Array.from({ length: contract.version }, (_, at) => nameOf({ ...contract, version: at + 1 }));
    expect(versions.map(nameOf).sort()).toEqual(wanted.sort());
    for (const { messages } of versions) expect(messages.length).toBeGreaterThan(0);
  });

  test('takes every message that was ever sent', () => {
    const everSent = frozen.filter(
      ({ type }) => type === contract.type || contract.formerly.some((old) => old === type),
    );
    for (const { version, messages } of everSent)
      for (const message of messages) expect(contract.faultOf(contract.lifted(message, version))).toBeNull();
  });

  test('has not changed within its version in a way that an older build, or a message on its way, would not survive', () => {
    const same = versions.find(({ version }) => version === contract.version);
    expect(same && breaksOf(same.schema, todaysSchema(contract))).toEqual([]);
  });
});

test('every message that was ever sent still has its contract: one may wait behind a gate', () => {
  expect(frozen.filter(({ type }) => !contractOf(type)).map(nameOf)).toEqual([]);
});

describe('A change within a version', () => {
  const before = Type.Object({
    number: Type.String(),
    unit: Nullable(Type.String()),
    state: OneOf('on file', 'arrived'),
    bills: Type.Array(Type.Object({ quantity: Type.Integer() })),
  });
  const { number, unit, state, bills } = before.properties;
  const told = (today: object): string[] =>
    breaksOf(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(today)));

  test.each([
    [
      'a new field that is required, null or not',
      Type.Object({ number, unit, state, bills, port: Nullable(Type.String()) }),
      '/port is required, and was not: make it Type.Optional, or raise the version',
    ],
    [
      'a new field that is required further down',
      Type.Object({
        number,
        unit,
        state,
        bills: Type.Array(Type.Object({ quantity: Type.Integer(), port: Type.String() })),
      }),
      '/bills/0/port is required',
    ],
    [
      'a field that older services need and may not get',
      Type.Object({ number: Type.Optional(number), unit, state, bills }),
      '/number may be left out',
    ],
    [
      'a word that older services do not know',
      Type.Object({ number, unit, state: OneOf('on file', 'arrived', 'deleted'), bills }),
      '/state may be "deleted", which was not known',
    ],
    [
      'a word that messages on their way may say',
      Type.Object({ number, unit, state: OneOf('arrived', 'arrived'), bills }),
      '/state may no longer be "on file"',
    ],
    [
      'a field that is no longer null',
      Type.Object({ number, unit: Type.String(), state, bills }),
      '/unit may no longer be null',
    ],
    [
      'a number that becomes text',
      Type.Object({ number: Type.Integer(), unit, state, bills }),
      '/number was string and is integer',
    ],
  ])('is refused where it is %s', (_what, today, sentence) => {
    expect(told(today)).toEqual([expect.stringContaining(sentence)]);
  });

  test('may add a field that can be left out', () => {
    expect(told(Type.Object({ number, unit, state, bills, port: Type.Optional(Type.String()) }))).toEqual([]);
  });
});
