import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#service';
import { EL_PASO, headquarters, LAREDO, officer, scope } from '../downtime.fixture';
import { AUTHORITY } from './authority.policy';
import { authorityOf, levelOf, notAllowed } from './authority.rules';
import { asRefusal, REFUSALS } from './refusals';

const NOW = new Date('2026-11-21T12:00:00Z');
const none = { paymentBusinessDays: 0, otherBusinessDays: 0 };
const rules = (who: ReturnType<typeof officer>, more: object): string[] =>
  notAllowed(who, { confirmed: scope({ ports: [LAREDO] }), gateOrders: [], relief: none, ...more }, NOW).map(
    ({ rule }) => rule,
  );

describe('Authority', () => {
  it('lets a port director declare for the own ports and for no other', () => {
    expect(rules(officer(), {})).toEqual([]);
    expect(rules(officer(), { confirmed: scope({ ports: [LAREDO, EL_PASO] }) })).toEqual(['OWN PORTS ONLY']);
    expect(rules(officer(), { confirmed: scope({ portGroups: ['Mexican border'] }) })).toEqual(['OWN PORTS ONLY']);
    expect(rules(officer(), { confirmed: scope() })).toEqual(['PORTS ARE NAMED']);
  });

  it('keeps gates and deadlines to headquarters', () => {
    const order = {
      gateOrders: [{ module: 'entry', direction: 'inbound' }],
      relief: { paymentBusinessDays: 1, otherBusinessDays: 0 },
    };
    expect(rules(officer(), order)).toEqual(['GATES ARE NATIONAL', 'RELIEF IS NATIONAL']);
    expect(rules(headquarters(), { ...order, confirmed: scope() })).toEqual([]);
  });

  it('lets an officer propose only, and says where', () => {
    expect(rules(officer({ role: 'officer' }), {})).toEqual(['OFFICERS PROPOSE']);
    const problem = asRefusal([{ rule: 'OFFICERS PROPOSE', at: '' }]);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({
      kind: 'not-authorized',
      errors: [{ code: 'OFFICERS PROPOSE', remedy: expect.stringContaining('/downtime/proposals') as unknown }],
    });
  });

  it('tells the levels apart: the nation, a port, a filer', () => {
    expect([levelOf('headquarters', false), levelOf('port director', false), levelOf('headquarters', true)]).toEqual([
      'national',
      'port',
      'filer',
    ]);
  });

  it('is laid down once for each role at any time since 2018', () => {
    for (const role of ['officer', 'port director', 'headquarters'] as const)
      expect(AUTHORITY.filter((row) => row.role === role && row.to === undefined)).toHaveLength(1);
    expect(() => authorityOf('headquarters', new Date('2017-01-01T00:00:00Z'))).toThrow(RangeError);
  });

  it('names with every refusal the rule and what to do, and keeps no rule that nothing applies', () => {
    const root = join(__dirname, '..');
    const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('refusals.ts'))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    for (const [rule, { text, remedy }] of Object.entries(REFUSALS)) {
      expect(code).toContain(`'${rule}'`);
      expect(text.length * remedy.length).toBeGreaterThan(0);
    }
  });
});
