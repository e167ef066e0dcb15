import { Module } from '@nestjs/common';
import { DowntimeChangedConsumer } from './downtime-changed.consumer';
import { Gates } from './gates';
import { GatesRepository } from './gates.repository';

/** The gates to the modules: what may pass, who stops and opens them. */
@Module({ controllers: [DowntimeChangedConsumer], providers: [Gates, GatesRepository], exports: [Gates] })
export class GateModule {}
