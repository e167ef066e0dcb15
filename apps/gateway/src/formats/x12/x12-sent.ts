import type { GroupHeader, ManifestFault, ManifestHeaderX12, Segment } from '#x12';
import { type ManifestPart, partsOf } from './manifest.mapping';
import type { ManifestRead } from './manifest-reading';

/** A manifest as its 355 needs it: segments that the 355 copies, what its own content told, and what went to the manifest module. */
export interface SentManifest {
  readonly group: Pick<GroupHeader, 'sender' | 'receiver' | 'version'>;
  readonly mode: ManifestHeaderX12['mode'];
  readonly m10?: Segment;
  /** Bills in it, those with faults too. */
  readonly bills: number;
  /** In file order. */
  readonly faults: readonly ManifestFault[];
  readonly parts: readonly SentPart[];
}

/** What one filing carried: its ports and their bills, by the segments that head them. */
export type SentPart = readonly { readonly p4: Segment; readonly bills: readonly Segment[] }[];

/** A segment by its position within the set, ST being 1. */
type Place = number;
type Segments = Readonly<Record<Place, readonly string[]>>;

interface KeptFault extends Pick<ManifestFault, 'code' | 'text' | 'remedy' | 'scope' | 'element' | 'value'> {
  readonly segment?: Place;
  readonly m10?: Place;
  readonly p4?: Place;
  readonly lx?: Place;
}

/** One part of a manifest as it is kept with its filing. */
export interface X12Sent {
  /** The manifest within its interchange, from 0. */
  readonly manifest: number;
  /** Elements of the segments that are named by their places. */
  readonly segments: Segments;
  readonly ports: readonly { readonly p4: Place; readonly bills: readonly Place[] }[];
  /** With the first part. */
  readonly whole?: Pick<SentManifest, 'group' | 'mode' | 'bills'> & {
    readonly m10?: Place;
    readonly faults: readonly KeptFault[];
  };
}

export const sentManifest = (manifest: ManifestRead): SentManifest => {
  const { group, header, m10, ports, faults } = manifest;
  return {
    group: { sender: group.sender, receiver: group.receiver, version: group.version },
    mode: header.mode,
    ...(m10 ? { m10 } : {}),
    bills: ports.reduce((sum, { bills }) => sum + bills.length, 0),
    faults,
    parts: partsOf(manifest).map(partSent),
  };
};

const partSent = ({ ports }: ManifestPart): SentPart =>
  ports.map(({ port, bills }) => {
    const heads = new Map(port.bills.map(({ bill, lx }) => [bill, lx]));
    return { p4: port.p4, bills: bills.map((bill) => heads.get(bill)!) };
  });

/** For each part what is kept with its filing. */
export const keptParts = (sent: SentManifest, manifest: number): X12Sent[] =>
  sent.parts.map((part, n) => {
    const segments: Record<Place, readonly string[]> = {};
    const placeOf = ({ position, elements }: Segment): Place => {
      segments[position] = elements;
      return position;
    };
    const ports = part.map(({ p4, bills }) => ({ p4: placeOf(p4), bills: bills.map(placeOf) }));
    if (n > 0) return { manifest, segments, ports };
    const { group, mode, bills, m10, faults } = sent;
    const whole = {
      group,
      mode,
      bills,
      ...(m10 ? { m10: placeOf(m10) } : {}),
      faults: faults.map(
        ({ code, text, remedy, scope, element, value, segment, m10: ofM10, p4, lx }): KeptFault => ({
          code,
          text,
          remedy,
          scope,
          ...(element === undefined ? {} : { element }),
          ...(value === undefined ? {} : { value }),
          ...(segment ? { segment: placeOf(segment) } : {}),
          ...(ofM10 ? { m10: placeOf(ofM10) } : {}),
          ...(p4 ? { p4: placeOf(p4) } : {}),
          ...(lx ? { lx: placeOf(lx) } : {}),
        }),
      ),
    };
    return { manifest, segments, ports, whole };
  });

/** The manifest again, from all its parts in order. */
export const fromParts = (kept: readonly X12Sent[]): SentManifest => {
  const segments = new Map<Place, Segment>();
  for (const part of kept)
    for (const [place, elements] of Object.entries(part.segments))
      segments.set(Number(place), { id: elements[0]!, elements, position: Number(place) });
  const at = (place: Place): Segment => segments.get(place)!;
  const { m10, faults, ...whole } = kept[0]!.whole!;
  return {
    ...whole,
    ...(m10 === undefined ? {} : { m10: at(m10) }),
    faults: faults.map(({ segment, m10: ofM10, p4, lx, ...fault }) => ({
      ...fault,
      ...(segment === undefined ? {} : { segment: at(segment) }),
      ...(ofM10 === undefined ? {} : { m10: at(ofM10) }),
      ...(p4 === undefined ? {} : { p4: at(p4) }),
      ...(lx === undefined ? {} : { lx: at(lx) }),
    })),
    parts: kept.map(({ ports }) => ports.map(({ p4, bills }) => ({ p4: at(p4), bills: bills.map(at) }))),
  };
};
