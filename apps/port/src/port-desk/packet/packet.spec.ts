import { readAs, whatIsWrongWith } from '../../html/well-formed.fixture';
import { code128 } from './code-128';
import { scan } from './code-128.fixture';
import { type PacketData, renderPacket } from './packet';

const NOTHING: PacketData = {
  printedAt: '2026-11-21T21:15:00.000Z',
  pictureAsOf: null,
  port: null,
  mode: null,
  downtime: null,
  decision: null,
  conveyance: null,
  importer: null,
  entries: [],
  bills: [],
  holds: [],
  releases: [],
  heldFilings: [],
  documents: [],
};
const CARGO: PacketData = {
  ...NOTHING,
  pictureAsOf: '2026-11-21T20:28:00.000Z',
  port: { code: '2704', name: 'Los Angeles' },
  mode: 'vessel',
  downtime: { number: 'DT-26-000012', drill: false },
  decision: {
    controlNumber: 'MD-26-2704-000017',
    decision: 'exam',
    notInEffect: null,
    decidedAt: '2026-11-21T21:10:00.000Z',
    officer: 'Officer 2704-17',
    secondOfficer: null,
    reason: 'Seal does not match',
  },
  conveyance: { number: 'MAEU-0417W', name: 'PORTWAY MERCHANT', estimatedArrival: '2026-11-24' },
  importer: { number: '12-3456789', trustedAs: 'CTPAT Tier III' },
  entries: [
    { number: 'B76-0324527-8', type: '01', state: 'under review', summaryOnFileSince: '2026-11-20T10:00:00.000Z' },
  ],
  bills: [
    {
      number: 'MAEU260000101',
      masterBill: null,
      quantity: '100 CTN',
      arrivedAt: null,
      disposition: '1C ENTERED',
      known: true,
    },
    { number: 'MAEU260000102', masterBill: null, quantity: '20 PLT', arrivedAt: null, disposition: null, known: true },
  ],
  holds: [
    {
      reference: 'MAEU260000102',
      code: '1H',
      reason: 'CBP hold at port of discharge',
      since: '2026-11-21T19:00:00.000Z',
    },
  ],
  heldFilings: [{ kind: 'entry summary', reference: 'B76-0324527-8', receivedAt: '2026-11-21T20:40:00.000Z' }],
  documents: [
    { name: 'Commercial or pro-forma invoice', contents: ['description', 'value'], seen: true },
    { name: 'Evidence of the bond', contents: [], seen: false },
  ],
};
const symbols = (page: string): string[] => page.match(/<svg.*?<\/svg>/gs) ?? [];

describe('A bar code', () => {
  it.each([
    'B76-0324527-8',
    'MAEU260000101',
    'MD-26-2704-000017',
    'MAEU-0417W',
    'PAPS 000123456789',
    '00123456785',
    'abc~!"<>&\'',
    '7',
  ])('of %s is read back as it was written', (text) => {
    expect(scan(code128(text)!.text)).toBe(text);
  });

  it('is not drawn where no scanner would give the text back', () => {
    expect(code128('MÜLLER')).toBeNull();
    expect(code128('')).toBeNull();
    expect(code128('A'.repeat(33))).toBeNull();
  });

  it('fits on the page in modules of a third of a millimetre, for the longest number we print', () => {
    const [, width] = /width="([\d.]+)mm"/.exec(code128('W'.repeat(32))!.text) ?? [];
    expect(Number(width)).toBeLessThanOrEqual(186);
  });

  it("that lost a bar, or its quiet zone, is not read: the test's own reader checks", () => {
    const whole = code128('MAEU260000101')!.text;
    expect(() => scan(whole.replace(/<rect x="3\d".*?\/>/, ''))).toThrow();
    expect(() => scan(whole.replace(/viewBox="0 0 \d+/, 'viewBox="0 0 20'))).toThrow('no quiet zone');
    expect(() => scan(whole.replace('<rect x="10"', '<rect x="9"'))).toThrow('no quiet zone');
  });
});

describe('A packet', () => {
  it('has a code for the control number, each entry, each bill and the conveyance, and the same text under each', () => {
    const page = renderPacket(CARGO);
    const numbers = ['MD-26-2704-000017', 'B76-0324527-8', 'MAEU260000101', 'MAEU260000102', 'MAEU-0417W'];
    expect(symbols(page).map(scan)).toEqual(numbers);
    expect([...page.matchAll(/<\/svg><figcaption>([^<]+)<\/figcaption>/g)].map(([, text]) => text)).toEqual(numbers);
    expect(whatIsWrongWith(page)).toBeNull();
  });

  it('says holds before anything else of the cargo, in the largest type', () => {
    const text = readAs(renderPacket(CARGO));
    expect(text).toContain(
      'HOLD - DO NOT RELEASE MAEU260000102: 1H CBP hold at port of discharge, since 2026-11-21 19:00 UTC',
    );
    expect(text.indexOf('HOLD - DO NOT RELEASE')).toBeLessThan(text.indexOf('To scan'));
    expect(renderPacket(CARGO)).toMatch(/\.holds \{[^}]*font-size: 20pt/);
  });

  it('never says that there are no holds, only that none was known when', () => {
    const free = { ...CARGO, holds: [] };
    expect(readAs(renderPacket(free))).toContain(
      'No hold was known at 2026-11-21 20:28 UTC. A hold placed later is not on this paper.',
    );
    expect(readAs(renderPacket({ ...NOTHING, conveyance: CARGO.conveyance }))).toContain(
      'NOTHING IS KNOWN OF THIS CARGO.',
    );
  });

  it('says that holds were not judged where port or mode is not known, and never that none was known', () => {
    const text = readAs(renderPacket({ ...CARGO, mode: null, holds: [] }));
    expect(text).toContain('HOLDS WERE NOT JUDGED: port or mode of transport is not known.');
    expect(text).not.toMatch(/No hold was known|none known/);
    expect(readAs(renderPacket({ ...CARGO, mode: null }))).toContain('HOLD - DO NOT RELEASE');
  });

  it('names bills that are not in the picture before it says that no hold was known', () => {
    const text = readAs(
      renderPacket({ ...CARGO, holds: [], bills: [CARGO.bills[0]!, { ...CARGO.bills[1]!, known: false }] }),
    );
    expect(text).toContain('Not in the picture, so that a hold would not be known: MAEU260000102');
    expect(text).toContain('20 PLT not known');
    expect(readAs(renderPacket(CARGO))).not.toContain('Not in the picture');
  });

  it('tells decision, standing, waiting filings and papers, with those seen ticked, and leaves room for stamps', () => {
    const page = renderPacket(CARGO);
    const text = readAs(page);
    for (const said of [
      'EXAM by Officer 2704-17',
      'Reason: Seal does not match',
      'Importer 12-3456789, trusted: CTPAT Tier III',
      'entry summary B76-0324527-8 2026-11-21 20:40 UTC',
      'Commercial or pro-forma invoice: description, value',
      'Second officer (override)',
    ])
      expect(text).toContain(said);
    expect(page.match(/<input[^>]*>/g)).toEqual([
      '<input type="checkbox" id="paper-0" checked>',
      '<input type="checkbox" id="paper-1">',
    ]);
  });

  it('tells what was released already, and that a release that waits for its second officer is none', () => {
    const text = readAs(
      renderPacket({
        ...CARGO,
        releases: [
          { reference: 'B76-0324527-8', path: 'electronic', at: '2026-11-21T20:20:00.000Z', by: 'the platform' },
        ],
        decision: { ...CARGO.decision!, decision: 'release', notInEffect: 'awaiting second officer' },
      }),
    );
    expect(text).toContain('B76-0324527-8 was released electronically at 2026-11-21 20:20 UTC by the platform');
    expect(text).toContain('NOT IN EFFECT: awaiting second officer RELEASE by Officer 2704-17');
    expect(readAs(renderPacket(CARGO))).not.toContain('NOT IN EFFECT');
  });

  it('of a drill says that it releases nothing', () => {
    expect(readAs(renderPacket({ ...CARGO, downtime: { number: 'DT-26-000013', drill: true } }))).toContain(
      'DRILL - RELEASES NOTHING',
    );
    expect(renderPacket(CARGO)).not.toContain('DRILL');
  });

  it('shows as text whatever a filer wrote, and no code for what cannot be coded', () => {
    const page = renderPacket({ ...CARGO, bills: [{ ...CARGO.bills[1]!, number: 'Ü<script>alert(1)</script>' }] });
    expect(whatIsWrongWith(page)).toBeNull();
    expect(page).not.toContain('<script');
    expect(symbols(page)).toHaveLength(3);
  });
});
