import { type Condition, wasRefused } from '#contracts';
import { type EnvelopeOut, type ManifestFault, type Segment, write355 } from '#x12';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { READING_CONDITIONS } from '../reading-conditions';
import { outcomeOf } from '../../filing/disposition';
import type { SentManifest } from './x12-sent';

/** The 355 for a manifest of test data: what its own content told. It went to nobody. */
export const testAnswer = ({ mode, m10, bills, faults, parts }: SentManifest, envelope: EnvelopeOut): string => {
  const accepted = parts.flat().reduce((sum, port) => sum + port.bills.length, 0);
  return write355(
    { mode, m10, billsAccepted: accepted, billsRejected: bills - accepted, faults, tested: true },
    envelope,
  );
};

/** The 355 for one manifest: what its own content told, and what the manifest module found in the parts it was given. */
export const manifestAnswer = (
  manifest: SentManifest,
  answered: readonly Pick<AnsweredFiling, 'outcome' | 'conditions'>[],
  envelope: EnvelopeOut,
): string => {
  const { mode, m10, bills, parts } = manifest;
  const headsAt = headsIn(manifest);
  const accepted = parts.reduce((sum, part, n) => {
    const answer = answered[n];
    if (!answer || wasRefused(outcomeOf(answer))) return sum;
    const refused = new Set(
      answer.conditions
        .filter(({ severity }) => severity === 'fatal')
        .map(({ recordIndex }) => headsAt(recordIndex))
        .map(({ p4, lx }) => lx ?? p4),
    );
    const taken = part.filter(({ p4 }) => !refused.has(p4));
    return sum + taken.reduce((count, port) => count + port.bills.filter((lx) => !refused.has(lx)).length, 0);
  }, 0);
  const conditions = answered.flatMap((answer) => answer.conditions);
  const faults = [
    ...manifest.faults,
    ...conditions
      .filter(({ severity }) => severity !== 'information')
      .map((condition) => faultOf(condition, headsAt(condition.recordIndex), m10)),
  ];
  const notes = notesOf(conditions.filter(({ severity }) => severity === 'information'));
  return write355({ mode, m10, billsAccepted: accepted, billsRejected: bills - accepted, faults, notes }, envelope);
};

/** A 355 has room for few notes: what is not judged is one, which names the segments. */
const notesOf = (information: readonly Condition[]): string[] => {
  const { code, text } = READING_CONDITIONS.get('W95');
  const unjudged = [...new Set(information.filter((c) => c.code === code).map(({ record }) => record))];
  const others = information.filter((c) => c.code !== code).map((c) => `${c.code} ${c.text}`);
  return [...new Set(others), ...(unjudged.length > 0 ? [`${code} ${unjudged.join(' ')} ${text}`] : [])];
};

interface Heads {
  readonly p4?: Segment;
  readonly lx?: Segment;
}

/** The port and the bill that a condition is placed at or under, by its position: of what went to the module. */
const headsIn = ({ parts }: SentManifest): ((position: number | null) => Heads) => {
  const heads = parts
    .flat()
    .flatMap(({ p4, bills }) => [
      { at: p4.position, each: { p4 } },
      ...bills.map((lx) => ({ at: lx.position, each: { p4, lx } })),
    ])
    .sort((a, b) => a.at - b.at);
  return (position) => {
    if (position === null) return {};
    let [low, high] = [0, heads.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (heads[middle]!.at <= position) low = middle + 1;
      else high = middle;
    }
    return heads[low - 1]?.each ?? {};
  };
};

const faultOf = (
  { code, text, remedy, field }: Condition,
  { p4, lx }: Heads,
  m10: Segment | undefined,
): ManifestFault => ({
  code,
  text,
  remedy,
  scope: lx ? 'bill' : p4 ? 'port' : 'manifest',
  ...(field ? { element: field } : {}),
  segment: lx ?? p4,
  m10,
  p4,
  lx,
});
