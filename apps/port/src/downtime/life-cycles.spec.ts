import { downtimeLife } from './model/downtime.states';
import { incidentLife } from './model/incident.states';
import { proposalLife } from './proposals/proposal.states';

describe('The lives of incidents, downtimes and proposals', () => {
  it.each([
    ['incident', incidentLife],
    ['downtime', downtimeLife],
    ['proposal', proposalLife],
  ] as const)('of an %s have no dead ends and no unreachable states', (_, life) => {
    expect(life.faults()).toEqual([]);
  });

  it('end: a fixed incident, a revoked downtime and a decided proposal are not changed any more', () => {
    expect(incidentLife.eventsIn('fixed')).toEqual([]);
    expect(downtimeLife.eventsIn('revoked')).toEqual([]);
    expect(proposalLife.eventsIn('dismissed')).toEqual([]);
  });

  it('let a false alarm be withdrawn, but not a repaired one', () => {
    expect(incidentLife.can('investigating', 'withdraw')).toBe(true);
    expect(incidentLife.can('watching', 'withdraw')).toBe(false);
  });
});
