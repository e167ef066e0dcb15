import { Decimal } from '#kernel';
import { inUnitOf, type CodedPart, type DutyFormula, type Rate } from './rate-text';

/** Computation codes of appendix F with their equation: P1 to P3 are rates, Q1 to Q3 quantities of the number's units, V the value. */
export const COMPUTATIONS: Readonly<Record<DutyFormula, { readonly name: string; readonly equation: string }>> = {
  '0': { name: 'Free', equation: '0' },
  '1': { name: 'Specific', equation: 'P1 × Q1' },
  '2': { name: 'Specific', equation: 'P1 × Q2' },
  '3': { name: 'Multiple specific', equation: 'P1 × Q1 + P3 × Q2' },
  '4': { name: 'Compound', equation: 'P1 × Q1 + P2 × V' },
  '5': { name: 'Compound', equation: 'P1 × Q2 + P2 × V' },
  '6': { name: 'Specific and compound', equation: 'P1 × Q1 + P3 × Q2 + P2 × V' },
  '7': { name: 'Ad valorem', equation: 'P2 × V' },
  '9': { name: 'Derived', equation: 'P2 × duty of another number' },
  A: { name: 'Functional ad valorem', equation: '(P2 + P3 × Q3) × V' },
  B: { name: 'Specific and functional ad valorem', equation: 'P1 × Q2 + (P2 + P3 × Q3) × V' },
  C: { name: 'Specific, one of two', equation: 'P1 × Q1 or P2 × Q1, as the filer finds' },
  D: { name: 'Compound', equation: 'P1 × Q3 + P2 × V' },
  E: { name: 'Specific and compound', equation: 'P1 × Q2 + P3 × Q3 + P2 × V' },
  F: { name: 'Pyrotechnics', equation: 'Q1 × (P1 + P3 × Q2)' },
  J: { name: 'Sugar', equation: 'the greater of Q2 × (P1 - P2 × (100 - Q3)) and P3 × Q2' },
  K: { name: 'Sugar', equation: 'the greater of Q1 × (P1 - P2 × (100 - Q2)) and P3 × Q1' },
  X: { name: 'No formula', equation: 'as the tariff says' },
};

export interface Quantity {
  readonly quantity: Decimal;
  readonly unit: string;
}

export interface DutyGiven {
  readonly value: Decimal;
  readonly quantities: readonly Quantity[];
  /** Duty of the number that a derived duty is a part of, in dollars. */
  readonly derivedFrom?: Decimal;
}

/** A term of a duty as it can be shown, such as `500 KG × 0.009`, and its amount in dollars, not rounded. */
export interface DutyStep {
  readonly says: string;
  readonly dollars: Decimal;
}

/** A duty between two amounts, in dollars and not rounded, which are one where all that decides it was reported. */
export interface DutyRange {
  readonly least: Decimal;
  readonly most: Decimal;
  readonly steps: readonly DutyStep[];
}

const HUNDRED = Decimal.of('100');
const greater = (a: Decimal, b: Decimal): Decimal => (a.compare(b) >= 0 ? a : b);
const exactly = (dollars: Decimal, says: string): DutyRange => ({
  least: dollars,
  most: dollars,
  steps: [{ says, dollars }],
});

/** Sugar: by degrees where they are reported; without them between the floor and the full rate. */
function sugar({ p1, p2, p3 }: CodedPart, amount: Decimal, degrees: Decimal | undefined): DutyRange {
  const floor = amount.times(p3);
  if (!degrees) {
    const says = `${amount} × ${p3} at the least, × ${p1} at the most: the degrees are not reported`;
    return { least: floor, most: amount.times(p1), steps: [{ says, dollars: floor }] };
  }
  const byDegree = amount.times(p1.minus(p2.times(HUNDRED.minus(degrees))));
  return exactly(
    greater(byDegree, floor),
    `${amount} × (${p1} - ${p2} × (100 - ${degrees})), but not less than ${amount} × ${p3}`,
  );
}

function coded(part: CodedPart, { value, quantities, derivedFrom }: DutyGiven): DutyRange {
  const { code, p1, p2, p3 } = part;
  const q = (place: number): Decimal => quantities[place]?.quantity ?? Decimal.ZERO;
  switch (code) {
    case '9':
      return exactly((derivedFrom ?? Decimal.ZERO).times(p2), `${derivedFrom ?? Decimal.ZERO} × ${p2}`);
    case 'A':
      return exactly(value.times(p2.plus(p3.times(q(2)))), `${value} × (${p2} + ${p3} × ${q(2)})`);
    case 'B': {
      const specific = q(1).times(p1);
      const onValue = value.times(p2.plus(p3.times(q(2))));
      const dollars = specific.plus(onValue);
      const steps = [
        { says: `${q(1)} × ${p1}`, dollars: specific },
        { says: `${value} × (${p2} + ${p3} × ${q(2)})`, dollars: onValue },
      ];
      return { least: dollars, most: dollars, steps };
    }
    case 'C': {
      const [one, other] = [q(0).times(p1), q(0).times(p2)];
      const least = one.compare(other) <= 0 ? one : other;
      return { least, most: greater(one, other), steps: [{ says: `${q(0)} × ${p1} or × ${p2}`, dollars: least }] };
    }
    case 'F':
      return exactly(q(0).times(p1.plus(p3.times(q(1)))), `${q(0)} × (${p1} + ${p3} × ${q(1)})`);
    case 'J':
      return sugar(part, q(1), quantities[2]?.quantity);
    case 'K':
      return quantities.length > 2 ? sugar(part, q(1), q(2)) : sugar(part, q(0), quantities[1]?.quantity);
  }
}

/**
 * Duty at a rate in dollars, term by term, not rounded. A quantity in a unit the filer did not report counts as nothing.
 * Source: appendix F; the terms of its codes 0 to 7, D and E are sums that the rate's own units spell out.
 */
export function computeDuty(rate: Rate, given: DutyGiven): DutyRange {
  const terms = rate.map((part): DutyRange => {
    if (part.kind === 'coded') return coded(part, given);
    if (part.kind === 'ad valorem') return exactly(given.value.times(part.factor), `${given.value} × ${part.factor}`);
    for (const { quantity, unit } of given.quantities) {
      const factor = unit === part.unit ? undefined : inUnitOf(part.unit, unit);
      if (unit !== part.unit && factor === undefined) continue;
      const counted = factor ? quantity.times(factor) : quantity;
      return exactly(counted.times(part.dollars), `${counted} ${part.unit} × ${part.dollars}`);
    }
    return exactly(Decimal.ZERO, `no ${part.unit} reported × ${part.dollars}`);
  });
  const sum = (of: (term: DutyRange) => Decimal) => terms.reduce((total, term) => total.plus(of(term)), Decimal.ZERO);
  return {
    least: sum(({ least }) => least),
    most: sum(({ most }) => most),
    steps: terms.flatMap(({ steps }) => steps),
  };
}
