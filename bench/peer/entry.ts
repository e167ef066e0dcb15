/** The peer's entry service: one message, one transaction with `save`, one answer. */
import 'reflect-metadata';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { connectQueues } from './queues';

@Entity('entry_release')
export class EntryRelease {
  @PrimaryColumn('text')
  entryNumber: string;

  @Column('jsonb')
  data: object;

  @Column('text')
  state: string;

  @Column('timestamptz')
  decidedAt: Date;
}

const source = new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL'],
  entities: [EntryRelease],
  synchronize: true,
  poolSize: 16,
});

const start = async (): Promise<void> => {
  await source.initialize();
  const queues = await connectQueues(process.env['AMQP_URL']!);
  await queues.each('peer.filed', async ({ id, release }: { id: string; release: { entryNumber: string } }) => {
    await source.transaction(async (manager) => {
      await manager
        .getRepository(EntryRelease)
        .save({ entryNumber: release.entryNumber, data: release, state: 'on file', decidedAt: new Date() });
    });
    await queues.emit('peer.answered', { id, state: 'answered' });
  });
  process.send!('ready');
};

void start();
