import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Cents, CustomsDate, DecimalText, Instant, Nullable, OneOf, Uuid } from '../shapes';

export const DrawbackState = OneOf('on file', 'withdrawn', 'deleted');

/** A line of an import entry that a claim designates, as it was judged. */
export const DesignatedLine = Type.Object({
  filerCode: Type.String(),
  entryNumber: Type.String(),
  /** Three digits; null where the claim names none. */
  line: Nullable(Type.String()),
  /** An entry summary with that line was on file here when the claim was judged. What was not could be compared with nothing. */
  onFile: Type.Boolean(),
  /** Day of importation of the summary on file. */
  importedOn: Nullable(CustomsDate),
  /** The last day on which it may be claimed for. */
  claimableUntil: Nullable(CustomsDate),
  quantities: Type.Array(Type.Object({ unit: Type.String(), quantity: DecimalText })),
  revenues: Type.Array(Type.Object({ class: Type.String(), cents: Cents })),
});
export type DesignatedLine = Static<typeof DesignatedLine>;

/** Sums by kind of revenue: duty, user fees, internal revenue taxes. */
export const ClaimedSums = Type.Object({ dutyCents: Cents, feeCents: Cents, taxCents: Cents });

/**
 * Where a drawback claim stands after a change. `version` is its revision and grows by one with each change, so that an older message never undoes a later one.
 * Nothing in it is computed but the sums of what is claimed: no refund is.
 */
export const DrawbackClaimChanged = contract({
  type: 'entry.drawback-claim-changed',
  version: 1,
  owner: 'entry',
  describes: 'A drawback claim was filed, replaced, withdrawn, or deleted by a rejected filing',
  subject: 'the claim: filer code and claim number, which are those of an entry',
  schema: Type.Object({
    /** Of the filer. */
    accountId: Uuid,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    event: OneOf('added', 'replaced', 'withdrawn', 'deleted by a rejected filing'),
    state: DrawbackState,
    claimantNumber: Type.String(),
    /** Of the claimant on the day of filing; null where no Center has it, or the port decides. */
    centerId: Nullable(Type.String()),
    provision: Type.String(),
    filingPort: Type.String(),
    filedOn: CustomsDate,
    /** `removed`: asked for, and not kept because of what is claimed. */
    acceleratedPayment: OneOf('not requested', 'requested', 'removed'),
    claimed: ClaimedSums,
    designated: Type.Array(DesignatedLine),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    ...{ filerCode: 'B76', entryNumber: '08000017', version: 1, event: 'added', state: 'on file' },
    ...{ claimantNumber: '12-3456789', centerId: 'CEE009', provision: '58', filingPort: '1001' },
    ...{ filedOn: '2026-11-24', acceleratedPayment: 'not requested' },
    claimed: { dutyCents: 13_464, feeCents: 0, taxCents: 0 },
    designated: [
      {
        ...{ filerCode: 'B76', entryNumber: '03245278', line: '001', onFile: true },
        ...{ importedOn: '2026-01-24', claimableUntil: '2031-01-24' },
        quantities: [{ unit: 'KG', quantity: '200.0000' }],
        revenues: [{ class: '364', cents: 13_464 }],
      },
    ],
    occurredAt: '2026-11-24T15:00:00.000Z',
  },
});
export type DrawbackClaimChanged = DataOf<typeof DrawbackClaimChanged>;
