import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { answerOf, FILING_MODULES, type FilingAnswered } from '#contracts';
import { MessageContext, Received, UnitOfWork } from '#messaging';
import { ModulePressure } from '../gate/module-pressure';
import { FilingTimes } from '../filing/filing-times';
import type { Module } from '../filing/transmission';
import { Continuity } from '../journal/continuity';
import { AnswerBook } from './answer-book';

@Controller()
export class FilingAnswersConsumer {
  constructor(
    private readonly answers: AnswerBook,
    private readonly pressure: ModulePressure,
    private readonly continuity: Continuity,
    private readonly times: FilingTimes,
  ) {}

  /** The rate may count an answer twice that is tried again: it says how fast the module works, not how much it did. */
  async take(module: Module, messages: Received<FilingAnswered>[], unit: UnitOfWork): Promise<void> {
    await this.continuity.ensure(unit.manager);
    this.times.answered(module, messages, await this.answers.take(messages, unit));
    const newest = messages.map(({ data }) => data.origin.transmissionId).reduce((a, b) => (a > b ? a : b));
    this.pressure.noteAnswered(module, messages.length, newest);
  }
}

/** One handler for each module that takes filings. */
for (const module of FILING_MODULES) {
  const name = `takeFrom ${module}`;
  const handler = function (
    this: FilingAnswersConsumer,
    messages: Received<FilingAnswered>[],
    { unit }: MessageContext,
  ) {
    return this.take(module, messages, unit);
  };
  Object.defineProperty(FilingAnswersConsumer.prototype, name, { value: handler, writable: true, configurable: true });
  const descriptor = Object.getOwnPropertyDescriptor(FilingAnswersConsumer.prototype, name)!;
  EventPattern<string>(answerOf(module).type, { batch: true, repeats: true })(
    FilingAnswersConsumer.prototype,
    name,
    descriptor,
  );
  Payload()(FilingAnswersConsumer.prototype, name, 0);
  Ctx()(FilingAnswersConsumer.prototype, name, 1);
}
