import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EntryFilingAnswered, ManifestFilingAnswered } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { AnswerBook } from './answer-book';

@Controller()
export class FilingAnswersConsumer {
  constructor(private readonly answers: AnswerBook) {}

  @EventPattern<string>(EntryFilingAnswered.type, { batch: true, repeats: true })
  takeFromEntry(@Payload() messages: Received<EntryFilingAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.answers.take(messages, unit);
  }

  @EventPattern<string>(ManifestFilingAnswered.type, { batch: true, repeats: true })
  takeFromManifest(@Payload() messages: Received<ManifestFilingAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.answers.take(messages, unit);
  }
}
