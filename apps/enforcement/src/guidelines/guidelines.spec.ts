import { Decimal } from '#kernel';
import { costBond, isSummary } from './cost-bond.rules';
import { computed, factFaults, type GuidelineFacts } from './guidelines';
import { GUIDELINE_PAIRS } from './guidelines.fixture';

const cents = (text: string): bigint => Decimal.of(text).shift(-2).round(0).units;

describe('the guidelines, to the cent', () => {
  test.each(GUIDELINE_PAIRS.map((pair) => [pair.what, pair] as const))('%s', (_, pair) => {
    expect(factFaults(pair.facts)).toEqual([]);
    const found = computed(pair.facts, {
      assessedCents: cents(pair.assessed ?? '0.00'),
      day: pair.day ?? '2026-11-27',
    });
    expect({ least: found.atLeast, most: found.atMost }).toEqual({ least: pair.least, most: pair.most });
    if (pair.suggested !== undefined) expect(found.suggested).toBe(pair.suggested);
    if (pair.besides !== undefined) expect(found.owedBesides).toBe(pair.besides);
    if (pair.warningFirst !== undefined) expect(found.warningFirst).toBe(pair.warningFirst);
    expect(found.steps.map(({ source }) => source)).toContain(pair.source);
    for (const { what, amount } of found.steps) {
      expect(what.length).toBeGreaterThan(5);
      expect(amount ?? '0.00').toMatch(/^\d+\.\d\d$/);
    }
  });

  test('what is suggested lies within the range, whatever the factors', () => {
    for (const { facts, assessed = '0.00' } of GUIDELINE_PAIRS) {
      const found = computed(facts, { assessedCents: cents(assessed), day: '2026-11-27' });
      expect(cents(found.atLeast) <= cents(found.suggested) && cents(found.suggested) <= cents(found.atMost)).toBe(
        true,
      );
    }
  });

  test.each<[what: string, facts: GuidelineFacts, at: string]>([
    ['an amount with three decimals', { guideline: 'late summary', withheld: '1.005', daysLate: 1 }, '/withheld'],
    ['an amount that is none', { guideline: 'late summary', withheld: '-1', daysLate: 1 }, '/withheld'],
    [
      'no culpability',
      { guideline: '19 USC 1592', loss: '1.00', dutiableValue: '1.00', domesticValue: '1.00' },
      '/culpability',
    ],
    [
      'gross negligence with drawback',
      { guideline: '19 USC 1593a', culpability: 'gross negligence', loss: '1.00' },
      '/culpability',
    ],
    ['half a day late', { guideline: 'late summary', withheld: '1.00', daysLate: 0.5 }, '/daysLate'],
    [
      'a factor that the appendix does not know',
      { guideline: '19 USC 1641', missingPowers: 1, mitigating: ['being nice'] },
      '/mitigating/0',
    ],
    [
      'a factor twice',
      { guideline: '19 USC 1641', missingPowers: 1, aggravating: ['prior violations', 'prior violations'] },
      '/aggravating/1',
    ],
    ['a broker who did nothing', { guideline: '19 USC 1641' }, '/missingPowers'],
    [
      'a prior disclosure without its interest',
      { guideline: '19 USC 1593a', culpability: 'negligence', loss: '1.00', priorDisclosure: true },
      '/interest',
    ],
  ])('%s is told by its field', (_, facts, at) => {
    expect(factFaults(facts).map((fault) => fault.at)).toContain(at);
  });

  test.each([
    ['10 % of the value', '12345.67', '1234.56'],
    ['at most $5,000', '400000.00', '5000.00'],
    ['at least $250', '100.00', '250.00'],
  ])('a cost bond is %s', (_, value, bond) => {
    expect(costBond(cents(value), '2026-11-27').cents).toBe(cents(bond));
  });

  test('goods of up to $500,000 are forfeited summarily, more by a court', () => {
    expect(isSummary(cents('500000.00'), '2026-11-27')).toBe(true);
    expect(isSummary(cents('500000.01'), '2026-11-27')).toBe(false);
  });
});
