import {
  type Acknowledgement,
  AcknowledgementReader,
  type Addressee,
  type BillX12,
  type GroupHeader,
  type InterchangeReport,
  type ManifestEvent,
  type ManifestFault,
  type ManifestHeaderX12,
  ManifestReader,
  type PortX12,
  readInterchange,
  roomForDetails,
  type Segment,
  type SetHeader,
} from '#x12';
import { isPort } from '#reference';

export interface BillRead {
  readonly bill: BillX12;
  readonly lx: Segment;
  readonly faults: readonly ManifestFault[];
}

export interface PortRead {
  readonly port: PortX12;
  readonly p4: Segment;
  /** Of its P4, counted from ST as 1. */
  readonly position: number;
  readonly bills: BillRead[];
  faults: readonly ManifestFault[];
}

/** One 309 whose syntax was accepted. `faults` are all faults found in its content, in file order. */
export interface ManifestRead {
  readonly set: SetHeader;
  readonly group: GroupHeader;
  readonly header: ManifestHeaderX12;
  readonly m10?: Segment;
  readonly ports: readonly PortRead[];
  readonly faults: readonly ManifestFault[];
}

export interface X12Read {
  readonly report: InterchangeReport;
  /** None when the interchange itself is at fault. */
  readonly manifests: readonly ManifestRead[];
  /** What the sender says of what it was sent; none of a set that is itself at fault. */
  readonly acknowledgements: readonly Acknowledgement[];
}

class OpenManifest {
  private readonly reader = new ManifestReader({ isPort });
  private readonly ports: PortRead[] = [];
  private readonly p4s: Segment[] = [];
  private readonly faults: ManifestFault[] = [];
  private readonly open: { bills: BillRead[] } = { bills: [] };
  private header: ManifestHeaderX12 | undefined;
  private m10: Segment | undefined;
  private lx: Segment | undefined;

  constructor(
    private readonly set: SetHeader,
    private readonly group: GroupHeader,
  ) {}

  push(segment: Segment): void {
    if (segment.id === 'M10') this.m10 ??= segment;
    this.reader.push(segment);
    this.hear(this.reader.take());
    if (segment.id === 'P4') {
      this.p4s.push(segment);
      this.lx = undefined;
    } else if (segment.id === 'LX') this.lx = segment;
  }

  finish(): ManifestRead {
    this.reader.finish();
    this.hear(this.reader.take());
    const { set, group, m10, ports, faults } = this;
    return { set, group, header: this.header!, m10, ports, faults };
  }

  private hear(events: readonly ManifestEvent[]): void {
    for (const event of events) {
      this.faults.push(...event.faults);
      if (event.kind === 'header') this.header = event.header;
      else if (event.kind === 'bill') this.open.bills.push({ bill: event.bill, lx: this.lx!, faults: event.faults });
      else if (event.kind === 'port-end') {
        const p4 = this.p4s[this.ports.length]!;
        this.ports.push({
          port: event.port,
          p4,
          position: p4.position,
          bills: this.open.bills,
          faults: event.faults,
        });
        this.open.bills = [];
      }
    }
  }
}

/**
 * Reads an interchange with the manifests and acknowledgements in it. `addressee` is to whom it must be addressed. Lets other work run
 * between slices of 64 KB.
 */
export const readX12 = async (body: Buffer, { addressee }: { addressee?: Addressee } = {}): Promise<X12Read> => {
  const manifests: ManifestRead[] = [];
  const acknowledgements: Acknowledgement[] = [];
  const room = roomForDetails();
  let open: OpenManifest | undefined;
  let acknowledged: AcknowledgementReader | undefined;
  let openGroup: { manifests: ManifestRead[]; acknowledgements: Acknowledgement[] } = {
    manifests: [],
    acknowledgements: [],
  };
  let report: InterchangeReport | undefined;
  for await (const slice of readInterchange(body, undefined, addressee)) {
    for (const event of slice) {
      if (event.kind === 'group') openGroup = { manifests: [], acknowledgements: [] };
      else if (event.kind === 'set') {
        const { set, group } = event;
        open = set.setId === '309' ? new OpenManifest(set, group) : undefined;
        acknowledged = set.setId === '997' || set.setId === '999' ? new AcknowledgementReader(room) : undefined;
      } else if (event.kind === 'segment') (open ?? acknowledged)?.push(event.segment);
      else if (event.kind === 'set-end' && event.set.status !== 'R') {
        if (open) openGroup.manifests.push(open.finish());
        if (acknowledged) openGroup.acknowledgements.push(acknowledged.acknowledgement);
      } else if (event.kind === 'group-end' && event.group.status !== 'R') {
        manifests.push(...openGroup.manifests);
        acknowledgements.push(...openGroup.acknowledgements);
      } else if (event.kind === 'end') report = event.report;
    }
  }
  return report!.accepted
    ? { report: report!, manifests, acknowledgements }
    : { report: report!, manifests: [], acknowledgements: [] };
};
