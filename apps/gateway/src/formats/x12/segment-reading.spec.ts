import { ManifestFiled } from '#contracts';
import {
  type BillX12,
  ELEMENT_FATES,
  GRAMMARS,
  type GrammarItem,
  type ManifestHeaderX12,
  ManifestReader,
  type Part,
  type PortX12,
  type Segment,
  SEGMENTS,
} from '#x12';
import type { Account } from '../../account/account';
import { arrival } from '../../filing/transmission';
import { manifestFiling } from './manifest.mapping';
import type { ManifestRead, PortRead } from './manifest-reading';

const account = { accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', scacs: ['ABCD'] } as unknown as Account;
const { id, origin } = arrival(account, 'x12');

interface Placed {
  readonly part: Part;
  readonly segment: Segment;
}

/** Two readable values of an element that differ. */
const valueFor = (segment: string, at: number, which: 0 | 1): string => {
  const { type, min, codes } = SEGMENTS.get(segment)!.elements[at - 1]!;
  if (segment === 'M10' && at === 2) return ['J', 'M'][which]!;
  if (segment === 'N10' && at === 4) return ['J', 'K'][which]!;
  if (codes) return [...codes][which]!;
  if (type === 'DT') return ['20260101', '20260202'][which]!;
  if (type === 'TM') return ['0101', '0202'][which]!;
  return (type === 'N' || type === 'R' ? ['1', '2'] : ['A', 'B'])[which]!.repeat(min);
};

/** A truck manifest with every segment the grammar knows, each once, every element filled. */
const everySegment = (): Placed[] => {
  const placed: Placed[] = [];
  const walk = (items: readonly GrammarItem[], part: Part): void => {
    for (const item of items) {
      if ('loop' in item) walk(item.items, item.loop === 'P4' ? 'port' : item.loop === 'LX' ? 'bill' : part);
      else {
        const elements = [item.segment];
        SEGMENTS.get(item.segment)!.elements.forEach((_, at) => elements.push(valueFor(item.segment, at + 1, 0)));
        placed.push({
          part,
          segment: { id: item.segment, position: placed.length + 2, elements, unclean: false } as Segment,
        });
      }
    }
  };
  walk(GRAMMARS.find(({ setId, groups }) => setId === '309' && groups.includes('AQ'))!.items, 'heading');
  return placed;
};

const filedFrom = (segments: readonly Segment[]): ManifestFiled => {
  const reader = new ManifestReader();
  segments.forEach((segment) => reader.push(segment));
  reader.finish();
  let header: ManifestHeaderX12 | undefined;
  let port: PortX12 | undefined;
  const bills: BillX12[] = [];
  for (const event of reader.take()) {
    if (event.kind === 'header') ({ header } = event);
    if (event.kind === 'bill') bills.push(event.bill);
    if (event.kind === 'port-end') ({ port } = event);
  }
  const read: PortRead = {
    port: port!,
    p4: segments.find(({ id: name }) => name === 'P4')!,
    position: 2,
    bills: [],
    faults: [],
  };
  const { data } = manifestFiling(
    { header: header! } as ManifestRead,
    { ports: [{ port: read, bills }] },
    account,
    origin(id),
  );
  expect(ManifestFiled.faultOf(data)).toBeNull();
  return data as ManifestFiled;
};

const withElement = (whole: readonly Placed[], index: number, at: number, value: string): Segment[] =>
  whole.map(({ segment }, other) =>
    other === index
      ? { ...segment, elements: segment.elements.map((old, element) => (element === at ? value : old)) }
      : segment,
  );

const whole = everySegment();
const base = filedFrom(whole.map(({ segment }) => segment));
const everyCarried = ({ carried = [], ports: [port] }: ManifestFiled) => [
  ...carried,
  ...(port!.carried ?? []),
  ...port!.bills.flatMap((bill) => bill.carried ?? []),
];
const typed = (filed: ManifestFiled) => ({
  ...filed,
  carried: null,
  reading: null,
  ports: filed.ports.map((port) => ({
    ...port,
    carried: null,
    bills: port.bills.map((b) => ({ ...b, carried: null })),
  })),
});

test.each(
  whole.flatMap(({ part, segment }, index) =>
    SEGMENTS.get(segment.id)!.elements.flatMap((_, at) =>
      ELEMENT_FATES[part][segment.id]!.order?.includes(at + 1)
        ? []
        : ([[`${segment.id}${String(at + 1).padStart(2, '0')} in the ${part}`, index, at + 1]] as const),
    ),
  ),
)('%s of a 309 reaches the owning service', (_name, index, at) => {
  const { part, segment } = whole[index]!;
  const value = valueFor(segment.id, at, 1);
  const filed = filedFrom(withElement(whole, index, at, value));
  if (ELEMENT_FATES[part][segment.id]!.typed?.includes(at)) expect(typed(filed)).not.toEqual(typed(base));
  else {
    const { fields } = everyCarried(filed).find(({ recordIndex }) => recordIndex === segment.position)!;
    expect(fields[String(at).padStart(2, '0')]).toBe(value);
  }
});

test('what is not judged is told once for each kind of segment, by its elements', () => {
  const told = base.reading!.map(({ code, severity, record, text }) => [code, severity, record, text]);
  expect(told.map(([, , record]) => record)).toEqual(['CII', 'M12', 'R4', 'VC', 'H1', 'H2']);
  expect(told[0]).toEqual(['W95', 'information', 'CII', 'CII KEPT, NOT JUDGED HERE']);
  expect(base.reading!.find(({ record }) => record === 'H1')!.remedy).toMatch(
    /^H101, H102.*: dangerous goods are not screened here\. It is on file as sent/,
  );
});

test.each([
  ['M11', 3, '10.5'],
  ['M11', 5, '1.23456'],
  ['N10', 1, '-4'],
])('%s element %i that its place in the message cannot hold exactly is kept as sent: %s', (id309, at, value) => {
  const index = whole.findIndex(({ segment, part }) => part === 'bill' && segment.id === id309);
  const filed = filedFrom(withElement(whole, index, at, value));
  const { fields } = everyCarried(filed).find(({ recordIndex }) => recordIndex === whole[index]!.segment.position)!;
  expect(fields[String(at).padStart(2, '0')]).toBe(value);
});
