/**
 * What can be wrong with the syntax of a transmission, as data. Numbered codes are those of the 997 (ASC X12 data
 * elements 720, 723, 718 and 716); a plain fault is one the 997 has no place for, answered over HTTP.
 */

/** `noted` faults leave the set usable (997 status E), `reject` faults refuse it (status R). */
export type SyntaxSeverity = 'noted' | 'reject';

export interface SyntaxCode {
  text: string;
  severity: SyntaxSeverity;
}

/** AK304: what is wrong with a segment. */
export const SEGMENT_CODES = {
  '1': { text: 'segment id not known', severity: 'noted' },
  '3': { text: 'mandatory segment missing', severity: 'reject' },
  '4': { text: 'loop repeated too often', severity: 'reject' },
  '5': { text: 'segment repeated too often', severity: 'reject' },
  '6': { text: 'segment not part of this transaction set', severity: 'noted' },
  '7': { text: 'segment out of sequence', severity: 'reject' },
  '8': { text: 'segment has element errors', severity: 'noted' },
} as const satisfies Record<string, SyntaxCode>;
export type SegmentCode = keyof typeof SEGMENT_CODES;

/** AK403: what is wrong with an element. A text that is too long is kept as sent, so it is only noted; a number that is larger than its place holds rejects. */
export const ELEMENT_CODES = {
  '1': { text: 'mandatory element missing', severity: 'reject' },
  '2': { text: 'element missing that another element requires', severity: 'reject' },
  '3': { text: 'too many elements', severity: 'noted' },
  '4': { text: 'element too short', severity: 'reject' },
  '5': { text: 'element too long', severity: 'noted' },
  '6': { text: 'invalid character', severity: 'reject' },
  '7': { text: 'code value not allowed', severity: 'reject' },
  '8': { text: 'not a date', severity: 'reject' },
  '9': { text: 'not a time', severity: 'reject' },
} as const satisfies Record<string, SyntaxCode>;
export type ElementCode = keyof typeof ELEMENT_CODES;

/** AK502 to AK506: what is wrong with a transaction set. */
export const SET_CODES = {
  '1': 'transaction set not supported',
  '2': 'transaction set trailer (SE) missing',
  '3': 'control numbers in ST02 and SE02 differ',
  '4': 'segment count in SE01 is not the number of segments received',
  '5': 'one or more segments in error',
  '6': 'transaction set identifier (ST01) missing or invalid',
  '7': 'transaction set control number (ST02) missing or invalid',
  '23': 'transaction set control number (ST02) used before in this group',
} as const;
export type SetCode = keyof typeof SET_CODES;

/** AK905 to AK909: what is wrong with a functional group. */
export const GROUP_CODES = {
  '1': 'functional group not supported',
  '2': 'version in GS08 not supported',
  '3': 'group trailer (GE) missing',
  '4': 'control numbers in GS06 and GE02 differ',
  '5': 'transaction set count in GE01 is not the number of sets received',
  '6': 'group control number (GS06) invalid',
  '19': 'group control number (GS06) used before in this interchange',
} as const;
export type GroupCode = keyof typeof GROUP_CODES;

const PLAIN = {
  'no-isa': ['The transmission does not begin with an ISA segment.', 'Send one X12 interchange that begins with ISA.'],
  'header-truncated': ['The transmission ends inside the ISA segment.', 'Send the whole file again.'],
  'isa-not-fixed-length': [
    'The ISA segment is not 106 characters long with its separators in the fixed places.',
    'Pad each ISA element with spaces to its fixed length.',
  ],
  'separators-unusable': [
    'The separators declared in ISA are letters, digits, spaces or the same character twice.',
    'Use distinct punctuation characters, for example * > ~.',
  ],
  'segment-too-long': [
    'A segment is longer than 8,192 characters.',
    'Check the segment terminator in character 106 of ISA.',
  ],
  'last-segment-unterminated': [
    'The transmission ends inside a segment.',
    'Send the whole file again, with the last terminator.',
  ],
  'not-addressed': [
    'The interchange, or a group in it, is not addressed to this platform.',
    'Put the qualifier and the id of this platform in ISA07 and ISA08, and the id in GS03.',
  ],
  'isa-element': ['An element of ISA is not valid.', 'Correct the element named and send the interchange again.'],
  'iea-missing': ['The transmission ends without an IEA segment.', 'Send the whole file again.'],
  'iea-control-number': ['The control numbers in ISA13 and IEA02 differ.', 'Put the number of ISA13 in IEA02.'],
  'iea-group-count': ['IEA01 is not the number of functional groups received.', 'Count the GS segments in IEA01.'],
  'no-group': ['The interchange holds no functional group.', 'Send at least one GS to GE group.'],
  'segment-outside-set': [
    'A segment stands outside any transaction set.',
    'Put it between ST and SE, or leave it out.',
  ],
  'after-interchange': ['Something follows the IEA segment.', 'Send one interchange in one transmission.'],
  'too-many-sets': ['The interchange holds more than 10,000 transaction sets.', 'Divide it into several interchanges.'],
} as const;
export type PlainFaultCode = keyof typeof PLAIN;

/** A fault of the interchange itself. `position` counts segments from ISA as 1; `element` is 1-based. */
export interface PlainFault {
  code: PlainFaultCode;
  text: string;
  remedy: string;
  position?: number;
  segmentId?: string;
  element?: number;
}

export function plainFault(
  code: PlainFaultCode,
  where: Pick<PlainFault, 'position' | 'segmentId' | 'element'>,
): PlainFault {
  const [text, remedy] = PLAIN[code];
  return { code, text, remedy, ...where };
}

/** All plain faults with text and remedy, for documentation. */
export const PLAIN_FAULTS: Record<PlainFaultCode, readonly [text: string, remedy: string]> = PLAIN;

/** An element in error: `element` is its number in the segment, `value` what was received. */
export interface ElementFault {
  element: number;
  name: string;
  code: ElementCode;
  severity: SyntaxSeverity;
  value: string;
}

/** A segment in error: `position` counts from ST as 1; `loop` is the loop it belongs to. */
export interface SegmentFault {
  segmentId: string;
  position: number;
  loop?: string;
  code: SegmentCode;
  severity: SyntaxSeverity;
  elements: ElementFault[];
}
