import * as fc from 'fast-check';
import { DETROIT, declared, downtime, EL_PASO, LAREDO, scope } from '../downtime.fixture';
import { FUNCTION_KEYS, type Scope } from '#contracts';
import type { Downtime } from '../model/records';
import { covers, MODES, overlaps } from '#statement';
import type { ScopeChange } from './declaration';
import {
  inTheWay,
  mayChange,
  narrowerFaults,
  reconciled,
  scopeFaults,
  timeFaults,
  treatmentsOf,
  widerFaults,
} from './declaring.rules';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const port = { level: 'port', drill: false, filerAccountId: null } as const;
const change = (confirmed: Scope, more: Partial<ScopeChange> = {}): ScopeChange => ({
  confirmed,
  possible: null,
  gateOrders: null,
  treatments: null,
  relief: null,
  reason: 'more',
  officer: null,
  ...more,
});

describe('A declaration', () => {
  it('is refused by the number of the downtime that covers some of it already', () => {
    const laredo = downtime({ number: 'DT-26-000007', confirmed: scope({ ports: [LAREDO], modes: ['truck'] }) });
    expect(inTheWay(scope({ ports: [LAREDO] }), port, [laredo])).toEqual([
      expect.objectContaining({ rule: 'ONE AT A TIME', detail: 'It is DT-26-000007.' }),
    ]);
    expect(inTheWay(scope({ ports: [LAREDO], modes: ['rail'] }), port, [laredo])).toEqual([]);
    expect(inTheWay(scope({ ports: [EL_PASO] }), port, [laredo])).toEqual([]);
  });

  it('of a port is not needed where a national one covers it', () => {
    const national = downtime({
      number: 'DT-26-000008',
      level: 'national',
      confirmed: scope({ modules: ['manifest'] }),
    });
    expect(inTheWay(scope({ ports: [LAREDO], modules: ['manifest'] }), port, [national])).toEqual([
      expect.objectContaining({ rule: 'ALREADY COVERED', detail: 'It is DT-26-000008.' }),
    ]);
    expect(inTheWay(scope({ ports: [LAREDO] }), port, [national])).toEqual([]);
  });

  it('of headquarters is never stopped by what ports declared, nor a drill by what is real', () => {
    const laredo = downtime({});
    expect(inTheWay(scope(), { ...port, level: 'national' }, [laredo])).toEqual([]);
    expect(inTheWay(scope({ ports: [LAREDO] }), { ...port, drill: true }, [laredo])).toEqual([]);
  });

  it('for one filer leaves another filer alone', () => {
    const filer = downtime({
      level: 'filer',
      filer: { accountId: 'a', scacs: ['KKLU'], conveyances: [] },
      confirmed: scope(),
    });
    expect(inTheWay(scope(), { level: 'filer', drill: false, filerAccountId: 'a' }, [filer])).toHaveLength(1);
    expect(inTheWay(scope(), { level: 'filer', drill: false, filerAccountId: 'b' }, [filer])).toEqual([]);
  });

  it('names ports that exist, is for production, and begins by now', () => {
    expect(
      scopeFaults(
        declared({ confirmed: { ports: ['9999'], environment: 'certification', portGroups: ['diversion ports'] } }),
      ).map(({ rule }) => rule),
    ).toEqual(['PORT IS KNOWN', 'PORTS OF DIVERSION', 'PRODUCTION ONLY']);
    expect(
      timeFaults({ from: '2026-11-22T12:00:00Z', expectedEnd: '2026-11-21T11:00:00Z', reviewAt: null }, NOW).map(
        ({ rule }) => rule,
      ),
    ).toEqual(['BEGINS BY NOW', 'ENDS LATER']);
    expect(
      timeFaults({ from: '2026-11-21T11:00:00Z', expectedEnd: '2026-11-21T13:00:00Z', reviewAt: null }, NOW),
    ).toEqual([]);
  });

  it('that stops a gate says of every filing behind it that it is held, unless it says otherwise', () => {
    const orders = {
      gateOrders: [{ module: 'entry' as const, direction: 'inbound' as const }],
      treatments: [{ kind: 'cargo release', disposition: 'not processed, resend' as const }],
    };
    expect(treatmentsOf(orders)).toEqual([
      { kind: 'cargo release', disposition: 'not processed, resend' },
      { kind: 'entry summary', disposition: 'held, do not resend' },
      { kind: 'drawback claim', disposition: 'held, do not resend' },
      { kind: 'bond', disposition: 'held, do not resend' },
      { kind: 'entry review', disposition: 'held, do not resend' },
      { kind: 'agency decision', disposition: 'held, do not resend' },
    ]);
  });
});

describe('A change of scope', () => {
  const present = downtime({ confirmed: scope({ ports: [LAREDO], modes: ['truck'] }) });

  it('widens only to more, and narrows only to less', () => {
    const more = scope({ ports: [LAREDO, EL_PASO], modes: ['truck'] });
    const other = scope({ ports: [EL_PASO], modes: ['truck'] });
    expect(widerFaults(present, change(more))).toEqual([]);
    expect(widerFaults(present, change(other))).toHaveLength(1);
    expect(widerFaults(present, change(present.confirmed))).toHaveLength(1);
    expect(narrowerFaults(present, change(more))).toHaveLength(1);
    expect(narrowerFaults({ ...present, confirmed: more }, change(present.confirmed))).toEqual([]);
  });

  it('is for the port director whose ports these are, and for headquarters', () => {
    expect(mayChange(present, [LAREDO])).toBe(true);
    expect(mayChange(present, [EL_PASO])).toBe(false);
    expect(mayChange(downtime({ level: 'national' }), [LAREDO])).toBe(false);
  });
});

describe('Reconciliation', () => {
  it('joins to a national downtime the ports it covers, and parts them when it covers them no more', () => {
    const laredo = downtime({ number: 'DT-26-000001', confirmed: scope({ ports: [LAREDO], modules: ['manifest'] }) });
    const detroit = downtime({ number: 'DT-26-000002', confirmed: scope({ ports: [DETROIT], modules: ['entry'] }) });
    const drill = downtime({ number: 'DRILL-DT-26-000001', drill: true, confirmed: laredo.confirmed });
    const national = downtime({
      number: 'DT-26-000003',
      level: 'national',
      confirmed: scope({ modules: ['manifest'] }),
    });
    expect(reconciled(national, [laredo, detroit, drill])).toEqual({ join: [laredo], part: [] });
    const joined = { ...laredo, partOf: national.number };
    expect(
      reconciled({ ...national, confirmed: scope({ modules: ['manifest'], ports: [EL_PASO] }) }, [joined]),
    ).toEqual({ join: [], part: [joined] });
  });

  it('gives a port that began earlier the relief of the national downtime, also when that grows later', () => {
    const national = downtime({
      number: 'DT-26-000003',
      level: 'national',
      confirmed: scope(),
      relief: { paymentBusinessDays: 1, otherBusinessDays: 0 },
    });
    const part = downtime({ partOf: national.number });
    expect(reconciled(national, [part]).join).toEqual([part]);
    expect(reconciled(national, [{ ...part, relief: national.relief }]).join).toEqual([]);
  });
});

describe('Invoking, widening, narrowing and revoking in any order', () => {
  const subset = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { maxLength: 2 });
  const scopes = fc.record({
    functions: subset(FUNCTION_KEYS.slice(0, 6)),
    modes: subset(MODES),
    ports: subset([LAREDO, EL_PASO, DETROIT]),
    directions: subset(['inbound', 'outbound'] as const),
  });
  const act = fc.record({
    what: fc.constantFrom('invoke', 'invoke', 'widen', 'narrow', 'revoke'),
    level: fc.constantFrom('port', 'national', 'filer'),
    drill: fc.boolean(),
    to: scopes,
    which: fc.nat(),
  });

  it('never leaves two downtimes of one standing in force for the same thing', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
        let inForce: Downtime[] = [];
        let count = 0;
        for (const { what, level, drill, to, which } of acts) {
          const confirmed = scope(to);
          const chosen = inForce[which % Math.max(1, inForce.length)];
          const filer = level === 'filer' ? { accountId: 'a', scacs: [], conveyances: [] } : null;
          if (
            what === 'invoke' &&
            inTheWay(confirmed, { level, drill, filerAccountId: filer?.accountId ?? null }, inForce).length === 0
          ) {
            inForce.push(downtime({ number: `DT-${(count += 1)}`, level, drill, filer, confirmed }));
          } else if (chosen && what === 'revoke') inForce = inForce.filter((other) => other !== chosen);
          else if (chosen && (what === 'widen' || what === 'narrow')) {
            const faults =
              what === 'widen' ? widerFaults(chosen, change(confirmed)) : narrowerFaults(chosen, change(confirmed));
            const standing = {
              level: chosen.level,
              drill: chosen.drill,
              filerAccountId: chosen.filer?.accountId ?? null,
            };
            if (faults.length === 0 && inTheWay(confirmed, standing, inForce, chosen.number).length === 0)
              inForce = inForce.map((other) => (other === chosen ? { ...chosen, confirmed } : other));
          }
          for (const a of inForce)
            for (const b of inForce)
              if (a !== b && a.level === b.level && a.drill === b.drill)
                expect(overlaps(a.confirmed, b.confirmed)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('rests on scopes that overlap both ways alike, and overlap whatever they cover', () => {
    fc.assert(
      fc.property(scopes, scopes, (a, b) => {
        const [x, y] = [scope(a), scope(b)];
        expect(overlaps(x, y)).toBe(overlaps(y, x));
        expect(covers(x, x)).toBe(true);
        if (covers(x, y)) expect(overlaps(x, y)).toBe(true);
      }),
    );
  });
});
