import type { Segment } from './tokenizer';

/** What a partner found wrong with what it was sent: the segment's position counts from ST as 1, the element is 1-based. */
export interface AcknowledgedFault {
  readonly segmentId: string;
  readonly position: number;
  readonly element?: number;
  /** AK304 or IK304 of the segment, AK403 or IK403 of the element. */
  readonly code: string;
  readonly value?: string;
}

/** What a partner says of one transaction set (AK2 to AK5 or IK5). At most twenty faults are kept. */
export interface AcknowledgedSet {
  readonly setId: string;
  readonly control: string;
  status: string;
  codes: string[];
  readonly faults: AcknowledgedFault[];
}

/** What a 997 or 999 says of one group that was sent to the partner: `control` is its GS06 (AK102), `status` its AK901. At most a hundred sets are kept. */
export interface Acknowledgement {
  functionalId: string;
  control: string;
  status: string;
  codes: string[];
  readonly sets: AcknowledgedSet[];
}

const MOST_SETS = 100;
const MOST_FAULTS = 20;

/** How many sets and faults may still be kept of an interchange, shared by its readers: what comes beyond is told by AK9 alone. */
export interface RoomForDetails {
  left: number;
}
export const roomForDetails = (): RoomForDetails => ({ left: 20_000 });

const at = (segment: Segment, element: number): string => segment.elements[element] ?? '';
const codesFrom = (segment: Segment, element: number): string[] =>
  segment.elements.slice(element).filter((code) => code !== '');

/** Accepted, and nothing noted against it: whatever else was said of a group or set of it is for a person to look at. */
export const isAccepted = ({ status, sets }: Acknowledgement): boolean =>
  status === 'A' && sets.every((set) => set.status === 'A');

/** Reads the segments of one 997 or 999, in grammar order. Source: ASC X12 004010 set 997, 005010 set 999. */
export class AcknowledgementReader {
  readonly acknowledgement: Acknowledgement = { functionalId: '', control: '', status: '', codes: [], sets: [] };
  private set: AcknowledgedSet | undefined;
  private segment: { segmentId: string; position: number } | undefined;

  constructor(private readonly room: RoomForDetails = roomForDetails()) {}

  push(segment: Segment): void {
    switch (segment.id) {
      case 'AK1':
        Object.assign(this.acknowledgement, { functionalId: at(segment, 1), control: at(segment, 2) });
        break;
      case 'AK2':
        this.set = { setId: at(segment, 1), control: at(segment, 2), status: '', codes: [], faults: [] };
        break;
      case 'AK3':
      case 'IK3':
        this.segment = { segmentId: at(segment, 1), position: Number(at(segment, 2)) };
        this.fault({ ...this.segment, code: at(segment, 4) });
        break;
      case 'AK4':
      case 'IK4':
        // Element 01 may name a component behind the element; the element tells where to look.
        this.fault({
          ...this.segment!,
          element: Number.parseInt(at(segment, 1), 10),
          code: at(segment, 3),
          ...(at(segment, 4) && { value: at(segment, 4) }),
        });
        break;
      case 'AK5':
      case 'IK5':
        this.closeSet(segment);
        break;
      case 'AK9':
        Object.assign(this.acknowledgement, { status: at(segment, 1), codes: codesFrom(segment, 5) });
        break;
    }
  }

  private fault(fault: AcknowledgedFault): void {
    if (this.set && this.set.faults.length < MOST_FAULTS && this.room.left-- > 0) this.set.faults.push(fault);
  }

  /** Sets that were refused are kept before those that were not. */
  private closeSet(segment: Segment): void {
    const { set } = this;
    if (!set) return;
    set.status = at(segment, 1);
    set.codes = codesFrom(segment, 2);
    const { sets } = this.acknowledgement;
    if (sets.length < MOST_SETS && this.room.left-- > 0) sets.push(set);
    else if (set.status !== 'A') {
      const accepted = sets.findIndex(({ status }) => status === 'A');
      if (accepted >= 0) sets[accepted] = set;
    }
    this.set = undefined;
  }
}
