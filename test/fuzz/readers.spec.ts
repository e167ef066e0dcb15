import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FieldError } from '#kernel';
import { Problem } from '#service';
import type { Account } from '../../apps/gateway/src/account/account';
import { GatewayConfig } from '../../apps/gateway/src/config/gateway.config';
import { arrival, type NewTransmission } from '../../apps/gateway/src/filing/transmission';
import type { AbiSender } from '../../apps/gateway/src/formats/abi/abi-sender';
import { AbiTransmissionReader } from '../../apps/gateway/src/formats/abi/abi-transmission';
import { jsonFilings } from '../../apps/gateway/src/formats/json/json-filings';
import type { ControlNumbers } from '../../apps/gateway/src/formats/x12/control-numbers';
import { X12TransmissionReader } from '../../apps/gateway/src/formats/x12/x12-transmission';
import { faultOfBody } from '../../libs/service/src/odd-input';
import { processorMs, slowness } from '../support/machine-speed';

/** How many damaged messages of each format are read, and from which seed: `FUZZ_RUNS`, `FUZZ_SEED`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_007);
/** What reading one message of some kilobytes may take of an ordinary core (milliseconds). */
const MOST_MS = 400;

const SAMPLES = join(__dirname, '../../docs/partners/samples');
const sample = (name: string): string => readFileSync(join(SAMPLES, name), 'latin1');

const account = {
  ...{ accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', name: 'Harbor Brokers', kinds: ['broker'], active: true },
  ...{ importerNumbers: [], filerCodes: ['B76'], scacs: ['MAEU', 'ABCD'], ports: [], abi: null },
} as Account;

/** Who a batch says it comes from is believed: what its text tells is left to be judged. */
const abi = new AbiTransmissionReader({
  judgeOf:
    () =>
    async ({ faults }) =>
      faults,
} as Partial<AbiSender> as AbiSender);
const x12 = new X12TransmissionReader(
  {
    take: async (count) => Array.from({ length: count }, (_, n) => n + 1),
  } as Partial<ControlNumbers> as ControlNumbers,
  Object.assign(new GatewayConfig(), { X12_ID: 'PORTWAY', X12_QUALIFIER: 'ZZ', X12_TEST_IS_LIVE: true }),
);

type Damage = (text: string) => string;

/** A place of a text, as a share of its length. (Doubles would lie at its very beginning, nearly all of them.) */
const place = fc.nat(999_999).map((n) => n / 1_000_000);

/** What lines, disks, programs and ill will do to a text. */
const damage: fc.Arbitrary<Damage> = fc.oneof(
  // What stands in columns and elements, and no column or element moves.
  fc.tuple(place, fc.string({ unit: fc.constantFrom(...'ABEPXZ0159 -.'), minLength: 1, maxLength: 6 })).map(
    ([where, typed]): Damage =>
      (text) => {
        const at = Math.floor(where * text.length);
        const over = text.slice(at, at + typed.length);
        return /[\r\n*~]/.test(over) ? text : text.slice(0, at) + typed + text.slice(at + typed.length);
      },
  ),
  fc.tuple(place, fc.string({ unit: 'binary', maxLength: 4 })).map(
    ([where, noise]): Damage =>
      (text) => {
        const at = Math.floor(where * text.length);
        return text.slice(0, at) + noise + text.slice(at + noise.length);
      },
  ),
  fc.tuple(place, fc.nat(200)).map(
    ([where, length]): Damage =>
      (text) =>
        cut(text, where, length),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 5 })).map(
    ([where, times]): Damage =>
      (text) =>
        repeated(text, where, times),
  ),
  fc.constantFrom('0', '9', ' ', 'A', '-', '*', '~', '\n', '\0', 'é', '\ud800', '99999999999999999999').chain((sign) =>
    place.map(
      (where): Damage =>
        (text) =>
          text.slice(0, Math.floor(where * text.length)) + sign + rest(text, where),
    ),
  ),
);
const rest = (text: string, where: number): string => text.slice(Math.floor(where * text.length) + 1);
const cut = (text: string, where: number, length: number): string => {
  const at = Math.floor(where * text.length);
  return text.slice(0, at) + text.slice(at + length);
};
/** A line, or a segment, once more. */
const repeated = (text: string, where: number, times: number): string => {
  const lines = text.split(/(?<=[\n~])/);
  const at = Math.floor(where * lines.length);
  const line = lines[at] ?? '';
  return [...lines.slice(0, at), line.repeat(times + 1), ...lines.slice(at + 1)].join('');
};

/** What stands in a filing where it should not. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    -1,
    0.1,
    1e308,
    true,
    [],
    {},
    [[]],
    '__proto__',
    'A'.repeat(5_000),
    '\u0000',
    '９９',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
/** Another value, none, or a field that nobody knows, at some place of a filing. */
const structural = fc
  .tuple(fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }), anything, fc.constantFrom('put', 'take', 'add'))
  .map(([path, value, how]) => (body: unknown): unknown => {
    const copy = structuredClone(body);
    let [within, name] = [copy as Record<string, unknown>, ''];
    for (const step of path) {
      const names = Object.keys(within);
      name = names[step % Math.max(1, names.length)] ?? 'x';
      const next = within[name];
      if (typeof next !== 'object' || next === null) break;
      if (step !== path.at(-1)) within = next as Record<string, unknown>;
    }
    if (how === 'take') delete within[name];
    else
      Object.defineProperty(within, how === 'put' ? name : '__proto__', {
        value,
        enumerable: true,
        configurable: true,
      });
    return copy;
  });

/** Whoever filed can find the fault and knows what is wrong there. */
const namesItsPlace = (errors: readonly FieldError[]): void => {
  for (const { at, text } of errors)
    expect([at, text]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
};

let longest = 0;
/** Reads, and is given what was read or why not. Whatever else is thrown is a crash. */
const read = async <T>(reading: () => T | Promise<T>, where: RegExp): Promise<T | null> => {
  const began = processorMs();
  try {
    return await reading();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(['not-readable', 'not-valid', 'not-authorized']).toContain(error.kind);
    if (error.kind === 'not-valid') expect(error.errors.length).toBeGreaterThan(0);
    for (const { at } of error.errors) expect(at).toMatch(where);
    namesItsPlace(error.errors);
    return null;
  } finally {
    longest = Math.max(longest, processorMs() - began);
  }
};

/** Each filing keeps the contract of its message, or the reader would have thrown; whatever is refused is answered. */
const isWhole = (found: NewTransmission | null, where: RegExp): void => {
  if (!found) return;
  const { errors = [] } = found;
  namesItsPlace(errors);
  for (const { at, code, remedy } of errors) {
    expect(at).toMatch(where);
    expect([code, remedy]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
  }
  expect([...found.filings].length).toBe(found.filingCount);
  if (errors.length > 0) expect(found.answers.length).toBeGreaterThan(0);
};

const damaged = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...names.map(sample)), fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([text, all]) => all.reduce((so, each) => each(so), text));

const tryAll = async <T>(kind: fc.Arbitrary<T>, holds: (value: T) => Promise<void>): Promise<void> => {
  longest = 0;
  await fc.assert(fc.asyncProperty(kind, holds), { numRuns: RUNS, seed: SEED });
  expect(longest).toBeLessThan(MOST_MS * slowness());
};

const LONG = 120_000 + RUNS * 100;

describe(`Messages damaged at random (seed ${SEED})`, () => {
  it(
    'in CATAIR are refused at batch and record, or are filings that keep their contracts; none takes long',
    async () => {
      const batches = [
        'cargo-release',
        'cargo-release-agency',
        'entry-summary',
        'entry-summary-cases',
        'drawback-claim',
        'bond',
      ];
      await tryAll(damaged(batches.map((name) => `${name}.abi`)), async (text) => {
        const found = await read(() => abi.read(Buffer.from(text, 'latin1'), account), /./);
        isWhole(found, /^batch \d+/);
        for (const { body } of found?.answers ?? [])
          expect(String(body).split(/\r?\n/).join('')).toMatch(/^[\x20-\x7e]*$/);
      });
    },
    LONG,
  );

  it(
    'in X12 are refused at segment and element, or are filings that keep their contracts; none takes long',
    async () => {
      await tryAll(damaged(['manifest-ocean.309', 'manifest-truck.309']), async (text) => {
        isWhole(
          await read(() => x12.read(Buffer.from(text, 'latin1'), account), /^(segment \d+|interchange)/),
          /^(segment|interchange|group|set)/,
        );
      });
    },
    LONG,
  );

  it(
    'in JSON are refused at the field, or are filings that keep their contracts; none takes long',
    async () => {
      const kinds = ['manifest', 'cargo-release', 'entry-summary', 'drawback-claim', 'bond'] as const;
      const { origin, id } = arrival(account, 'json');
      const body = fc
        .tuple(fc.constantFrom(...kinds), fc.array(structural, { minLength: 1, maxLength: 4 }))
        .map(([kind, all]) => ({ kind, body: all.reduce((so, each) => each(so), JSON.parse(sample(`${kind}.json`))) }));
      await tryAll(body, async ({ kind, body: sent }) => {
        // As it comes off the line.
        const came: unknown = JSON.parse(JSON.stringify(sent));
        if (faultOfBody(came)) return;
        await read(() => jsonFilings[kind].read(came, account)(origin(id)), /^\//);
      });
    },
    LONG,
  );
});
