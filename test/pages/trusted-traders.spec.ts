import { BENEFITS } from '#contracts';
import { CERTIFICATIONS } from '../../apps/cee/src/trusted-service/certifications.data';
import { MEASURED_KINDS } from '../../apps/cee/src/trusted-service/request.rules';
import { updateOf } from '../../apps/cee/src/trusted-service/update.rules';
import { PROGRAMS } from '../../apps/cee/src/trusted-standing/programs';
import { criteriaOn } from '../../apps/cee/src/trusted-traders/programs.data';
import { ANSWERS } from '../../apps/cee/src/trusted-traders/questionnaire.rules';
import { criteriaWords } from '../../apps/portal/web/pages/trusted/criteria-words';
import { trustedWords } from '../../apps/portal/web/pages/trusted/words';
import { LIVES } from '../../tools/documents/life-cycles';

const lifeOf = (of: string) => LIVES.find((one) => one.of === of)!.life;
const unsaid = (group: string, values: readonly string[]): string[] =>
  [...new Set(values)].map((value) => `${group}_${value}`).filter((name) => !(name in trustedWords.en));

test('states and steps of a participation and of an appeal are said in the language of the page', () => {
  const [participation, appeal] = [
    lifeOf('an account in a program of trusted traders'),
    lifeOf('an appeal of a trusted trader'),
  ];
  expect(unsaid('state', participation.states)).toEqual([]);
  expect(unsaid('now', participation.states)).toEqual([]);
  expect(
    unsaid(
      'event',
      participation.transitions.map(({ on }) => on),
    ),
  ).toEqual([]);
  expect(unsaid('appeal', appeal.states)).toEqual([]);
  expect(participation.states.length).toBeGreaterThan(5);
});

test('programs, benefits, kinds of requests, certifications and trends are said in the language of the page, each that there is', () => {
  const none = { lines: 0, valueDollars: 0, summaries: 0, rejected: 0, screened: 0, exams: 0 };
  expect([
    ...unsaid('program', PROGRAMS),
    ...unsaid('benefit', BENEFITS),
    ...unsaid('says', BENEFITS),
    ...unsaid('kind', MEASURED_KINDS),
    ...unsaid(
      'certification',
      CERTIFICATIONS.map(({ name }) => name),
    ),
    ...unsaid('answer', ANSWERS),
    ...unsaid(
      'trend',
      updateOf('2026-10-01', none, []).trends.map(({ name }) => name),
    ),
  ]).toEqual([]);
});

test('each criterion in force is read in the language of the page, as the questionnaire says it now', () => {
  const known: readonly string[] = Object.values(criteriaWords.en);
  const inForce = PROGRAMS.flatMap((program) => {
    const { criteria, source } = criteriaOn(program, '2026-11-30')!;
    return [source, ...criteria.flatMap(({ heading, text }) => [heading, text])];
  });
  expect(inForce.length).toBeGreaterThan(80);
  expect(inForce.filter((text) => !known.includes(text))).toEqual([]);
});
