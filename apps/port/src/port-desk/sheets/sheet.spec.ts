import { readAs, whatIsWrongWith } from '../../html/well-formed.fixture';
import { FIRST_NATIONAL_VERSION } from '../playbook/national/national-procedure';
import type { Overlay } from '../playbook/overlay';
import { overlayWith } from '../playbook/overlay.fixture';
import { applyOverlay } from '../playbook/overlay.rules';
import type { PortPlaybook } from '../playbook/playbook-shelf';
import { MODES, ROLES } from '../playbook/procedure/procedure';
import { type Occasion, renderSheet } from './sheet';
import { sheetContent, sheetLines } from '../playbook/sheet-content';

const at = (mode: (typeof MODES)[number], overlay: Overlay | null = null): PortPlaybook => {
  const document = FIRST_NATIONAL_VERSION[mode];
  const published = { mode, effectiveFrom: '2026-11-01', officer: 'HQ', publishedAt: '2026-11-01T05:00:00.000Z' };
  return {
    port: '2304',
    national: { ...published, place: 'national', version: 4, nationalVersion: null, document },
    overlay: overlay && { ...published, place: '2304', version: 7, nationalVersion: 4, document: overlay },
    ...applyOverlay(document, overlay),
  };
};
const occasion: Occasion = {
  printedAt: new Date('2026-11-21T21:05:00Z'),
  downtime: null,
  readAt: '2026-11-21T21:04:59.000Z',
};
const everySheet = MODES.flatMap((mode) => ROLES.map(({ id, name }) => [mode, name, id] as const));

describe.each(everySheet)('The sheet for %s, %s', (mode, _, role) => {
  const playbook = at(mode);
  const content = sheetContent(playbook.procedure, role);
  const page = renderSheet(playbook, role, occasion);

  it('is one well-formed page, without script, with a box to tick for each step', () => {
    expect(whatIsWrongWith(page)).toBeNull();
    expect(page).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(page.match(/<input type="checkbox"/g)).toHaveLength(content.phases.flatMap(({ steps }) => steps).length);
    expect(sheetLines(content)).toBeLessThanOrEqual(47);
    expect(content.phases.flatMap(({ steps }) => steps).length).toBeLessThanOrEqual(16);
    expect(readAs(page).length).toBeLessThan(5_000);
  });

  it('names the steps of the role in their order, every paper of theirs, and what must be on it', () => {
    const steps = FIRST_NATIONAL_VERSION[mode].steps.filter(({ who }) => who.includes(role));
    const text = readAs(page);
    const places = steps.map(({ what }) => text.indexOf(what));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const { short, name, contents } of FIRST_NATIONAL_VERSION[mode].documents.filter(({ id }) =>
      steps.some((step) => step.documents.includes(id)),
    )) {
      expect(text).toContain(short);
      if (contents.length > 0) expect(text).toContain(`${name}: ${contents.join(', ')}`);
    }
  });
});

describe('A sheet', () => {
  it('tells port, downtime, versions and when it was printed', () => {
    const page = readAs(
      renderSheet(at('truck', overlayWith({})), 'primary-officer', {
        ...occasion,
        downtime: { number: 'DT-26-000012', drill: false },
      }),
    );
    for (const said of [
      'Primary officer - truck',
      'port 2304 Laredo, TX',
      'Downtime: DT-26-000012',
      'National procedure version 4 of 2026-11-01. Port version 7 of 2026-11-01.',
      'Printed 2026-11-21 21:05 UTC',
    ])
      expect(page).toContain(said);
    expect(page).not.toContain('DRILL');
  });

  it('of a drill says so at head and foot', () => {
    const page = readAs(
      renderSheet(at('truck'), 'carrier', { ...occasion, downtime: { number: 'DT-26-000013', drill: true } }),
    );
    expect(page.match(/DRILL - NO EFFECT ON LIVE CARGO/g)).toHaveLength(2);
  });

  it('says when no published version could be read, and when no downtime is in force', () => {
    const page = readAs(renderSheet(at('rail'), 'carrier', { ...occasion, readAt: null }));
    expect(page).toContain('this is the procedure as delivered');
    expect(page).toContain('Downtime: none in force');
    expect(page).toContain('This port changes nothing of it.');
  });

  it('tells officers what is never released by hand, and nobody else', () => {
    expect(readAs(renderSheet(at('vessel'), 'secondary-officer', occasion))).toContain(
      'goods under a withhold-release order',
    );
    expect(readAs(renderSheet(at('vessel'), 'carrier', occasion))).not.toContain('withhold-release');
  });

  it("carries the port's steps, notes and telephones, and shows as text whatever the port wrote", () => {
    const overlay = overlayWith({
      changes: [{ step: 'scan', note: '<script>alert(1)</script>' }],
      contacts: [{ what: 'Watch "A" & B', how: '956-555-0100' }],
      steps: [
        {
          id: 'port-dogs',
          phase: 'security',
          stage: 'primary',
          who: ['primary-officer'],
          what: 'Dogs at <lane> 1.',
          documents: [],
          when: ['trusted'],
          source: 'Port',
        },
      ],
    });
    const page = renderSheet(at('truck', overlay), 'primary-officer', occasion);
    expect(whatIsWrongWith(page)).toBeNull();
    expect(page).not.toContain('<script>');
    const text = readAs(page);
    for (const said of [
      'At this port: <script>alert(1)</script>',
      'Only for trusted trader or FAST shipment: Dogs at <lane> 1.',
      'A step of this port.',
      'Watch "A" & B: 956-555-0100',
    ]) {
      expect(text).toContain(said);
    }
  });

  it("that is not well formed would be found: the test's own reader sees broken pages", () => {
    const page = renderSheet(at('truck'), 'carrier', occasion);
    for (const broken of [
      page.replace('</ol>', ''),
      page.replace('<h1>', '<h1>A & B'),
      page.replace('id="identify"', 'id="stay-sealed"').replace(/for="[a-z-]+"/, 'for="nobody"'),
      page.replace('</main>', '</body>'),
    ]) {
      expect(broken).not.toBe(page);
      expect(whatIsWrongWith(broken)).not.toBeNull();
    }
  });
});
