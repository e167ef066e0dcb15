import { Module } from '@nestjs/common';
import { ComponentWatchModule } from './component-watch.module';
import { PublicPageModule } from './public-page.module';

@Module({ imports: [ComponentWatchModule, PublicPageModule] })
export class StatusModule {}
