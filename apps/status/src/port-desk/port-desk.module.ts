import { Module } from '@nestjs/common';
import { OfficersModule } from '../officers/officers.module';
import { PictureConsumer } from './picture/picture.consumer';
import { PictureRepository } from './picture/picture.repository';

@Module({ imports: [OfficersModule], controllers: [PictureConsumer], providers: [PictureRepository] })
export class PortDeskModule {}
