import { Module } from '@nestjs/common';
import { OfficersModule } from '../officers/officers.module';
import { PictureConsumer } from './picture/picture.consumer';
import { PictureRepository } from './picture/picture.repository';
import { PlaybooksModule } from './playbook/playbooks.module';

@Module({ imports: [OfficersModule, PlaybooksModule], controllers: [PictureConsumer], providers: [PictureRepository] })
export class PortDeskModule {}
