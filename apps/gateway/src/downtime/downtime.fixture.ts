import type { Direction, TransactionTreatment } from '#contracts';
import { eventually } from '../../../../test/support';
import type { GatewayBench } from '../../../../test/support/gateway-bench';
import { Gates } from '../gate/gates';
import type { Module } from '../filing/transmission';

/** Orders a gate stopped, as headquarters does, with a treatment by kind of filing. */
export const stop = async (
  gate: GatewayBench,
  module: Module,
  direction: Direction,
  treatments: TransactionTreatment[] = [],
): Promise<void> => {
  const gates = gate.service.app.get(Gates, { strict: false });
  await gates.order({
    module,
    direction,
    to: 'STOPPED',
    by: 'Watch commander',
    cause: 'Database fault',
    incidentNumber: 'IN-26-000031',
    treatments,
  });
  expect(gates.stateOf(module, direction)).toBe('STOPPED');
};

/** Opens it: what waits leaves (here: is in the outbox, which nobody empties), then it flows. */
export const open = async (gate: GatewayBench, module: Module, direction: Direction): Promise<void> => {
  const gates = gate.service.app.get(Gates, { strict: false });
  await gates.order({
    module,
    direction,
    to: 'TRIAL',
    by: 'Watch commander',
    cause: 'Repaired',
    incidentNumber: 'IN-26-000031',
  });
  await eventually(async () => {
    const gateNow = (await gates.refresh()).find((each) => each.module === module && each.direction === direction)!;
    if (direction === 'inbound' && gateNow.state === 'TRIAL')
      await gates.judge(gateNow, 'trial passed', 'All is answered');
    expect(gates.stateOf(module, direction)).toBe('FLOWING');
  });
};
