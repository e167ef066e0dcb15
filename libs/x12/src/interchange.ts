import { createHash } from 'node:crypto';
import {
  type GroupCode,
  type PlainFault,
  plainFault,
  type PlainFaultCode,
  SEGMENT_CODES,
  type SegmentCode,
  type SegmentFault,
  type SetCode,
} from './faults';
import { GRAMMARS, GrammarWalk, type SetGrammar } from './grammar';
import { checkElements } from './segment-check';
import { SEGMENTS } from './segments';
import { type Segment, type Separators, tokenize, Tokenizer, type X12Source } from './tokenizer';

/** ISA as read; sender and receiver without their padding. */
export interface InterchangeHeader {
  senderQualifier: string;
  sender: string;
  receiverQualifier: string;
  receiver: string;
  date: string;
  time: string;
  version: string;
  /** ISA13, nine digits as received. */
  control: string;
  acknowledgementRequested: boolean;
  usage: string;
  separators: Separators;
}

/** GS as read. */
export interface GroupHeader {
  functionalId: string;
  sender: string;
  receiver: string;
  control: string;
  version: string;
}

/** ST as read; `position` counts segments from ISA as 1. */
export interface SetHeader {
  setId: string;
  control: string;
  position: number;
}

/** Status A accepted, E accepted with faults noted, R rejected (AK501). At most 200 faulty segments are kept, and 20,000 of an interchange; `faultCount` counts all. */
export interface SetReport extends SetHeader {
  segmentCount: number;
  status: 'A' | 'E' | 'R';
  codes: SetCode[];
  faults: SegmentFault[];
  faultCount: number;
}

/** Status A, E, P (some sets accepted) or R (AK901). `setsDeclared` is GE01. */
export interface GroupReport extends GroupHeader {
  status: 'A' | 'E' | 'P' | 'R';
  codes: GroupCode[];
  setsDeclared: number;
  sets: SetReport[];
  setsAccepted: number;
}

/**
 * The judgement on a whole transmission. `accepted` is false when the interchange itself is at fault: then nothing in it
 * may be used, whatever its groups say, and `faults` go into the HTTP answer since a 997 cannot carry them.
 */
export interface InterchangeReport {
  header?: InterchangeHeader;
  groups: GroupReport[];
  faults: PlainFault[];
  accepted: boolean;
  /** SHA-256 in hex of the segments as read: line ends, and the characters that separate, are no content. Empty of a reader that was given segments. */
  contentHash: string;
}

/** By which name a platform is addressed: ISA07, and ISA08 as GS03. */
export interface Addressee {
  readonly qualifier: string;
  readonly id: string;
}

/**
 * What reading yields, in file order. Only segments that stand where the set's grammar allows come as `segment`, their
 * positions counted from ST as 1. Whether a set may be used is known at its `set-end`, and whether the interchange may
 * be used at `end`: judge a journalled file first (`inspectInterchange`), then read it again for its content.
 */
export type InterchangeEvent =
  | { kind: 'interchange'; header: InterchangeHeader }
  | { kind: 'group'; group: GroupHeader }
  | { kind: 'set'; set: SetHeader; group: GroupHeader }
  | { kind: 'segment'; segment: Segment }
  | { kind: 'set-end'; set: SetReport }
  | { kind: 'group-end'; group: GroupReport }
  | { kind: 'end'; report: InterchangeReport };

const MAX_FAULTS_PER_SET = 200;
const MAX_FAULTS = 20_000;
const MAX_PLAIN_FAULTS = 100;
const MAX_SETS = 10_000;
const VERSION = /^00[4-8]\d{3}/;
/** Sets a partner may send: manifests, and acknowledgements of what was sent to the partner. */
const RECEIVABLE: ReadonlySet<string> = new Set(['309', '997', '999']);

const at = (segment: Segment, element: number): string => segment.elements[element] ?? '';
const sameNumber = (a: string, b: string): boolean =>
  /^\d+$/.test(a) && /^\d+$/.test(b) && BigInt(a.slice(0, 20)) === BigInt(b.slice(0, 20));

interface OpenSet extends SetReport {
  walk?: GrammarWalk;
  grammar?: SetGrammar;
}

/** Reads segments into events. Nothing throws on any input; every fault becomes part of a report. */
export class InterchangeReader {
  private events: InterchangeEvent[] = [];
  private readonly report: InterchangeReport = { groups: [], faults: [], accepted: false, contentHash: '' };
  private group?: GroupReport;
  private set?: OpenSet;
  private setControls = new Set<string>();
  private readonly groupControls = new Set<string>();
  private setCount = 0;
  private faultsKept = 0;
  private closed = false;
  private receivable: readonly SetGrammar[];

  /**
   * @param sets transaction sets to take; all others are answered "not supported"
   * @param addressee to whom it must be addressed; to anybody when left out
   */
  constructor(
    sets: ReadonlySet<string> = RECEIVABLE,
    private readonly addressee?: Addressee,
  ) {
    this.receivable = GRAMMARS.filter((grammar) => sets.has(grammar.setId));
  }

  /** True once the interchange cannot be read further. */
  stopped = false;

  push(segment: Segment, separators: Separators): void {
    if (this.stopped) return;
    const position = segment.position;
    if (this.closed) {
      this.plain('after-interchange', segment);
      this.stopped = true;
      return;
    }
    switch (segment.id) {
      case 'ISA':
        if (this.report.header) return this.plain('segment-outside-set', segment);
        return this.openInterchange(segment, separators);
      case 'GS':
        this.closeGroup();
        return this.openGroup(segment);
      case 'ST':
        this.closeSet();
        return this.group ? this.openSet(segment, position) : this.plain('segment-outside-set', segment);
      case 'SE':
        return this.set ? this.closeSet(segment) : this.plain('segment-outside-set', segment);
      case 'GE':
        return this.group ? this.closeGroup(segment) : this.plain('segment-outside-set', segment);
      case 'IEA':
        return this.closeInterchange(segment);
      default:
        if (this.set) this.body(segment);
        else if (segment.id !== 'TA1' || this.group) this.plain('segment-outside-set', segment);
    }
  }

  /** Ends the reading. @param unreadable what stopped the tokenizer, if anything did */
  finish(unreadable?: PlainFault, contentHash = ''): void {
    if (unreadable) this.report.faults.unshift(unreadable);
    this.closeGroup();
    if (!this.closed && this.report.header) this.plain('iea-missing');
    this.report.accepted = this.report.faults.length === 0;
    this.report.contentHash = contentHash;
    this.events.push({ kind: 'end', report: this.report });
  }

  take(): InterchangeEvent[] {
    const events = this.events;
    this.events = [];
    return events;
  }

  private plain(code: PlainFaultCode, segment?: Segment, element?: number): void {
    if (this.report.faults.length >= MAX_PLAIN_FAULTS) return;
    const where = segment && {
      position: segment.position,
      segmentId: segment.id.slice(0, 3),
      ...(element && { element }),
    };
    this.report.faults.push(plainFault(code, where ?? {}));
  }

  private openInterchange(segment: Segment, separators: Separators): void {
    for (const fault of checkElements(segment, SEGMENTS.get('ISA')!)) this.plain('isa-element', segment, fault.element);
    const header: InterchangeHeader = {
      senderQualifier: at(segment, 5),
      sender: at(segment, 6).trim(),
      receiverQualifier: at(segment, 7),
      receiver: at(segment, 8).trim(),
      date: at(segment, 9),
      time: at(segment, 10),
      version: at(segment, 12),
      control: at(segment, 13),
      acknowledgementRequested: at(segment, 14) === '1',
      usage: at(segment, 15),
      separators,
    };
    this.report.header = header;
    if (this.addressee && header.receiverQualifier !== this.addressee.qualifier)
      this.plain('not-addressed', segment, 7);
    if (this.addressee && header.receiver !== this.addressee.id) this.plain('not-addressed', segment, 8);
    this.events.push({ kind: 'interchange', header });
  }

  private openGroup(segment: Segment): void {
    const header: GroupHeader = {
      functionalId: at(segment, 1),
      sender: at(segment, 2).trim(),
      receiver: at(segment, 3).trim(),
      control: at(segment, 6),
      version: at(segment, 8),
    };
    if (this.addressee && header.receiver !== this.addressee.id) this.plain('not-addressed', segment, 3);
    const codes: GroupCode[] = [];
    if (!this.receivable.some((grammar) => grammar.groups.includes(header.functionalId))) codes.push('1');
    if (!VERSION.test(header.version)) codes.push('2');
    if (!/^\d{1,9}$/.test(header.control)) codes.push('6');
    else if (this.groupControls.has(header.control)) codes.push('19');
    this.groupControls.add(header.control);
    this.setControls = new Set();
    this.group = { ...header, status: 'A', codes, setsDeclared: 0, sets: [], setsAccepted: 0 };
    this.report.groups.push(this.group);
    if (this.report.groups.length > MAX_SETS) this.tooMany(segment);
    this.events.push({ kind: 'group', group: header });
  }

  private tooMany(segment: Segment): void {
    this.plain('too-many-sets', segment);
    this.stopped = true;
  }

  private openSet(segment: Segment, position: number): void {
    if (++this.setCount > MAX_SETS) return this.tooMany(segment);
    const group = this.group!;
    const header: SetHeader = { setId: at(segment, 1), control: at(segment, 2), position };
    const codes: SetCode[] = [];
    const grammar = this.receivable.find(
      (entry) => entry.setId === header.setId && entry.groups.includes(group.functionalId),
    );
    if (!/^[0-9A-Z]{3}$/.test(header.setId)) codes.push('6');
    else if (!grammar) codes.push('1');
    if (!/^[0-9A-Za-z]{4,9}$/.test(header.control)) codes.push('7');
    else if (this.setControls.has(header.control)) codes.push('23');
    this.setControls.add(header.control);
    this.set = {
      ...header,
      segmentCount: 1,
      status: 'A',
      codes,
      faults: [],
      faultCount: 0,
      grammar,
      walk: grammar && new GrammarWalk(grammar),
    };
    this.events.push({ kind: 'set', set: header, group });
  }

  private body(segment: Segment): void {
    const set = this.set!;
    segment.position = ++set.segmentCount;
    if (!set.walk) return;
    const placement = set.walk.next(segment.id);
    for (const id of placement.missing) this.segmentFault(id, segment.position, '3', placement.loop);
    if (placement.code) this.segmentFault(segment.id, segment.position, placement.code, placement.loop);
    if (!placement.placed) return;
    const elements = checkElements(segment, set.grammar!.layouts.get(segment.id)!);
    if (elements.length > 0) {
      const severity = elements.some((fault) => fault.severity === 'reject') ? 'reject' : 'noted';
      this.keep({
        segmentId: segment.id,
        position: segment.position,
        loop: placement.loop,
        code: '8',
        severity,
        elements: elements.slice(0, 99),
      });
    }
    this.events.push({ kind: 'segment', segment });
  }

  private segmentFault(segmentId: string, position: number, code: SegmentCode, loop?: string): void {
    this.keep({ segmentId, position, loop, code, severity: SEGMENT_CODES[code].severity, elements: [] });
  }

  private keep(fault: SegmentFault): void {
    const set = this.set!;
    set.faultCount++;
    if (fault.severity === 'reject') set.status = 'R';
    else if (set.status === 'A') set.status = 'E';
    if (set.faults.length < MAX_FAULTS_PER_SET && ++this.faultsKept <= MAX_FAULTS) set.faults.push(fault);
  }

  private closeSet(trailer?: Segment): void {
    const set = this.set;
    if (!set) return;
    for (const id of set.walk?.finish() ?? []) this.segmentFault(id, set.segmentCount + 1, '3');
    if (trailer) {
      set.segmentCount++;
      if (!sameNumber(at(trailer, 1), String(set.segmentCount))) set.codes.push('4');
      if (at(trailer, 2) !== set.control) set.codes.push('3');
    } else {
      set.codes.push('2');
    }
    if (set.codes.length > 0) set.status = 'R';
    if (set.faultCount > 0) set.codes.push('5');
    delete set.walk;
    delete set.grammar;
    this.set = undefined;
    this.group!.sets.push(set);
    this.events.push({ kind: 'set-end', set });
  }

  private closeGroup(trailer?: Segment): void {
    this.closeSet();
    const group = this.group;
    if (!group) return;
    if (trailer) {
      group.setsDeclared = /^\d{1,6}$/.test(at(trailer, 1)) ? Number(at(trailer, 1)) : 0;
      if (group.setsDeclared !== group.sets.length) group.codes.push('5');
      if (!sameNumber(at(trailer, 2), group.control)) group.codes.push('4');
    } else {
      group.setsDeclared = group.sets.length;
      group.codes.push('3');
    }
    const refused = group.codes.length > 0;
    group.setsAccepted = refused ? 0 : group.sets.filter((set) => set.status !== 'R').length;
    if (refused || group.setsAccepted === 0) group.status = 'R';
    else if (group.setsAccepted < group.sets.length) group.status = 'P';
    else if (group.sets.some((set) => set.status === 'E')) group.status = 'E';
    this.group = undefined;
    this.events.push({ kind: 'group-end', group });
  }

  private closeInterchange(trailer: Segment): void {
    this.closeGroup();
    this.closed = true;
    const groups = this.report.groups.length;
    if (groups === 0) this.plain('no-group', trailer);
    if (!sameNumber(at(trailer, 1), String(groups))) this.plain('iea-group-count', trailer, 1);
    if (!sameNumber(at(trailer, 2), this.report.header?.control ?? '')) this.plain('iea-control-number', trailer, 2);
  }
}

/** Reads a transmission as a stream: slices of events, with room for other work between two slices. Never throws on its content. */
export async function* readInterchange(
  source: X12Source,
  sets?: ReadonlySet<string>,
  addressee?: Addressee,
): AsyncGenerator<InterchangeEvent[]> {
  const [tokenizer, reader, content] = [new Tokenizer(), new InterchangeReader(sets, addressee), createHash('sha256')];
  for await (const slice of tokenize(source, tokenizer)) {
    content.update(slice.map(({ elements }) => `${elements.join('\u001f')}\u001e`).join(''));
    for (const segment of slice) reader.push(segment, tokenizer.separators!);
    yield reader.take();
    if (reader.stopped) break;
  }
  reader.finish(tokenizer.fault, content.digest('hex'));
  yield reader.take();
}

/** Judges a transmission without keeping its content. */
export async function inspectInterchange(source: X12Source, sets?: ReadonlySet<string>): Promise<InterchangeReport> {
  for await (const slice of readInterchange(source, sets)) {
    const last = slice.at(-1);
    if (last?.kind === 'end') return last.report;
  }
  throw new Error('an interchange reader always ends with a report');
}
