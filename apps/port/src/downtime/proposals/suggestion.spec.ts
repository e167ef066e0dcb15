import { DETROIT, downtime, EL_PASO, LAREDO, scope } from '../downtime.fixture';
import { noticeContent } from '../model/notice';
import { noticeText } from '../notices/notice-text.rules';
import { findingsOf, nationalFindings, type SeenComponent, suggestionFor } from './suggestion.rules';

const component = (name: string, state: string, kind = 'module'): SeenComponent => ({
  name,
  kind,
  state,
  since: '2026-11-21T12:00:00.000Z',
  reason: 'Nobody listens.',
  evidence: { replicas: 0 },
});
const gate = (module: string, state: string) => ({
  module,
  direction: 'inbound',
  state,
  since: '2026-11-21T11:59:00.000Z',
  held: 12,
});

describe('What the watch proposes', () => {
  it('is what is down or slow, with its evidence; what is well or unknown is not', () => {
    const found = findingsOf(
      [
        component('entry', 'down'),
        component('cee', 'slow'),
        component('manifest', 'operational'),
        component('account', 'unknown'),
      ],
      [],
      new Set(),
    );
    expect(found.map(({ title }) => title)).toEqual([
      'Cargo release and entry summary: not processing',
      'Center assignment: slow',
    ]);
    expect(found[0]).toMatchObject({
      since: '2026-11-21T12:00:00.000Z',
      evidence: { componentState: 'down', reason: 'Nobody listens.', facts: { replicas: 0 } },
      suggested: { kind: 'outage', confirmed: { modules: ['entry'] } },
    });
  });

  it('is one for a service and its database together', () => {
    expect(
      findingsOf([component('entry', 'down'), component('entry-database', 'down', 'database')], [], new Set()).map(
        (found) => found.component,
      ),
    ).toEqual(['entry']);
    expect(
      findingsOf(
        [component('entry', 'operational'), component('entry-database', 'slow', 'database')],
        [],
        new Set(),
      ).map((found) => found.component),
    ).toEqual(['entry-database']);
  });

  it('is also a gate that is not open while its module looks well', () => {
    const [found] = findingsOf(
      [component('entry', 'operational')],
      [gate('entry', 'STOPPED'), gate('manifest', 'FLOWING')],
      new Set(),
    );
    expect(found).toMatchObject({
      component: 'entry',
      since: '2026-11-21T11:59:00.000Z',
      title: 'Cargo release and entry summary: filings are kept',
      suggested: { kind: 'outage' },
    });
  });

  it('is not what people speak of already', () => {
    expect(findingsOf([component('entry', 'down')], [], new Set(['entry']))).toEqual([]);
  });

  it('is for headquarters when three ports are down for the same module, and names them', () => {
    const ports = [LAREDO, EL_PASO, DETROIT].map((port, i) =>
      downtime({ number: `DT-26-00000${i + 1}`, confirmed: scope({ modules: ['manifest'], ports: [port] }) }),
    );
    expect(nationalFindings(ports.slice(0, 2), 3)).toEqual([]);
    expect(nationalFindings(ports, 3)).toEqual([
      expect.objectContaining({
        component: 'ports: manifest',
        suggested: expect.objectContaining({
          confirmed: expect.objectContaining({ ports: [LAREDO, EL_PASO, DETROIT] }),
        }),
      }),
    ]);
    expect(
      nationalFindings(
        ports.map((port) => ({ ...port, drill: true })),
        3,
      ),
    ).toEqual([]);
  });

  it('tells filers at once what becomes of their filings', () => {
    const text = noticeText(
      noticeContent({ title: 'x', statement: suggestionFor('entry', 'down', '2026-11-21T12:00:00.000Z') }),
      null,
      false,
    );
    expect(text).toContain(
      'Cargo releases and entry summaries are accepted and kept, and processed afterwards; do not resend them.',
    );
    expect(text).toContain('From 21 November 2026 07:00 ET (12:00 UTC), end not known yet.');
  });
});
