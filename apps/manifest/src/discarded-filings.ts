import { Injectable, OnModuleInit } from '@nestjs/common';
import { type FilingOrigin, type KindOfFiling, kindsOf, ManifestFilingAnswered, NOT_PROCESSED } from '#contracts';
import { Worklist } from '#messaging';
import { answerFiling } from './manifest-filing/filing-answer';

/** A filing that an operator discards is answered all the same: nothing was processed, send it again. */
@Injectable()
export class DiscardedFilings implements OnModuleInit {
  constructor(private readonly worklist: Worklist) {}

  onModuleInit(): void {
    for (const kind of kindsOf(ManifestFilingAnswered.owner)) this.answer(kind);
  }

  private answer({ kind, contract, reference }: KindOfFiling): void {
    this.worklist.whenDiscarded(contract.type, (data, unit, cause) =>
      answerFiling(
        unit,
        (data as { origin: FilingOrigin }).origin,
        { kind, reference: reference(data as never), outcome: 'not processed', conditions: [NOT_PROCESSED] },
        cause,
      ),
    );
  }
}
