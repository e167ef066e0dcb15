import { Injectable, OnModuleInit } from '@nestjs/common';
import {
  CargoReleaseFiled,
  type Contract,
  EntryFilingAnswered,
  EntryReviewOrdered,
  EntrySummaryFiled,
  SYSTEM_FAILURE,
} from '#contracts';
import { formatEntryNumber } from '#kernel';
import { Worklist } from '#messaging';
import { publishAnswer } from './filing-answer';

type Filed = CargoReleaseFiled | EntrySummaryFiled | EntryReviewOrdered;

/** A filing that an operator discards is answered all the same: nothing was processed, send it again. */
@Injectable()
export class DiscardedFilings implements OnModuleInit {
  constructor(private readonly worklist: Worklist) {}

  onModuleInit(): void {
    this.answer(CargoReleaseFiled, 'cargo release');
    this.answer(EntrySummaryFiled, 'entry summary');
    this.answer(EntryReviewOrdered, 'entry review');
  }

  private answer(contract: Contract, kind: string): void {
    this.worklist.whenDiscarded(contract.type, (data, unit, cause) => {
      const { origin, filerCode, entryNumber } = data as Filed;
      const answer: EntryFilingAnswered = {
        origin,
        kind,
        reference: formatEntryNumber(filerCode, entryNumber),
        outcome: 'rejected',
        conditions: [SYSTEM_FAILURE],
        entrySummary:
          kind === 'entry summary'
            ? {
                teamNumber: null,
                centerId: null,
                version: null,
                finalCode: SYSTEM_FAILURE.code,
                finalText: SYSTEM_FAILURE.text,
                computed: null,
              }
            : null,
      };
      publishAnswer(unit, answer, cause);
    });
  }
}
