/** The peer's edge, as most Nest services are written: validate, `save`, `emit`, answer. One request, one row, one message. */
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IsArray, IsString } from 'class-validator';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { connectQueues, type Queues } from './queues';

@Entity('edge_release')
export class EdgeRelease {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  entryNumber: string;

  @Column('jsonb')
  data: object;

  @Column('text')
  state: string;

  @Column('timestamptz')
  receivedAt: Date;

  @Column('timestamptz', { nullable: true })
  answeredAt: Date | null;
}

class FiledRelease {
  @IsString()
  entryNumber: string;

  @IsArray()
  bills: unknown[];

  @IsArray()
  lines: unknown[];
}

const source = new DataSource({
  type: 'postgres',
  url: process.env['DATABASE_URL'],
  entities: [EdgeRelease],
  synchronize: true,
  poolSize: 16,
});
let queues: Queues;

@Controller('cargo-releases')
class ReleasesController {
  @Post()
  @HttpCode(202)
  async file(@Body() release: FiledRelease): Promise<object> {
    const id = crypto.randomUUID();
    await source.getRepository(EdgeRelease).save({
      id,
      entryNumber: release.entryNumber,
      data: release,
      state: 'accepted',
      receivedAt: new Date(),
      answeredAt: null,
    });
    await queues.emit('peer.filed', { id, release });
    return { id, disposition: 'accepted' };
  }
}

@Module({ controllers: [ReleasesController] })
class EdgeModule {}

const start = async (): Promise<void> => {
  await source.initialize();
  queues = await connectQueues(process.env['AMQP_URL']!);
  const releases = source.getRepository(EdgeRelease);
  await queues.each('peer.answered', async ({ id, state }: { id: string; state: string }) => {
    const release = await releases.findOneByOrFail({ id });
    await releases.save({ ...release, state, answeredAt: new Date() });
  });
  const app = await NestFactory.create(EdgeModule, new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(new ValidationPipe());
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
  process.send!('ready');
};

void start();
