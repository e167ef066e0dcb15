import { standingFaults, TRUSTED_PROGRAMS, trustedProgramTable, type TrustedStanding } from './trusted-standing.rules';

const standing = (change: Partial<TrustedStanding> = {}): TrustedStanding => ({
  program: 'C-TPAT',
  tier: '3',
  number: 'CT-1',
  from: '2026-01-01',
  to: '2026-12-31',
  ...change,
});

describe('trusted standing', () => {
  test.each<[string, TrustedStanding[]]>([
    ['C-TPAT with its tier', [standing()]],
    ['FAST without one, no end known', [standing({ program: 'FAST', tier: null, to: null })]],
    ['a tier that follows another', [standing({ tier: '2' }), standing({ from: '2027-01-01', to: null })]],
    ['two programs on the same days', [standing(), standing({ program: 'FAST', tier: null })]],
    ['one day only', [standing({ to: '2026-01-01' })]],
  ])('%s is sound', (_name, standings) => {
    expect(standingFaults(standings)).toEqual([]);
  });

  test.each<[string, TrustedStanding[], string]>([
    ['an unknown program', [standing({ program: 'PIRATE' })], '/0/program'],
    ['C-TPAT without a tier', [standing({ tier: null })], '/0/tier'],
    ['C-TPAT tier 4', [standing({ tier: '4' })], '/0/tier'],
    ['FAST with a tier', [standing({ program: 'FAST' })], '/0/tier'],
    ['a first day that does not exist', [standing({ from: '2026-02-30', to: null })], '/0/from'],
    ['a last day that does not exist', [standing({ to: '2026-13-01' })], '/0/to'],
    ['an end before the beginning', [standing({ to: '2025-12-31' })], '/0/to'],
    ['two tiers on one day', [standing({ tier: '2' }), standing({ from: '2026-12-31', to: null })], '/1/from'],
  ])('%s is named', (_name, standings, at) => {
    expect(standingFaults(standings).map((fault) => fault.at)).toEqual([at]);
  });

  test('the table for partners names every program', () => {
    for (const { program } of TRUSTED_PROGRAMS) expect(trustedProgramTable()).toContain(`| ${program} |`);
  });
});
