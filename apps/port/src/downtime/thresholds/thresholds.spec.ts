import { MODES } from '#statement';
import { LAREDO, EL_PASO } from '../downtime.fixture';
import { THRESHOLDS } from './thresholds.policy';
import { deadlinesFor, earlyModes, type PortThreshold, stageAt, thresholdsFor } from './thresholds.rules';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const own: PortThreshold[] = [
  {
    port: LAREDO,
    mode: 'truck',
    watch: 5,
    portMayDeclare: 15,
    headquartersConsiders: 45,
    from: '2026-01-01T00:00:00.000Z',
  },
  {
    port: LAREDO,
    mode: 'truck',
    watch: 1,
    portMayDeclare: 2,
    headquartersConsiders: 3,
    from: '2027-01-01T00:00:00.000Z',
  },
];

describe('Thresholds', () => {
  it('are laid down for every mode, rise, and never let headquarters be later than what 2017 took, for trucks', () => {
    expect(THRESHOLDS.map(({ mode }) => mode).sort()).toEqual([...MODES].sort());
    for (const { watch, portMayDeclare, headquartersConsiders } of THRESHOLDS)
      expect([watch, portMayDeclare, headquartersConsiders]).toEqual(
        [watch, portMayDeclare, headquartersConsiders].sort((a, b) => a - b),
      );
    expect(thresholdsFor('truck', null, [], NOW).headquartersConsiders).toBeLessThan(87);
  });

  it('of a port come before the national ones, from the day on that headquarters set', () => {
    expect(thresholdsFor('truck', LAREDO, own, NOW).portMayDeclare).toBe(15);
    expect(thresholdsFor('truck', EL_PASO, own, NOW).portMayDeclare).toBe(30);
    expect(thresholdsFor('rail', LAREDO, own, NOW).portMayDeclare).toBe(60);
    expect(thresholdsFor('truck', LAREDO, own, new Date('2027-02-01T00:00:00Z')).portMayDeclare).toBe(2);
  });

  it('say what the age of a fault calls for', () => {
    const [truck] = deadlinesFor('2026-11-21T12:00:00.000Z', ['truck'], [null], [], 60, NOW);
    const after = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
    expect([0, 9, 10, 30, 60].map((minutes) => stageAt(truck!, after(minutes)))).toEqual([
      'watch',
      'watch',
      'propose',
      'port may declare',
      'headquarters considers a national downtime',
    ]);
  });

  it('run faster in a drill', () => {
    const [truck] = deadlinesFor('2026-11-21T12:00:00.000Z', ['truck'], [null], [], 0.5, NOW);
    expect(truck!.portMayDeclareAt).toBe('2026-11-21T12:00:15.000Z');
  });

  it('make a declaration early for the modes whose minutes are not over', () => {
    const since = new Date(NOW.getTime() - 40 * 60_000).toISOString();
    expect(earlyModes(since, [], [EL_PASO], [], 60, NOW).sort()).toEqual(['air', 'rail', 'vessel']);
    expect(earlyModes(since, ['truck'], [EL_PASO], [], 60, NOW)).toEqual([]);
    expect(earlyModes(NOW.toISOString(), ['truck'], [LAREDO], own, 60, NOW)).toEqual(['truck']);
  });
});
