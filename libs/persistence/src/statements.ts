import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntitySubscriberInterface, AfterQueryEvent } from 'typeorm';

/** Statements that were executed, and how long the database took for all of them (milliseconds). */
export interface Statements {
  statements: number;
  milliseconds: number;
}

const counted = new AsyncLocalStorage<Statements>();

const COUNTER: EntitySubscriberInterface = {
  afterQuery({ executionTime = 0 }: AfterQueryEvent) {
    const count = counted.getStore();
    if (!count) return;
    count.statements += 1;
    count.milliseconds += executionTime;
  },
};

/** Counts what `work` and all that it begins asks of a database. The first time it makes each later statement dearer by a little. */
export const countStatements = async <T>(
  source: DataSource,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly counted: Statements }> => {
  if (!source.subscribers.includes(COUNTER)) source.subscribers.push(COUNTER);
  const count = { statements: 0, milliseconds: 0 };
  return { value: await counted.run(count, work), counted: count };
};
