import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVERY_KIND, INTERACTIONS, Outcome, tradeName } from '#contracts';
import { DISPOSITIONS } from '#kernel';
import { CORRECTION_REASONS } from '#reference';
import { problems } from '#service';
import { activityWords } from '../../apps/portal/web/pages/account/activity-words';
import { AGENCIES } from '../../apps/cee/src/agency-pilots/agencies.data';
import { PILOT_EFFECTS } from '../../apps/cee/src/agency-pilots/pilot.rules';
import { TRADE_FUNCTIONS } from '../../apps/cee/src/authority/trade-functions.data';
import { DECISIONS_PROTESTED } from '../../apps/cee/src/protests/protest-codes.table';
import { KIND_NAMES } from '../../apps/cee/src/earlier-answers/question-kinds.table';
import { stateWords } from '../../apps/portal/web/pages/account/state-words';
import { accountWords } from '../../apps/portal/web/pages/account/words';
import { caseWords } from '../../apps/portal/web/pages/cases/words';
import { centerCaseWords } from '../../apps/portal/web/pages/center/case-words';
import { assignmentWords } from '../../apps/portal/web/pages/center/assignment-words';
import { correctionWords } from '../../apps/portal/web/pages/center/correction-words';
import { pilotWords } from '../../apps/portal/web/pages/center/pilot-words';
import { questionWords } from '../../apps/portal/web/pages/center/question-words';
import { centerWords } from '../../apps/portal/web/pages/center/words';
import { deskWords } from '../../apps/portal/web/pages/port-desk/words';
import { ownProtestWords } from '../../apps/portal/web/pages/protests/words';
import { rulingWords } from '../../apps/portal/web/pages/rulings/words';
import { dispositionWords } from '../../apps/portal/web/words/dispositions';
import { remedyWords } from '../../apps/portal/web/words/remedies';
import { partWords } from '../../apps/portal/web/words/parts';
import { toldWords } from '../../apps/portal/web/words/told';
import { toldFormIn } from '../../apps/portal/web/words/told-forms';
import { onTheWhole } from '../../apps/status/src/summary/indicator.rules';
import { LIVES } from '../../tools/documents/life-cycles';

/** The names of parts as the pages say them. */
const { gateway, manifest, entry, cee, account, port, enforcement, status, broker } = partWords.en;
const NAMES_OF_PARTS = { gateway, manifest, entry, cee, account, port, enforcement, status, broker };

const PARTNERS = join(__dirname, '..', '..', 'docs', 'partners');

/** Code and what to do, of the generated tables of a section of the partners' documents. */
const remediesIn = (file: string, section: string): ReadonlySet<string> => {
  const [, between = ''] = readFileSync(join(PARTNERS, file), 'utf8').split(
    new RegExp(`<!-- (?:begin|end) ${section} -->`),
  );
  const [head = [], ...rows] = between
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const [code, remedy] = [head.indexOf('code'), head.indexOf('what to do')];
  return new Set(rows.map((row) => `${row[code]}: ${row[remedy]}`));
};
const TABLES: Readonly<Record<string, ReadonlySet<string>>> = {
  reading: remediesIn('errors.md', 'reading conditions'),
  release: remediesIn('cargo-release.md', 'release conditions'),
  summary: remediesIn('errors.md', 'summary conditions'),
  manifest: remediesIn('manifest.md', 'manifest errors'),
};

test('a disposition, an outcome and a kind of filing is said in the language of the page, each of the list', () => {
  const closed = [
    ...Object.keys(DISPOSITIONS),
    ...Outcome.anyOf.map((one) => one.const),
    ...EVERY_KIND.map(({ kind }) => kind),
  ];
  const known: readonly string[] = Object.values(toldWords.en);
  expect(closed.filter((one) => !known.includes(one))).toEqual([]);
});

test('how the platform is, is said in the language of the page wherever no name or number stands in it', () => {
  const at = '2026-11-30T12:00:00Z';
  const well = { at, components: [], gates: [], openIncidents: 0, downtimesInForce: 0, watched: [] };
  const unseen = { name: 'entry', state: 'unknown' as const, since: at, waiting: 0 };
  const trial = { module: 'entry', direction: 'inbound', state: 'TRIAL', since: at, held: 0 } as const;
  const told = [
    well,
    { ...well, openIncidents: 1 },
    { ...well, downtimesInForce: 1 },
    { ...well, components: [unseen] },
    { ...well, gates: [trial] },
  ].map((seen) => onTheWhole(seen).headline);
  const known: readonly string[] = Object.values(toldWords.en);
  expect(told.filter((one) => !known.includes(one))).toEqual([]);
});

test('how the platform is, and which part is silent, is said in the language of the page with its names and days in it too', () => {
  const at = '2026-11-30T12:00:00Z';
  const since = '2026-11-21T20:30:00Z';
  const well = { at, components: [], gates: [], openIncidents: 0, downtimesInForce: 0, watched: [] };
  const component = (name: string, state: 'down' | 'slow', waiting = 0) => ({ name, state, since, waiting });
  const told = [
    { ...well, components: [component('gateway', 'down')] },
    ...[0, 1, 21].map((waiting) => ({ ...well, components: [component('entry', 'down', waiting)] })),
    { ...well, components: [component('manifest-database', 'down', 3), component('entry', 'down', 4)] },
    { ...well, components: [component('broker', 'down')] },
    { ...well, components: Object.keys(NAMES_OF_PARTS).map((name) => component(name, 'slow')) },
    { ...well, watched: ['entry', 'cee'] },
  ].map((seen) => onTheWhole(seen).headline);
  const silences = [
    'This part does not answer: Center assignment.',
    `This part does not answer: Accounts and sign-in. It last did at ${at}.`,
  ];
  const said = [...told, ...silences].map((text) => toldFormIn('es', text) ?? `not said: ${text}`);
  expect(said).toEqual([
    'Presentaciones: no se recibe nada desde el 21 de noviembre de 2026 15:30 ET (20:30 UTC). Lo que se confirmó está guardado; envíe lo demás más tarde.',
    'Levante de carga y declaración resumida: no se tramita nada desde el 21 de noviembre de 2026 15:30 ET (20:30 UTC); no envíe nada de nuevo.',
    'Levante de carga y declaración resumida: no se tramita nada desde el 21 de noviembre de 2026 15:30 ET (20:30 UTC); 1 presentación espera; no la envíe de nuevo.',
    'Levante de carga y declaración resumida: no se tramita nada desde el 21 de noviembre de 2026 15:30 ET (20:30 UTC); 21 presentaciones esperan; no las envíe de nuevo.',
    'Todas las presentaciones: no se tramita nada desde el 21 de noviembre de 2026 15:30 ET (20:30 UTC); 4 presentaciones esperan; no las envíe de nuevo.',
    'Todas las presentaciones: no se tramita nada desde el 21 de noviembre de 2026 15:30 ET (20:30 UTC); no envíe nada de nuevo.',
    'Se reciben presentaciones; no como siempre: Presentaciones (gateway), Manifiestos marítimos, ferroviarios, por camión y aéreos, Levante de carga y declaración resumida, Asignación de Centros, Cuentas e inicio de sesión, Interrupciones y trabajo en los puertos, Selección, multas y sanciones, Páginas de estado, Partes internas.',
    'Todo funciona. A observar: Levante de carga y declaración resumida, Asignación de Centros.',
    'Esta parte no responde: Asignación de Centros.',
    `Esta parte no responde: Cuentas e inicio de sesión. Respondió por última vez: ${at}.`,
  ]);
});

test('a part of the platform has one name, on every page and in what any part tells of it', () => {
  const named = Object.entries(NAMES_OF_PARTS).filter(([part]) => part !== 'broker');
  expect(named.length).toBeGreaterThan(6);
  expect(named.filter(([part, name]) => tradeName(part) !== name)).toEqual([]);
  expect(tradeName('broker')).toBe(partWords.en.inside);
});

test('title and remedy of each problem are said in the language of the page, as the services tell them now', () => {
  const known: readonly string[] = Object.values(toldWords.en);
  const told = Object.values(problems).flatMap(({ title, remedy }) => [title, remedy]);
  expect(told.filter((one) => !known.includes(one))).toEqual([]);
});

test('what to do about a condition is translated from what the table of its code says now', () => {
  const moved = Object.entries(remedyWords.en).filter(([name, english]) => {
    const [table = '', code = ''] = name.split(' ');
    return !TABLES[table]?.has(`${code}: ${english}`);
  });
  expect(moved).toEqual([]);
});

test('what an activity log has is named in the language of the page, each kind that the contracts name', () => {
  const kinds = INTERACTIONS.flatMap(({ schema }) => {
    const kind = schema.properties.kind as { const?: string; anyOf?: { const: string }[] };
    return kind.anyOf?.map((one) => one.const) ?? [kind.const!];
  });
  expect(kinds.length).toBeGreaterThan(8);
  expect(kinds.filter((kind) => !(kind in activityWords.en))).toEqual([]);
});

/** What an account is shown of, with every step of its life or as it stands only. */
const SHOWN_TO_ACCOUNTS: Readonly<Record<string, 'steps' | 'states'>> = {
  'a cargo release': 'steps',
  'an entry summary': 'steps',
  'the liquidation of an entry': 'steps',
  'a bill of lading': 'steps',
  'a bond': 'states',
  'a document': 'states',
  'a document that comes in pieces': 'states',
  'a request of CBP for documents': 'states',
  'a request for information (CF-28)': 'states',
  'a notice of action (CF-29)': 'states',
  'a notice to mark or redeliver (CF-4647)': 'states',
  'a question of CBP to an account': 'states',
  'an invitation into an account': 'states',
  'a conversation': 'states',
  "a change of a filer's set-up": 'states',
  'a report that is made aside': 'states',
  'a schedule of a report': 'states',
};

test.each(Object.entries(SHOWN_TO_ACCOUNTS))('%s: its %s are said in the language of the page', (of, what) => {
  const { life } = LIVES.find((one) => one.of === of)!;
  const names = [...life.states, ...(what === 'steps' ? life.transitions.map(({ on }) => on) : [])];
  expect([...new Set(names)].filter((name) => !(name in stateWords.en))).toEqual([]);
});

/** What officers are shown of, with the groups of words that its states and what happened to it are said by. */
const SHOWN_TO_OFFICERS: readonly [of: string, words: { en: object }, states: string, happened: string | null][] = [
  ['a protest', centerWords, 'protest', 'event'],
  ['a delegation order', centerWords, 'delegation', null],
  ['the review of an entry summary as work of a Center', centerWords, 'state', 'event'],
  ['an appeal against a Center', centerWords, 'appeal', null],
  ['a question of a Center or port to headquarters', rulingWords, 'advice', null],
  ['a change of a ruling', rulingWords, 'was', null],
  ['a departure from earlier decisions', centerCaseWords, 'departure', null],
  ['a case of evasion of duty', centerCaseWords, 'state', 'step'],
  ['a case of import safety', centerCaseWords, 'state', 'step'],
  ['a case of intellectual property', centerCaseWords, 'state', 'step'],
  ['a case of fines, penalties and forfeitures', caseWords, 'state', 'step'],
  ['a petition for relief', caseWords, 'petition', null],
  ['an offer in compromise', caseWords, 'offer', null],
  ['a decision made by hand', deskWords, 'state', 'event'],
  ['a question of CBP to an account', questionWords, 'state', null],
  ['a pilot with a partner agency', pilotWords, 'state', null],
  ['a run that proposes assignments', assignmentWords, 'run', null],
  ['a run that measures compliance', assignmentWords, 'run', null],
];

test.each(SHOWN_TO_OFFICERS)(
  '%s: what officers read of it is said in the language of the page',
  (of, words, states, happened) => {
    const { life } = LIVES.find((one) => one.of === of)!;
    const names = [
      ...life.states.map((state) => `${states}_${state}`),
      ...(happened === null ? [] : life.transitions.map(({ on }) => `${happened}_${on}`)),
    ];
    expect([...new Set(names)].filter((name) => !(name in words.en))).toEqual([]);
  },
);

/** What a record has of a closed list, with the words that a page says it by. */
const CLOSED: readonly [what: string, values: readonly string[], words: { en: object }, group: string][] = [
  ['the reason of a correction', CORRECTION_REASONS.map(({ code }) => code), correctionWords, 'reason'],
  ['the decision that is protested', DECISIONS_PROTESTED.map(({ decision }) => decision), ownProtestWords, 'decision'],
  ['what CBP asks an account about', KIND_NAMES, questionWords, 'kind'],
  ['what an account is asked about', KIND_NAMES, accountWords, 'kind'],
  ['the agency of a pilot', [...AGENCIES.keys()], centerCaseWords, 'agency'],
  ['what a pilot brings', PILOT_EFFECTS, pilotWords, 'effect'],
];

test.each(CLOSED)('%s is said in words and in no code, each of the list', (_, values, words, group) => {
  expect(values.length).toBeGreaterThan(3);
  expect(values.filter((value) => !(`${group}_${value}` in words.en))).toEqual([]);
});

test('the reasons of a correction are translated from what their table says now', () => {
  const told = CORRECTION_REASONS.map(({ code, says }) => [`reason_${code}`, says]);
  expect(Object.entries(correctionWords.en)).toEqual(told);
});

test('functions are given to a Center by name, each that one can have', () => {
  const known = Object.keys(centerWords.en).filter((word) => word.startsWith('function_'));
  const movable = TRADE_FUNCTIONS.filter(({ holder }) => holder === 'Center').map(({ code }) => `function_${code}`);
  expect(known.sort()).toEqual(movable.sort());
});

test('each disposition of an entry and of its bills is said in the language of the page, by the text of the guide', () => {
  const [, between = ''] = readFileSync(join(PARTNERS, 'cargo-release.md'), 'utf8').split(
    /<!-- (?:begin|end) release dispositions -->/,
  );
  const texts = between
    .split('\n')
    .filter((line) => /^\| \d\d \|/.test(line) && line.split('|').length === 6)
    .map((line) => line.split('|')[2]!.trim());
  expect(texts.length).toBeGreaterThan(40);
  const known: readonly string[] = Object.values(dispositionWords.en);
  expect(texts.filter((text) => !known.includes(text))).toEqual([]);
});
