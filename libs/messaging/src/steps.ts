import { firstStepOf, type Step, stepIdOf, type Traces } from '#kernel';
import type { Statements } from '#persistence';
import type { Envelope } from './envelope';
import type { OutboxRow } from './outbox';

type AboutMessage = Pick<Envelope, 'id' | 'type' | 'correlationId'> & { readonly arrivedAt?: number };

/** The step by which a service handled a message. */
export const handlingStepOf = (messageId: string, service: string): string => stepIdOf('handled', messageId, service);
const sendingStepOf = (messageId: string, destination: string): string => stepIdOf('sent', messageId, destination);
const transactionStepOf = (messageId: string, service: string): string => stepIdOf('transaction', messageId, service);

const about = (messageId: string): Step['attributes'] => ({
  'messaging.system': 'rabbitmq',
  'messaging.message.id': messageId,
});

/** Tells the steps of messages through one service: out of the outbox, and through a handler. Asked only while traces are on. */
export class Steps {
  /** When each destination was last seen behind a gate (milliseconds since 1970). */
  private readonly heldUntil = new Map<string, number>();

  constructor(
    private readonly service: string,
    private readonly traces: Traces,
  ) {}

  get on(): boolean {
    return this.traces.on;
  }

  /** @param destinations to which a gate lets not everything pass at this moment */
  held(destinations: Iterable<string>): void {
    for (const destination of destinations) this.heldUntil.set(destination, Date.now());
  }

  /**
   * From when a message was written until the broker had it; what a gate kept of that is a step of its own.
   *
   * @param left whether they left before, and are sent again from what was kept
   */
  sent(rows: readonly OutboxRow[], left = false): void {
    const to = Date.now();
    for (const row of rows) {
      const { message_id, destination, type, lane, correlation_id, causation_id, created_at } = row;
      if (!this.traces.isTraced(correlation_id)) continue;
      const isRepeat = left || row.again;
      const from = left ? to : created_at.getTime();
      const id = isRepeat ? undefined : sendingStepOf(message_id, destination);
      this.traces.add({
        name: `${isRepeat ? 'send again' : 'send'} ${type}`,
        kind: 'producer',
        correlationId: correlation_id,
        id,
        after: causation_id ? handlingStepOf(causation_id, this.service) : firstStepOf(correlation_id),
        from,
        to,
        attributes: { ...about(message_id), 'messaging.destination.name': destination, 'portway.lane': lane },
      });
      const held = this.heldUntil.get(destination);
      if (!isRepeat && held !== undefined && held > from)
        this.traces.add({
          name: `wait behind the gate of ${destination}`,
          kind: 'internal',
          correlationId: correlation_id,
          after: id,
          from,
          to: held,
          attributes: { 'portway.module': destination },
        });
    }
  }

  /** Messages that were handled in one transaction: it is told once, and those of other traces link to it. */
  handled(messages: readonly AboutMessage[], from: number, { statements, milliseconds }: Statements): void {
    const traced = messages.filter(({ correlationId }) => this.traces.isTraced(correlationId));
    const [first] = traced;
    if (!first) return;
    const to = Date.now();
    const transaction = { correlationId: first.correlationId, id: transactionStepOf(first.id, this.service) };
    for (const { id, type, correlationId, arrivedAt } of traced)
      this.traces.add({
        name: `handle ${type}`,
        kind: 'consumer',
        correlationId,
        id: handlingStepOf(id, this.service),
        after: sendingStepOf(id, this.service),
        from: arrivedAt ?? from,
        to,
        attributes: { ...about(id), 'messaging.batch.message_count': messages.length },
        links: correlationId === first.correlationId ? [] : [transaction],
      });
    this.traces.add({
      name: 'transaction',
      kind: 'client',
      ...transaction,
      after: handlingStepOf(first.id, this.service),
      from,
      to,
      attributes: {
        'db.system.name': 'postgresql',
        'portway.database.statements': statements,
        'portway.database.milliseconds': milliseconds,
      },
    });
  }

  failed({ id, type, correlationId }: AboutMessage, error: Error): void {
    if (!this.traces.isTraced(correlationId)) return;
    const at = Date.now();
    this.traces.add({
      name: `fail at ${type}`,
      kind: 'consumer',
      correlationId,
      after: sendingStepOf(id, this.service),
      from: at,
      to: at,
      attributes: about(id),
      fault: error.name,
    });
  }
}
