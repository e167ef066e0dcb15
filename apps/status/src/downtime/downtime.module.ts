import { Module } from '@nestjs/common';
import { OfficersModule } from '../officers/officers.module';
import { ComponentWatchModule } from '../watch/component-watch.module';
import { DowntimeBook } from './book/downtime-book';

@Module({ imports: [OfficersModule, ComponentWatchModule], providers: [DowntimeBook], exports: [DowntimeBook] })
export class DowntimeModule {}
