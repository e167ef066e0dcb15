import { Injectable, OnModuleInit } from '@nestjs/common';
import {
  ArrivalReported,
  BillHoldOrdered,
  type Contract,
  type FilingOrigin,
  ManifestFiled,
  SYSTEM_FAILURE,
} from '#contracts';
import { Worklist } from '#messaging';
import { type Answer, answerFiling } from './manifest-filing/filing-answer';

/** A filing that an operator discards is answered all the same: nothing was processed, send it again. */
@Injectable()
export class DiscardedFilings implements OnModuleInit {
  constructor(private readonly worklist: Worklist) {}

  onModuleInit(): void {
    this.answer<ManifestFiled>(
      ManifestFiled,
      'manifest',
      ({ conveyance }) => `${conveyance.scac} ${conveyance.voyage}`,
    );
    this.answer<ArrivalReported>(ArrivalReported, 'arrival', ({ scac, voyage }) => `${scac} ${voyage}`);
    this.answer<BillHoldOrdered>(BillHoldOrdered, 'bill hold', ({ billKey }) => billKey);
  }

  private answer<T extends { origin: FilingOrigin }>(
    contract: Contract,
    kind: Answer['kind'],
    referenceOf: (data: T) => string,
  ): void {
    this.worklist.whenDiscarded(contract.type, (data, unit, cause) => {
      const filed = data as T;
      answerFiling(
        unit,
        filed.origin,
        { kind, reference: referenceOf(filed), outcome: 'rejected', conditions: [SYSTEM_FAILURE] },
        cause,
      );
    });
  }
}
