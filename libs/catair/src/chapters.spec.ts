import { APPLICATIONS, CHAPTERS, FURTHER_APPLICATIONS, SERVED_APPLICATIONS } from './chapters';
import { controlCondition } from './conditions';
import { batchOf, cargoRelease, overwritten } from './filings.fixture';
import { GRAMMARS } from './grammar';
import { rejectBatch } from './reject';
import { readTransmission } from './transmission';

const batchFor = (application: string) =>
  readTransmission(
    batchOf('SE', cargoRelease())
      .map((line, at) => (at === 0 ? overwritten(line, 26, application) : line))
      .join(''),
  ).batches[0]!;
const REFUSED = [...APPLICATIONS.values()].filter(({ chapter }) => chapter.standing !== 'served');

describe('The registry of CATAIR', () => {
  it('names the 38 chapters of the agency, each once, and says of each what becomes of it here', () => {
    expect(new Set(CHAPTERS.map(({ name }) => name)).size).toBe(38);
    for (const { instead } of [...CHAPTERS, ...FURTHER_APPLICATIONS]) expect(instead).toMatch(/^[A-Z].*\.$/);
  });

  it('knows the 34 applications that batch and block control lists, and serves those that can be read', () => {
    expect(APPLICATIONS.size).toBe(34);
    expect([...SERVED_APPLICATIONS].sort()).toEqual([...GRAMMARS.keys()].sort());
  });

  it.each(REFUSED.map(({ code }) => code))('refuses a batch of %s by name and never says to send it later', (code) => {
    const { envelope, faults } = batchFor(code);
    expect(faults.map((fault) => fault.code)).toEqual(['PX1']);
    const [{ text, remedy, code: condition }] = faults as [(typeof faults)[number]];
    expect(text).toContain(`${code} (${APPLICATIONS.get(code)!.name})`);
    expect(remedy).toMatch(/Do not send this batch again\.$/);
    expect(controlCondition(condition).resend).toBe('never');
    const shown = code.replace('$', ' ');
    expect(rejectBatch(envelope, faults).replaceAll('$', ' ')).toContain(`X1 FPX1   ${shown} NOT TAKEN HERE`);
  });

  it('still tells a code that no guide knows from one that is not taken', () => {
    expect(batchFor('ZZ').faults.map(({ code }) => code)).toEqual(['X12']);
  });
});
