import type { DataSource } from 'typeorm';
import { contractOf } from '#contracts';

/** What is wrong with messages that a service has put into its outbox: a listener would set each aside. */
export const outboxFaults = async (source: DataSource): Promise<string[]> => {
  const rows: { type: string; data: string }[] = await source.query(
    'SELECT DISTINCT ON (message_id) type, data FROM outbox ORDER BY message_id',
  );
  return [
    ...new Set(
      rows.flatMap(({ type, data }) => {
        const fault = contractOf(type)?.faultOf(JSON.parse(data)) ?? null;
        return fault === null ? [] : [`${type}: ${fault}`];
      }),
    ),
  ];
};
