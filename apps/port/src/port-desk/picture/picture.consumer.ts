import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BillChanged, EntryFilingAnswered, FilingHeld, ReleaseStatusChanged } from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { shareDesk } from '../storage/desk-lock';
import { MatchQueue } from '../storage/match-queue';
import { entryKeyOf } from './entry-key';
import { PictureRepository } from './picture.repository';

/** Keeps the last known picture up to date, and has the manual decisions that a change concerns looked at again. */
@Controller()
export class PictureConsumer {
  constructor(
    private readonly picture: PictureRepository,
    private readonly queue: MatchQueue,
  ) {}

  @EventPattern<string>(BillChanged.type, { batch: true })
  async bills(@Payload() messages: Received<BillChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const bills = messages.map(({ data }) => data);
    await this.change(unit, () => this.picture.storeBills(unit, bills), {
      billKeys: bills.flatMap(({ billKey, masterBill }) => [billKey, ...(masterBill ? [masterBill] : [])]),
    });
  }

  @EventPattern<string>(ReleaseStatusChanged.type, { batch: true })
  async releases(
    @Payload() messages: Received<ReleaseStatusChanged>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    const releases = messages.map(({ data }) => data);
    await this.change(unit, () => this.picture.storeReleases(unit, releases), {
      entryKeys: releases.map((release) => release.filerCode + release.entryNumber),
    });
  }

  @EventPattern<string>(EntryFilingAnswered.type, { batch: true })
  async summaries(
    @Payload() messages: Received<EntryFilingAnswered>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    const summaries = messages.map(({ data, at }) => ({ ...data, at }));
    await this.change(unit, () => this.picture.storeSummaries(unit, summaries), {
      entryKeys: summaries.map(({ reference }) => entryKeyOf(reference)),
    });
  }

  @EventPattern<string>(FilingHeld.type, { batch: true })
  async heldFilings(@Payload() messages: Received<FilingHeld>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const filings = messages.map(({ data }) => data);
    const keys = {
      billKeys: filings.flatMap(({ billKeys }) => billKeys),
      entryKeys: filings.map(({ reference }) => entryKeyOf(reference)),
    };
    await this.change(unit, () => this.picture.storeHeldFilings(unit, filings), keys);
  }

  private async change(
    unit: UnitOfWork,
    store: () => Promise<void>,
    keys: { billKeys?: string[]; entryKeys?: string[] },
  ): Promise<void> {
    await shareDesk(unit.manager);
    await store();
    await this.queue.mark(unit.manager, keys);
  }
}
