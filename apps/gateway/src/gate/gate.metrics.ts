import { Injectable, OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics, VitalsReader } from '#service';
import { Gates } from './gates';

/** The gates for Prometheus. */
@Injectable()
export class GateMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly gates: Gates,
    private readonly vitals: VitalsReader,
  ) {}

  onModuleInit(): void {
    const { gates, vitals } = this;
    const registers = [this.metrics.registry];
    const changes = new Counter({
      name: 'portway_gate_changes_total',
      help: 'Changes of gates made by this process, by the state they led to',
      labelNames: ['module', 'direction', 'to'],
      registers,
    });
    gates.onChange(({ module, direction, to }) => changes.inc({ module, direction, to }));
    new Gauge({
      name: 'portway_gate_flowing',
      help: '1 while the gate is FLOWING',
      labelNames: ['module', 'direction'],
      registers,
      async collect() {
        // While the database is away the gates stay as they were last known.
        for (const { module, direction, state } of await gates.views().catch(() => gates.known))
          this.set({ module, direction }, Number(state === 'FLOWING'));
      },
    });
    new Gauge({
      name: 'portway_gate_held',
      help: 'What waits behind a gate',
      labelNames: ['module', 'direction'],
      registers,
      async collect() {
        const { gates: views = [] } = await vitals.read();
        this.reset();
        if (vitals.measured) for (const { module, direction, held } of views) this.set({ module, direction }, held);
      },
    });
  }
}
