import { DowntimeChanged } from '#contracts';
import { localDate } from '#kernel';
import { Downtimes, storedDowntime } from './downtimes';

const NOW = new Date('2026-05-20T12:00:00Z');
const HONOLULU = 'Pacific/Honolulu';

const reliefs = async (
  modules: DowntimeChanged['scope']['modules'],
  way: Parameters<Downtimes['reliefsFor']>[2],
  at = { from: '2026-05-11T06:00:00.000Z', to: '2026-05-11T09:59:00.000Z' },
  dayAt?: Parameters<Downtimes['reliefsFor']>[3],
) => {
  const downtime: DowntimeChanged = {
    ...DowntimeChanged.example,
    ...{ drill: false, filerAccountId: null, ...at },
    scope: { modules, channels: [], directions: [], modes: [], ports: [] },
  };
  const manager = {
    query: () => Promise.resolve([{ data: JSON.parse(JSON.stringify(storedDowntime.write(downtime))) }]),
  };
  const reliefsFor = await new Downtimes().reliefsFor(manager as never, NOW, way, dayAt);
  return reliefsFor({ accountId: 'a', port: '3201' }).map(({ from, to }) => [from, to]);
};

describe('a downtime', () => {
  test.each([
    ['cee', 'at the Center', 1],
    ['entry', 'at the Center', 0],
    ['gateway', 'at the Center', 0],
    ['entry', 'by filing', 1],
    ['cee', 'by filing', 0],
    ['cee', 'by either', 1],
    ['gateway', 'by either', 1],
    ['manifest', 'by either', 0],
  ] as const)('of %s relieves who does something %s: %d', async (module, way, relieved) => {
    expect(await reliefs([module], way)).toHaveLength(relieved);
  });
  test('touches the day of the port where something is due, and without a port that of headquarters', async () => {
    const dayAt = (_port: string | null, at: Date) => localDate(at, HONOLULU);
    expect(await reliefs([], 'at the Center', undefined, dayAt)).toEqual([['2026-05-10', '2026-05-10']]);
    expect(await reliefs([], 'at the Center')).toEqual([['2026-05-11', '2026-05-11']]);
  });
});
