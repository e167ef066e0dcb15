import { DowntimeChanged } from '#contracts';
import { ordersNow, stepFor } from './downtime-orders.rules';
import type { Gate } from './gate';

const INBOUND = { module: 'entry', direction: 'inbound' } as const;
const gate = (of: Partial<Gate> = {}): Gate => ({
  ...INBOUND,
  state: 'FLOWING',
  version: 1,
  since: new Date(),
  changedBy: 'x',
  cause: 'x',
  incidentNumber: null,
  closedBy: null,
  downtimeId: null,
  treatments: [],
  pilots: [],
  pilotRow: null,
  replayUpTo: null,
  phase: null,
  ...of,
});
const downtime = (of: Partial<DowntimeChanged> = {}): DowntimeChanged => ({ ...DowntimeChanged.example, ...of });
const { downtimeId } = DowntimeChanged.example;
const stoppedByIt = gate({ state: 'STOPPED', closedBy: 'order', downtimeId });
const stoppedByPerson = gate({ state: 'STOPPED', closedBy: 'order' });
const stoppedByPlatform = gate({ state: 'STOPPED', closedBy: 'platform' });

test('a downtime in force stops the gates it names, also one that the platform closed', () => {
  expect(stepFor(gate(), downtime(), [])).toBe('stop');
  expect(stepFor(stoppedByPlatform, downtime(), [])).toBe('stop');
});

test('a drill orders no gate', () => {
  expect(ordersNow(downtime({ drill: true }))).toEqual([]);
  expect(stepFor(gate(), downtime({ drill: true }), [])).toBe('nothing');
});

test('its end opens what it stopped, and only that', () => {
  const revoked = downtime({ state: 'revoked' });
  expect(stepFor(stoppedByIt, revoked, [INBOUND])).toBe('release');
  for (const other of [
    stoppedByPerson,
    stoppedByPlatform,
    gate(),
    gate({ state: 'STOPPED', closedBy: 'order', downtimeId: '4c7a4f0e-2d31-4d1c-9a5c-000000000001' }),
  ]) {
    expect(stepFor(other, revoked, [INBOUND])).toBe('nothing');
  }
});

test('a downtime that is narrowed opens the gate it no longer names', () => {
  expect(stepFor(stoppedByIt, downtime({ gateOrders: [] }), [INBOUND])).toBe('release');
});

test("a gate that a person stopped stays that person's; one that a person opened is not stopped again by the same downtime", () => {
  expect(stepFor(stoppedByPerson, downtime(), [])).toBe('nothing');
  expect(stepFor(gate(), downtime({ version: 2 }), [INBOUND])).toBe('nothing');
});

test('a new version may change what becomes of filings', () => {
  expect(stepFor(stoppedByIt, downtime({ version: 2, treatments: [] }), [INBOUND])).toBe('stop');
});
