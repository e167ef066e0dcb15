import type { Scope } from '#contracts';
import { asContractScope, concerns, covers, isEverywhere, overlaps, portsOf, WHOLE_SCOPE } from './scope.rules';

const [LAREDO, EL_PASO, DETROIT] = ['2304', '2402', '3801'] as const;
const scope = (more: Partial<Scope> = {}): Scope => ({ ...WHOLE_SCOPE, ...more });

describe('A scope', () => {
  it('for some ports is so at all of them where every module it names stands still for the nation', () => {
    const [entry, both] = [
      scope({ modules: ['entry'], ports: [LAREDO] }),
      scope({ functions: ['cargo release', 'truck manifest'], portGroups: ['Mexican border'] }),
    ];
    expect([isEverywhere(entry, new Set(['entry'])), isEverywhere(entry, new Set(['manifest']))]).toEqual([
      true,
      false,
    ]);
    expect([isEverywhere(both, new Set(['entry'])), isEverywhere(both, new Set(['entry', 'manifest']))]).toEqual([
      false,
      true,
    ]);
    // What is declared for all needs no word of it, and what names no module is not known to stand.
    expect([
      isEverywhere(scope({ modules: ['entry'] }), new Set(['entry'])),
      isEverywhere(scope({ ports: [LAREDO] }), new Set(['entry'])),
    ]).toEqual([false, false]);
  });

  it('that names nothing covers everything, and nothing but such a one covers it', () => {
    expect(covers(scope(), scope({ modules: ['entry'], ports: [LAREDO] }))).toBe(true);
    expect(covers(scope({ ports: [LAREDO] }), scope())).toBe(false);
    expect(covers(scope({ modes: ['truck', 'rail', 'vessel', 'air', 'air express'] }), scope())).toBe(true);
  });

  it('of a module covers the functions of that module, and not the other way round', () => {
    expect(covers(scope({ modules: ['entry'] }), scope({ functions: ['cargo release'] }))).toBe(true);
    expect(covers(scope({ functions: ['cargo release'] }), scope({ modules: ['entry'] }))).toBe(false);
    expect(
      covers(scope({ functions: ['multimodal manifest'] }), scope({ functions: ['truck manifest', 'rail manifest'] })),
    ).toBe(true);
  });

  it('of a border covers its ports', () => {
    expect(covers(scope({ portGroups: ['Mexican border'] }), scope({ ports: [LAREDO, EL_PASO] }))).toBe(true);
    expect(covers(scope({ portGroups: ['Mexican border'] }), scope({ ports: [DETROIT] }))).toBe(false);
    expect(covers(scope({ portGroups: ['land border'] }), scope({ ports: [DETROIT] }))).toBe(true);
    expect(portsOf(scope({ portGroups: ['Mexican border'], ports: [DETROIT] }))).toEqual(
      expect.arrayContaining([LAREDO, EL_PASO, DETROIT]),
    );
  });

  it('overlaps another when port, mode and function are in both', () => {
    expect(
      overlaps(
        scope({ ports: [LAREDO, EL_PASO], modes: ['truck'] }),
        scope({ ports: [EL_PASO], modes: ['truck', 'rail'] }),
      ),
    ).toBe(true);
    expect(overlaps(scope({ ports: [LAREDO], modes: ['truck'] }), scope({ ports: [LAREDO], modes: ['rail'] }))).toBe(
      false,
    );
    expect(overlaps(scope({ modules: ['manifest'] }), scope({ modules: ['entry'] }))).toBe(false);
    expect(overlaps(scope({ functions: ['entry'] }), scope({ modules: ['entry'], ports: [LAREDO] }))).toBe(true);
    expect(overlaps(scope(), scope({ environment: 'certification' }))).toBe(false);
  });

  it('is told to other services by module and port', () => {
    const told = asContractScope(
      scope({ functions: ['truck manifest', 'cargo release'], modes: ['truck'], ports: [LAREDO] }),
    );
    expect(told).toEqual({
      modules: ['manifest', 'entry'],
      channels: [],
      directions: [],
      modes: ['truck'],
      ports: [LAREDO],
    });
    expect(concerns(told, { port: LAREDO, mode: 'truck', module: 'entry' })).toBe(true);
    expect(concerns(told, { port: LAREDO, mode: 'rail' })).toBe(false);
    expect(concerns(told, { port: EL_PASO, mode: 'truck' })).toBe(false);
  });
});
