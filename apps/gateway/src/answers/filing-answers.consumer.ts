import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EntryFilingAnswered, ManifestFilingAnswered } from '#contracts';
import { MessageContext, Received, UnitOfWork } from '#messaging';
import { ModulePressure } from '../gate/module-pressure';
import type { Module } from '../filing/transmission';
import { Continuity } from '../journal/continuity';
import { AnswerBook } from './answer-book';

@Controller()
export class FilingAnswersConsumer {
  constructor(
    private readonly answers: AnswerBook,
    private readonly pressure: ModulePressure,
    private readonly continuity: Continuity,
  ) {}

  @EventPattern<string>(EntryFilingAnswered.type, { batch: true, repeats: true })
  takeFromEntry(@Payload() messages: Received<EntryFilingAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.take('entry', messages, unit);
  }

  @EventPattern<string>(ManifestFilingAnswered.type, { batch: true, repeats: true })
  takeFromManifest(
    @Payload() messages: Received<ManifestFilingAnswered>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    return this.take('manifest', messages, unit);
  }

  /** The rate may count an answer twice that is tried again: it says how fast the module works, not how much it did. */
  private async take(
    module: Module,
    messages: Received<EntryFilingAnswered | ManifestFilingAnswered>[],
    unit: UnitOfWork,
  ): Promise<void> {
    await this.continuity.ensure(unit.manager);
    await this.answers.take(messages, unit);
    const newest = messages.map(({ data }) => data.origin.transmissionId).reduce((a, b) => (a > b ? a : b));
    this.pressure.noteAnswered(module, messages.length, newest);
  }
}
