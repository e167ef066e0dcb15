import { Module } from '@nestjs/common';
import { OwnLooks } from '../activity-log/own-looks';
import { PictureConsumer } from './picture.consumer';
import { PictureController } from './picture.controller';
import { PictureOperations } from './picture-operations.controller';
import { PictureReader } from './picture.reader';
import { PictureRebuild } from './picture-rebuild';
import { RecordSearch } from './record-search';
import { Visibility } from './visibility';

@Module({
  controllers: [PictureController, PictureOperations, PictureConsumer],
  providers: [PictureReader, PictureRebuild, RecordSearch, Visibility, OwnLooks],
})
export class PictureModule {}
