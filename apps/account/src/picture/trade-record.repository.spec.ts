import type { EntityManager } from 'typeorm';
import { SummaryReported } from '#contracts';
import { keepReports } from './trade-record.repository';
import { reportOfSummary } from './trade-record.rules';

test('figures are written before figures of bonds, as a build before does that runs beside this one: neither waits for the other', async () => {
  const written: string[] = [];
  const query = (sql: string): Promise<unknown[]> => {
    written.push(...[...sql.matchAll(/INSERT INTO (\w+_figure)/g)].map(([, table]) => table!));
    return Promise.resolve([]);
  };
  const manager = { query } as unknown as EntityManager;
  await keepReports(manager, [reportOfSummary(SummaryReported.example)], new Date('2026-11-24T15:00:00Z'));
  expect(written).toEqual(['trade_figure', 'bond_figure']);
});
