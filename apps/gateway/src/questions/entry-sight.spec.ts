import { type Asking, RELATIONS, type Relation, type Viewer } from '#access';
import { EntryRequest, type EntryOnFile } from '#contracts';
import { entryShown, NOT_PERMITTED, relationTo, SIGHTS } from './entry-sight.rules';

const RELEASED = EntryRequest.example.answer.release!;
const SUMMARY = EntryRequest.example.answer.summary!;
/** The entry of B76 for importer 12-3456789, released on 24 November 2026, by truck at Buffalo, with one line. */
const entry = (change: object = {}, seenBy: string[] = []): EntryOnFile => ({
  ...EntryRequest.example.answer,
  seenBy,
  release: {
    ...RELEASED,
    filed: {
      ...{ importer: { number: '12-3456789' }, modeOfTransport: '30', plannedPortOfEntry: '0901', ...change },
      ...{ lines: [{ hts: '3924104000' }] },
    },
  },
  summary: {
    ...SUMMARY,
    history: [
      {
        ...SUMMARY.history[0]!,
        filed: { lines: ['a line'] },
        computed: { dutyCents: 13_940, lines: ['a computed line'] },
      },
    ],
  },
});
const asking = (viewer: Viewer, account: Partial<Asking['account']> = {}): Asking => ({
  ...{ viewers: [viewer], leaves: null, person: null, personId: null, ports: [], center: null },
  account: {
    ...{ accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', version: 1, name: 'An account', kinds: [], active: true },
    ...{ importerNumbers: [], filerCodes: [], scacs: [], ports: [], abi: null },
    ...account,
  },
});
const on = (day: string): Date => new Date(`${day}T17:00:00Z`);

test.each<[string, Asking, string[], Relation | null]>([
  ['its filer', asking('machine', { filerCodes: ['B76'] }), [], 'own'],
  ['its importer, however it writes its number', asking('owner', { importerNumbers: ['12-345678900'] }), [], 'granted'],
  ['another branch of its importer', asking('owner', { importerNumbers: ['12-3456789AB'] }), [], null],
  ['a broker with a power of attorney to see', asking('machine', { filerCodes: ['QZ7'] }), ['QZ7'], 'granted'],
  ['a broker without one', asking('machine', { filerCodes: ['QZ7'] }), ['WBN'], null],
  ['a carrier', asking('machine', { scacs: ['MAEU'] }), [], null],
  ['an officer', asking('officer'), [], 'any'],
  ['an auditor', asking('auditor'), [], 'any'],
  ['who runs the platform', asking('operator'), [], null],
])('%s asks for an entry', (_who, who, seenBy, relation) => {
  expect(relationTo(who, 'B76', entry({}, seenBy))).toBe(relation);
});

describe.each(RELATIONS.map((relation) => [relation, SIGHTS[relation]] as const))(
  'in the relation %s',
  (relation, { declaration, releaseAtLandBorder }) => {
    const seen = (day: string, change: object = {}) => entryShown(entry(change), relation, on(day));

    test('release and summary are told, what was declared only where the table says so', () => {
      const { release, summary } = seen('2026-12-24');
      expect(release).toMatchObject({
        state: 'released',
        releaseDate: '2026-11-24',
        filed: { importer: { number: '12-3456789' } },
      });
      expect(summary).toMatchObject({ state: 'accepted', history: [{ computed: { dutyCents: 13_940 } }] });
      const lines = JSON.stringify([release, summary]).match(/3924104000|a line|a computed line/g) ?? [];
      expect(lines).toHaveLength(declaration ? 3 : 0);
    });

    test.each<[string, string, object, boolean]>([
      ['on the day of release', '2026-11-24', {}, true],
      ['on the fifth day after it', '2026-11-29', {}, true],
      ['on the sixth day after it', '2026-11-30', {}, false],
      ['by vessel', '2026-11-24', { modeOfTransport: '11' }, false],
      ['at a seaport', '2026-11-24', { plannedPortOfEntry: '2704' }, false],
      ['where no port is named', '2026-11-24', { plannedPortOfEntry: null }, true],
    ])('the release %s is told or not as the table says', (_when, day, change, tooNew) => {
      const hidden = tooNew && releaseAtLandBorder !== 'at once';
      const { release, summary } = seen(day, change);
      expect(summary!.deadline === null).toBe(hidden);
      expect([release!.state, release!.releaseDate, release!.history.length]).toEqual(
        hidden ? [NOT_PERMITTED, null, 0] : ['released', '2026-11-24', 1],
      );
    });

    test('an entry that is not released is told as it stands', () => {
      const waiting = { ...entry().release!, state: 'admissible', releasedAt: null, releaseDate: null };
      expect(entryShown({ ...entry(), release: waiting }, relation, on('2026-11-24')).release!.state).toBe(
        'admissible',
      );
    });

    test('nobody is told who else may see it', () => {
      expect(entryShown(entry({}, ['QZ7']), relation, on('2026-12-24'))).not.toHaveProperty('seenBy');
    });
  },
);
