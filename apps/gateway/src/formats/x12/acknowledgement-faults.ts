import type { FieldError } from '#kernel';
import {
  ELEMENT_CODES,
  GROUP_CODES,
  type GroupReport,
  type InterchangeReport,
  isOfAcknowledgements,
  SEGMENT_CODES,
  type SegmentFault,
  SET_CODES,
  type SetReport,
} from '#x12';

const TOLD = 20;
const REMEDY = 'Nothing that it acknowledges was noted. Correct it and send it again with a new control number.';

const error = (at: string, code: string, text: string): FieldError => ({ at, code, text, remedy: REMEDY });

const ofSegment = ({ segmentId, position, code, elements }: SegmentFault, set: string): FieldError[] => {
  const at = `${set} segment ${position} ${segmentId}`;
  if (elements.length === 0) return [error(at, `AK3 ${code}`, SEGMENT_CODES[code].text)];
  return elements.map(({ element, code: own }) =>
    error(`${at}${String(element).padStart(2, '0')}`, `AK4 ${own}`, ELEMENT_CODES[own].text),
  );
};

const ofSet = ({ setId, control, codes, faults }: SetReport): FieldError[] => [
  // 5 says only that segments are at fault.
  ...codes.filter((code) => code !== '5').map((code) => error(`${setId} ${control}`, `AK5 ${code}`, SET_CODES[code])),
  ...faults.filter(({ severity }) => severity === 'reject').flatMap((fault) => ofSegment(fault, `${setId} ${control}`)),
];

const ofGroup = ({ control, codes, sets }: GroupReport): FieldError[] => [
  ...codes.map((code) => error(`group ${control}`, `AK9 ${code}`, GROUP_CODES[code])),
  ...sets.filter(({ status }) => status === 'R').flatMap(ofSet),
];

/** What is wrong with acknowledgements themselves (997, 999): no 997 ever answers one, so the receipt says it. */
export const faultsOfAcknowledgements = ({ groups }: InterchangeReport): FieldError[] =>
  groups.filter(isOfAcknowledgements).flatMap(ofGroup).slice(0, TOLD);
