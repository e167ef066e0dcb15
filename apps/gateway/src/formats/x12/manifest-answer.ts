import type { Condition } from '#contracts';
import { type EnvelopeOut, type ManifestFault, write355 } from '#x12';
import { partsOf } from './manifest.mapping';
import type { ManifestRead } from './manifest-reading';
import type { AnsweredFiling } from '../../filing/answered-filing';

/** The 355 for a manifest of test data: what its own content told. It went to nobody. */
export const testAnswer = (manifest: ManifestRead, envelope: EnvelopeOut): string => {
  const billsAccepted = partsOf(manifest).reduce(
    (sum, { ports }) => sum + ports.reduce((bills, port) => bills + port.bills.length, 0),
    0,
  );
  const { header, m10, faults } = manifest;
  return write355(
    { mode: header.mode, m10, billsAccepted, billsRejected: billsIn(manifest) - billsAccepted, faults, tested: true },
    envelope,
  );
};

const billsIn = ({ ports }: ManifestRead): number => ports.reduce((sum, { bills }) => sum + bills.length, 0);

/** The 355 for one manifest: what its own content told, and what the manifest module found in the parts it was given. */
export const manifestAnswer = (
  manifest: ManifestRead,
  answered: readonly Pick<AnsweredFiling, 'outcome' | 'conditions'>[],
  envelope: EnvelopeOut,
): string => {
  const accepted = partsOf(manifest).reduce((sum, part, n) => {
    const answer = answered[n];
    if (!answer || answer.outcome === 'rejected') return sum;
    const refused = new Set(
      answer.conditions.filter(({ severity }) => severity === 'fatal').map((condition) => headAt(manifest, condition)),
    );
    const taken = part.ports.filter(({ port }) => !refused.has(port.position));
    return (
      sum +
      taken.reduce(
        (bills, port) => bills + port.bills.filter(({ segmentPosition }) => !refused.has(segmentPosition)).length,
        0,
      )
    );
  }, 0);
  const conditions = answered.flatMap((answer) => answer.conditions);
  const faults = [
    ...manifest.faults,
    ...conditions.filter(({ severity }) => severity !== 'information').map((condition) => faultOf(manifest, condition)),
  ];
  const notes = [
    ...new Set(
      conditions.filter(({ severity }) => severity === 'information').map(({ code, text }) => `${code} ${text}`),
    ),
  ];
  return write355(
    {
      mode: manifest.header.mode,
      m10: manifest.m10,
      billsAccepted: accepted,
      billsRejected: billsIn(manifest) - accepted,
      faults,
      notes,
    },
    envelope,
  );
};

/** Position of the LX whose bill a condition is about, or of the P4 where it is about the port and so about all its bills. */
const headAt = (manifest: ManifestRead, { recordIndex }: Condition): number | null => {
  const place = recordIndex === null ? undefined : manifest.kept.get(recordIndex);
  return place?.lx?.position ?? place?.p4?.position ?? null;
};

const faultOf = (manifest: ManifestRead, condition: Condition): ManifestFault => {
  const place = condition.recordIndex === null ? undefined : manifest.kept.get(condition.recordIndex);
  return {
    code: condition.code,
    text: condition.text,
    remedy: condition.remedy,
    scope: place?.lx ? 'bill' : place?.p4 ? 'port' : 'manifest',
    ...(condition.field ? { element: condition.field } : {}),
    segment: place?.segment,
    m10: manifest.m10,
    p4: place?.p4,
    lx: place?.lx,
  };
};
