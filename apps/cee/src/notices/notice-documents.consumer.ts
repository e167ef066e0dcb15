import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { NoticeDocumentHandedIn } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { NoticeAnswers } from './notice-answers';

/** Documents that name a request or notice answer it, whichever way they came. */
@Controller()
export class NoticeDocumentsConsumer {
  constructor(private readonly answers: NoticeAnswers) {}

  @EventPattern<string>(NoticeDocumentHandedIn.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<NoticeDocumentHandedIn>[], @Ctx() { unit }: MessageContext): Promise<void> {
    for (const message of messages) await this.answers.handedIn(unit, message);
  }
}
