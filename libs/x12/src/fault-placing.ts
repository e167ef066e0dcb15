import type { ManifestMode } from './manifest-errors';
import type { ManifestFault } from './manifest309.types';
import type { Segment } from './tokenizer';

/** A fault found after reading (a bill on file, a closed port): `position` is that of a segment in its set, usually P4 or LX. */
export interface FoundFault {
  position: number;
  code: string;
  text: string;
  remedy: string;
  /** Such as `M1101`; the first segment it names in the same bill is the one copied. */
  element?: string;
  value?: string;
}

/** Gives faults found elsewhere their place in the 309 they concern, so that a 355 can copy the segments. In file order. */
export function placeFaults(segments: readonly Segment[], found: readonly FoundFault[]): ManifestFault[] {
  let [m10, p4, lx]: (Segment | undefined)[] = [];
  let [next, from] = [0, 0];
  return [...found].sort((a, b) => a.position - b.position).map(({ position, ...fault }) => {
    for (; next < segments.length && segments[next].position <= position; next++) {
      const segment = segments[next];
      if (segment.id === 'M10') m10 = segment;
      else if (segment.id === 'P4') [p4, lx] = [segment, undefined];
      else if (segment.id === 'LX') lx = segment;
      else continue;
      from = next;
    }
    const nearest = lx ?? p4 ?? m10;
    let until = from + 1;
    while (until < segments.length && segments[until].id !== 'LX' && segments[until].id !== 'P4') until++;
    const mine = segments.slice(from, until);
    const described = mine.find((segment) => segment.id === 'M11') ?? mine.find((segment) => segment.id === 'M13');
    return {
      ...fault,
      scope: lx ? 'bill' : p4 ? 'port' : 'manifest',
      ...(p4 && { portCode: p4.elements[1] }),
      ...(lx && described && billOf(described)),
      segment: mine.find((segment) => fault.element?.startsWith(segment.id)) ?? nearest,
      m10, p4, lx,
    };
  });
}

function billOf({ id, elements }: Segment): Pick<ManifestFault, 'billNumber' | 'issuerScac'> {
  return id === 'M11' ? { billNumber: elements[1], issuerScac: elements[12] } : { billNumber: elements[4], issuerScac: elements[9] || elements[1] };
}

/** The customs mode of transport of a manifest: 11 vessel with containers, 10 vessel without or unknown, 30 truck. */
export function modeOfTransport(mode: ManifestMode, containers: boolean): '10' | '11' | '30' {
  return mode === 'truck' ? '30' : containers ? '11' : '10';
}

/** The shape of manifest a customs mode of transport belongs to; undefined for rail, air and the rest. */
export function manifestModeOf(customsMode: string): ManifestMode | undefined {
  if (customsMode === '10' || customsMode === '11') return 'ocean';
  return customsMode === '30' || customsMode === '31' ? 'truck' : undefined;
}
