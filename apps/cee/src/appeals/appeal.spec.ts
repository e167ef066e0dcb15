import { type AppealContents, appealFaults, type OnFile } from './appeal.rules';
import { appealStates } from './appeal.states';

const onFile: OnFile = {
  centers: ['CEE009'],
  importers: ['12-345678900', '98-7654321AB'],
  knownCenters: ['CEE003', 'CEE009'],
  today: '2026-11-24',
};
const heading = { heading: '3924', lines: 12, valueDollars: 90_000 };
const whole: AppealContents = {
  ...{ currentCenter: 'CEE009', preferredCenter: 'CEE003', justification: 'Parts of vehicles.', form: 'over a year' },
  importers: [
    { number: '12-3456789', bondNumber: '991234567' },
    { number: '98-7654321AB', bondNumber: '991234568' },
  ],
  ...{ actual: [heading], actualFrom: '2025-11', actualTo: '2026-10', projected: [] },
};
const at = (changes: Partial<AppealContents>, more: Partial<OnFile> = {}) =>
  appealFaults({ ...whole, ...changes }, { ...onFile, ...more }).map((fault) => fault.at);

describe('an appeal', () => {
  test('with all its contents is complete, in each of its forms', () => {
    expect(at({})).toEqual([]);
    const projected = [heading];
    expect(at({ form: 'new', actual: [], actualFrom: null, actualTo: null, projected })).toEqual([]);
    expect(at({ form: 'under a year', actualFrom: '2026-03', projected })).toEqual([]);
  });
  test('with nothing in it is told each content that is missing, by its field and with the regulation', () => {
    const nothing: AppealContents = {
      ...{ currentCenter: null, preferredCenter: null, importers: [], justification: null, form: 'under a year' },
      ...{ actual: [], actualFrom: null, actualTo: null, projected: [] },
    };
    const faults = appealFaults(nothing, onFile);
    expect(faults.map((fault) => fault.at)).toEqual([
      ...['/currentCenter', '/preferredCenter', '/importers', '/justification'],
      ...['/actual', '/actualFrom', '/actualTo', '/projected'],
    ]);
    for (const { text } of faults) expect(text).toContain('19 CFR 101.10(c)');
    expect(at({ form: null })).toEqual(['/form']);
  });
  test.each<[string, Partial<AppealContents>, string[]]>([
    [
      'a current Center that is not its own',
      { currentCenter: 'CEE003', preferredCenter: 'CEE009' },
      ['/currentCenter'],
    ],
    ['the same Center twice', { preferredCenter: 'CEE009' }, ['/preferredCenter']],
    ['a Center there is not', { preferredCenter: 'CEE042' }, ['/preferredCenter']],
    [
      'a number of somebody else',
      { importers: [...whole.importers, { number: '11-1111111', bondNumber: '991234567' }] },
      ['/importers/2/number'],
    ],
    ['one of its numbers left out', { importers: [whole.importers[0]!] }, ['/importers']],
    [
      'a bond number left out',
      { importers: [whole.importers[0]!, { number: '98-7654321AB', bondNumber: null }] },
      ['/importers/1/bondNumber'],
    ],
    ['six digits for a heading', { actual: [{ ...heading, heading: '392410' }] }, ['/actual/0/heading']],
    [
      'no lines and less than no dollars',
      { actual: [{ ...heading, lines: 0, valueDollars: -1 }] },
      ['/actual/0/lines', '/actual/0/valueDollars'],
    ],
    ['eleven months for a year', { actualFrom: '2025-12' }, ['/actualTo']],
    ['a month that has not begun', { actualFrom: '2026-01', actualTo: '2026-12' }, ['/actualTo']],
    ['twelve months for less than a year', { form: 'under a year', projected: [heading] }, ['/actualTo']],
    ['no projection for less than a year', { form: 'under a year', actualFrom: '2026-03' }, ['/projected']],
    ['import data of a new importer', { form: 'new', projected: [heading] }, ['/actual']],
    ['a month that is none', { actualTo: '2026-13' }, ['/actualTo']],
  ])('with %s is told so by the field', (_, changes, expected) => {
    expect(at(changes)).toEqual(expected);
  });
  test('of an account that is assigned nowhere has nothing to be against', () => {
    expect(at({}, { centers: [] })).toEqual(['/currentCenter']);
  });
  test('has a sound life', () => {
    expect(appealStates.faults()).toEqual([]);
  });
});
