import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATUS_DISPOSITIONS } from './dispositions';
import { ELEMENT_CODES, GROUP_CODES, PLAIN_FAULTS, SEGMENT_CODES, SET_CODES } from './faults';
import { MANIFEST_ERRORS } from './manifest-errors';
import { readInterchangeText, readManifest309 } from './x12.fixture';

const partners = join(__dirname, '../../../docs/partners');
const documentText = readFileSync(join(partners, 'x12.md'), 'utf8');

describe('What partners are told', () => {
  it.each([
    ['manifest-ocean.309', 'ocean', '0417W', ['260000101', '260000102', '260000103']],
    ['manifest-truck.309', 'truck', 'ABCDTRIP1121A', ['S1121001', 'S1121002']],
  ])('the sample %s is accepted without a single fault', (file, mode, voyage, bills) => {
    const { report, sets } = readInterchangeText(readFileSync(join(partners, 'samples', file), 'utf8'));
    expect(report).toMatchObject({ accepted: true, groups: [{ status: 'A', sets: [{ status: 'A', faults: [] }] }] });
    const { manifest, faults } = readManifest309(sets[0]!.segments);
    expect(faults).toEqual([]);
    expect(manifest).toMatchObject({ mode, voyage });
    expect(manifest.ports.flatMap((port) => port.bills.map((bill) => bill.billNumber))).toEqual(bills);
  });

  it('every code of a 997 stands in the tables with its meaning', () => {
    for (const [code, { text }] of [...Object.entries(SEGMENT_CODES), ...Object.entries(ELEMENT_CODES)])
      expect(documentText).toContain(`| ${code} | ${text} |`);
    for (const [code, text] of [...Object.entries(SET_CODES), ...Object.entries(GROUP_CODES)])
      expect(documentText).toContain(`| ${code} | ${text} |`);
  });

  it('every fault of an interchange stands in the tables with its remedy', () => {
    for (const [code, [text, remedy]] of Object.entries(PLAIN_FAULTS))
      expect(documentText).toContain(`| \`${code}\` | ${text} | ${remedy} |`);
  });

  it('every manifest error stands in the tables with its remedy', () => {
    for (const mode of ['ocean', 'truck'] as const) {
      for (const { code, scope, text, remedy } of MANIFEST_ERRORS[mode].all)
        expect(documentText).toContain(`| ${code} | ${scope} | ${text} | ${remedy} |`);
    }
  });

  it('every disposition code stands in the tables with its text', () => {
    for (const { code, modes, kind, text, from } of STATUS_DISPOSITIONS) {
      expect(documentText).toContain(`| ${code} | ${modes.join(', ')} | ${kind} | ${text} | ${from} |`);
    }
  });
});
