import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  EVERY_KIND,
  FILING_KINDS,
  takenAt as addressesOf,
  FUNCTION_KEYS,
  FUNCTIONS,
  type FunctionKey,
  isFiledHere,
  isOfThisPlatform,
} from '#contracts';
import { incidentWords, EMPTY_STATEMENT, EVERY_MODULE, WHOLE_SCOPE } from '#statement';
import { suggestionFor } from '../proposals/suggestion.rules';
import { foreignFunctions } from '../authority/own-functions.rules';

const openapi = JSON.parse(readFileSync(join(__dirname, '../../../../../docs/partners/openapi.json'), 'utf8')) as {
  paths: Record<string, object>;
};
const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);
const keyOf = (name: string): FunctionKey => FUNCTION_KEYS.find((key) => FUNCTIONS[key].name === name)!;

test('what can be filed is taken at an address of openapi.json, every kind of it', () => {
  for (const takenAt of EVERY_KIND.map(addressesOf)) {
    expect(takenAt.length).toBeGreaterThan(0);
    for (const address of takenAt) expect(operations).toContain(address);
  }
  const filed = operations.filter((operation) =>
    /^POST \/(filings|officer\/(bills|entries)|agency\/entries|abi|x12)\b/.test(operation),
  );
  expect(new Set(EVERY_KIND.flatMap(addressesOf))).toEqual(new Set(filed));
});

test.each([[[]], ...EVERY_MODULE.map((module) => [[module]])])(
  'whatever is out (%s), only what can be filed here is said to work, and nothing that needs what is out',
  (modules) => {
    const { whatStillWorks } = incidentWords(
      { ...EMPTY_STATEMENT, confirmed: { ...WHOLE_SCOPE, modules } },
      '2026-11-20T12:00:00.000Z',
    );
    for (const name of whatStillWorks) {
      const { filedAs } = FUNCTIONS[keyOf(name)];
      expect(filedAs!.length).toBeGreaterThan(0);
      for (const kind of filedAs!) expect(modules).not.toContain(FILING_KINDS[kind].module);
    }
    if (modules[0] === 'entry')
      expect(whatStillWorks).toEqual([
        'Truck manifest',
        'Rail manifest',
        'Ocean manifest',
        'Air manifest',
        'Arrivals',
        'Holds on bills',
      ]);
    if (modules[0] === 'gateway') expect(whatStillWorks).toEqual([]);
  },
);

test('security filing, manifest query, documents, export filing and their like are not said to work, whoever states it', () => {
  const absent: FunctionKey[] = [
    'security filing',
    'cargo manifest query',
    'document system',
    'export filing',
    'export truck manifest',
    'statements',
    'quota',
    'protest',
    'zone admission',
    'in-bond',
  ];
  const { whatStillWorks } = incidentWords(
    { ...EMPTY_STATEMENT, stillWorks: [...absent, 'cargo release'] },
    '2026-11-20T12:00:00.000Z',
  );
  expect(whatStillWorks).toEqual(['Cargo release']);
  expect(absent.filter(isFiledHere)).toEqual([]);
  expect(absent.filter(isOfThisPlatform)).toEqual([]);
});

test('what the platform proposes names its own functions only', () => {
  for (const module of EVERY_MODULE) {
    const { symptoms, instructions } = suggestionFor(module, 'down', '2026-11-20T12:00:00.000Z');
    for (const key of [...symptoms, ...instructions].flatMap(({ functions }) => functions))
      expect([key, isOfThisPlatform(key)]).toEqual([key, true]);
  }
});

test('what is of this platform and not filed is shown at an address of openapi.json', () => {
  for (const key of FUNCTION_KEYS) if (FUNCTIONS[key].readAt) expect(operations).toContain(FUNCTIONS[key].readAt);
});

test("nobody states that a function works or is out here which the platform does not have; another system's may be named", () => {
  const says = (more: object) => foreignFunctions({ ...EMPTY_STATEMENT, ...more }).map(({ rule, at }) => [rule, at]);
  const fda = { ...WHOLE_SCOPE, functions: ['fda screening'] };
  expect(says({ stillWorks: ['cargo release', 'security filing'] })).toEqual([
    ['FILED HERE', '/statement/stillWorks/1'],
  ]);
  expect(says({ stillWorks: ['center routing'] })).toEqual([['FILED HERE', '/statement/stillWorks/0']]);
  expect(says({ confirmed: fda })).toEqual([['FILED HERE', '/statement/confirmed/functions/0']]);
  expect(says({ confirmed: fda, owner: 'partner agency' })).toEqual([]);
  expect(says({ stillWorks: ['security filing'], system: 'ACE' })).toEqual([]);
  expect(
    says({ confirmed: { ...WHOLE_SCOPE, functions: ['multimodal manifest', 'center routing', 'edi link'] } }),
  ).toEqual([]);
});
