import { Injectable, OnModuleInit } from '@nestjs/common';
import {
  EntryFilingAnswered,
  EntrySummaryFiled,
  type FilingOrigin,
  type KindOfFiling,
  kindsOf,
  NOT_PROCESSED,
} from '#contracts';
import { Worklist } from '#messaging';
import { publishAnswer } from './filing-answer';

/** A filing that an operator discards is answered all the same: nothing was processed, send it again. */
@Injectable()
export class DiscardedFilings implements OnModuleInit {
  constructor(private readonly worklist: Worklist) {}

  onModuleInit(): void {
    for (const kind of kindsOf(EntryFilingAnswered.owner)) this.answer(kind);
  }

  private answer({ kind, contract, reference }: KindOfFiling): void {
    this.worklist.whenDiscarded(contract.type, (data, unit, cause) => {
      const answer: EntryFilingAnswered = {
        origin: (data as { origin: FilingOrigin }).origin,
        kind,
        reference: reference(data as never),
        outcome: 'not processed',
        conditions: [NOT_PROCESSED],
        entrySummary:
          contract.type === EntrySummaryFiled.type
            ? {
                teamNumber: null,
                centerId: null,
                version: null,
                finalCode: NOT_PROCESSED.code,
                finalText: NOT_PROCESSED.text,
                computed: null,
              }
            : null,
      };
      publishAnswer(unit, answer, cause);
    });
  }
}
