import type { InterchangeHeader } from './interchange';
import type { Separators } from './tokenizer';

/** A segment to write: its id and elements, element 01 at index 1. Empty tails are trimmed. */
export type OutSegment = readonly (string | number | undefined)[];

/** What the ISA and GS of an outgoing interchange need. `at` is a UTC instant in ISO form; control numbers are 1 to 999999999. */
export interface EnvelopeOut {
  senderQualifier: string;
  sender: string;
  receiverQualifier: string;
  receiver: string;
  /** Sender and receiver in GS02 and GS03; the ISA's when left out. */
  groupSender?: string;
  groupReceiver?: string;
  control: number;
  groupControl: number;
  at: string;
  usage: 'P' | 'T';
  /** ISA12; 00401 when left out. */
  version?: string;
  /** GS08; 004010 when left out. */
  groupVersion?: string;
  separators?: Separators;
}

const DEFAULT_SEPARATORS: Separators = { element: '*', component: '>', segment: '~' };

/** The envelope of an answer: the received one turned round, in its release and separators, with control numbers of our own. */
export function replyEnvelope(
  received: InterchangeHeader,
  group: { sender: string; receiver: string; version?: string } | undefined,
  own: Pick<EnvelopeOut, 'control' | 'groupControl' | 'at'>,
): EnvelopeOut {
  return {
    senderQualifier: received.receiverQualifier,
    sender: received.receiver,
    receiverQualifier: received.senderQualifier,
    receiver: received.sender,
    groupSender: group?.receiver || undefined,
    groupReceiver: group?.sender || undefined,
    usage: received.usage === 'P' ? 'P' : 'T',
    ...(/^\d{5}$/.test(received.version) && { version: received.version }),
    ...(group?.version && /^00[4-8]\d{3}/.test(group.version) && { groupVersion: group.version }),
    separators: received.separators,
    ...own,
  };
}

/**
 * Writes one interchange of one functional group, counting as it goes. X12 has no escape: separators, control
 * characters and line ends inside a value become spaces.
 */
export class InterchangeWriter {
  private readonly parts: string[] = [];
  private readonly separators: Separators;
  private readonly unwanted: RegExp;
  private sets = 0;

  /** @throws RangeError when a control number does not fit its element, or `at` is no instant */
  constructor(
    private readonly envelope: EnvelopeOut,
    functionalId: string,
  ) {
    for (const control of [envelope.control, envelope.groupControl]) {
      if (!Number.isInteger(control) || control < 1 || control > 999_999_999)
        throw new RangeError(`control number ${control} is not 1 to 999999999`);
    }
    const stamp = new Date(envelope.at).toISOString().replace(/\D/g, '');
    const separators = envelope.separators ?? DEFAULT_SEPARATORS;
    this.separators = separators;
    const own = [separators.element, separators.segment, separators.component, separators.repetition ?? ''].join('');
    this.unwanted = new RegExp(`[\\u0000-\\u001f\\u007f\\ufffd${own.replace(/[\\\]^-]/g, '\\$&')}]`, 'g');
    const fixed = (value: string, length: number) => this.clean(value).padEnd(length).slice(0, length);
    const isa = [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      fixed(envelope.senderQualifier, 2),
      fixed(envelope.sender, 15),
      fixed(envelope.receiverQualifier, 2),
      fixed(envelope.receiver, 15),
      stamp.slice(2, 8),
      stamp.slice(8, 12),
      separators.repetition ?? 'U',
      envelope.version ?? '00401',
      String(envelope.control).padStart(9, '0'),
      '0',
      envelope.usage,
      separators.component,
    ];
    this.parts.push(isa.join(separators.element), separators.segment);
    this.segment([
      'GS',
      functionalId,
      envelope.groupSender ?? envelope.sender,
      envelope.groupReceiver ?? envelope.receiver,
      stamp.slice(0, 8),
      stamp.slice(8, 12),
      envelope.groupControl,
      'X',
      envelope.groupVersion ?? '004010',
    ]);
  }

  /** Writes one transaction set; its control number is its place in the group. */
  set(setId: string, segments: Iterable<OutSegment>): this {
    const control = String(++this.sets).padStart(4, '0');
    let count = 2;
    this.segment(['ST', setId, control]);
    for (const segment of segments) {
      this.segment(segment);
      count++;
    }
    this.segment(['SE', count, control]);
    return this;
  }

  /** Closes the interchange and returns it whole. */
  end(): string {
    this.segment(['GE', this.sets, this.envelope.groupControl]);
    this.segment(['IEA', 1, String(this.envelope.control).padStart(9, '0')]);
    return this.parts.join('');
  }

  private clean(value: string): string {
    return value.replace(this.unwanted, ' ');
  }

  private segment(elements: OutSegment): void {
    let last = elements.length - 1;
    while (last > 0 && (elements[last] === undefined || elements[last] === '')) last--;
    let text = this.clean(String(elements[0]));
    for (let at = 1; at <= last; at++) text += this.separators.element + this.clean(String(elements[at] ?? ''));
    this.parts.push(text, this.separators.segment);
  }
}
