import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BillChanged, EntryFilingAnswered, FilingHeld, ReleaseStatusChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { PictureRepository } from './picture.repository';

/** Keeps the last known picture up to date. */
@Controller()
export class PictureConsumer {
  constructor(private readonly picture: PictureRepository) {}

  @EventPattern<string>(BillChanged.type, { batch: true })
  bills(@Payload() messages: Received<BillChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.picture.storeBills(unit, messages.map(({ data }) => data));
  }

  @EventPattern<string>(ReleaseStatusChanged.type, { batch: true })
  releases(@Payload() messages: Received<ReleaseStatusChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.picture.storeReleases(unit, messages.map(({ data }) => data));
  }

  @EventPattern<string>(EntryFilingAnswered.type, { batch: true })
  summaries(@Payload() messages: Received<EntryFilingAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.picture.storeSummaries(unit, messages.map(({ data, at }) => ({ ...data, at })));
  }

  @EventPattern<string>(FilingHeld.type, { batch: true })
  heldFilings(@Payload() messages: Received<FilingHeld>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.picture.storeHeldFilings(unit, messages.map(({ data }) => data));
  }
}
