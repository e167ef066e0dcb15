import { encodeFitted, summaryQueryLayouts as Q } from '#catair';
import type { Known } from '../../questions/questions';
import type { SummaryAnswered } from '../../questions/summary-questions';
import { catairDate, catairDateTime } from '../port-clock';
import { ageText } from './status-answer';
import { type AskedSearch, type QueryCode, type QueryFault, SUMMARY_QUERY_CONDITIONS } from './summary-query';
import { type SummaryContent, summaryRecords } from './summary-records';

const CENSUS: Readonly<Record<string, string>> = { none: '0', unresolved: '1', resolved: '6' };

/** JZ: why a question has no answer, or what is to be known of one. */
export const conditionRecord = ({ code, entry }: QueryFault, more = ''): string =>
  encodeFitted(Q.JZ, {
    ...{ conditionCode: code, narrativeText: SUMMARY_QUERY_CONDITIONS.get(code).text + more },
    ...{ entryFilerCode: entry?.filerCode ?? '', entryNumber: entry?.entryNumber ?? '' },
  });

/** JA: the search as it was asked. */
export const searchRecord = ({ asked }: AskedSearch): string => encodeFitted(Q.JA, asked);

const money = (cents: number | null | undefined): string =>
  cents === null || cents === undefined ? '' : String(cents);

type Extras = Pick<AskedSearch, 'collections' | 'bills'>;
export const NO_EXTRAS: Extras = { collections: false, bills: 'none' };

/** JB to JN of a summary, its 10 to 90 records where it has content, and what is to be known of the answer (pp. ESQ-25..53). */
export const summaryAnswerRecords = (
  { value: summary, asOf, isLastKnown }: Known<SummaryAnswered>,
  extras: Extras,
  now: Date,
): string[] => {
  const entry = { filerCode: summary.filerCode, entryNumber: summary.entryNumber };
  const say = (code: QueryCode, more = ''): string => conditionRecord({ code, entry }, more);
  return [
    ...statusRecords(summary),
    ...extraRecords(summary, extras),
    ...(summary.content === undefined ? [] : summaryRecords(summary.content as SummaryContent)),
    ...(summary.protests === null ? [say('W22')] : []),
    ...(isLastKnown
      ? [say('PQA', ` ${asOf.toISOString().slice(0, 16).replace('T', ' ')}Z ${ageText(asOf, now)}`)]
      : []),
  ];
};

const statusRecords = (s: SummaryAnswered): string[] => {
  const { liquidation, release, estimated, withdrawals, protests } = s;
  const isClaim = s.kind === 'claim for drawback';
  const isDutyFree = Object.values(estimated).every((cents) => cents === 0);
  const holdCodes = liquidation?.holdCodes ?? [];
  const liquidated = liquidation?.liquidated;
  const [reason1 = '', reason2 = '', reason3 = ''] = liquidation?.liquidationReasons ?? [];
  const [held1 = '', held2 = '', held3 = '', held4 = ''] = holdCodes;
  return [
    encodeFitted(Q.JB, {
      ...{ entryFilerCode: s.filerCode, entryNumber: s.entryNumber, versionNumber: s.version },
      ...{ acceptDateTime: catairDateTime(s.acceptedAt), pscIndicator: s.correctedOn === null ? '' : 'Y' },
      ...{ pscAcceptDate: catairDate(s.correctedOn), ownershipDataReturnedIndicator: s.isOwner ? 'Y' : '' },
      ...{ liquidationStatusCode: liquidation?.status ?? '2', liquidationDate: catairDate(liquidation?.date ?? null) },
      centerId: s.centerId ?? 'PNDING',
    }),
    encodeFitted(Q.JC, {
      ...{ controlStatus: s.control === 'trade' ? '1' : '2', statusCode: s.status === 'accepted' ? '1' : '2' },
      ...{ statusDate: catairDate(s.statusOn), lateFilingStatusCode: s.late ? '1' : '0' },
      releaseStatusCode: isClaim ? '' : release?.released === null ? '2' : release?.released ? '1' : '0',
      releaseDate: catairDate(release?.releaseDate ?? null),
      collectionStatusCode: isClaim ? '5' : isDutyFree ? '3' : '0',
      extensionSuspensionDate: catairDate(liquidation?.heldOn ?? null),
      extensionSuspensionNoticeDate: catairDate(liquidation?.heldToldOn ?? null),
      ...{ censusHeaderStatusCode: CENSUS[s.census]!, invoiceStatusCode: s.electronicInvoice ? '1' : '' },
      protestStatusCode: protests === null ? '' : protests.length > 0 ? 'YS' : 'NO',
      quotaStatusCode: s.quotaProcessed ? '1' : '',
      ...{ extensionSuspensionCode1: held1, extensionSuspensionCode2: held2 },
      ...{ extensionSuspensionCode3: held3, extensionSuspensionCode4: held4 },
    }),
    encodeFitted(Q.JD, {
      ...{ cbpReviewIndicator: s.underReview ? '1' : '2', entryDate: catairDate(s.entryDate) },
      ...{ liquidatedDuty: money(liquidated?.dutyCents), liquidatedTax: money(liquidated?.taxCents) },
      ...{ liquidatedFees: money(liquidated?.feeCents), liquidatedAdCvd: money(liquidated?.adCvdCents) },
      ...{ liquidationReasonCode1: reason1, liquidationReasonCode2: reason2, liquidationReasonCode3: reason3 },
      immediateDeliveryIndicator: release?.immediateDelivery ? 'Y' : 'N',
    }),
    encodeFitted(Q.JE, {
      ...{ estimatedDuty: money(estimated.dutyCents), estimatedTax: money(estimated.taxCents) },
      ...{ estimatedFees: money(estimated.feeCents), estimatedAdCvd: money(estimated.adCvdCents) },
    }),
    encodeFitted(Q.JF, {
      ...{ importerOfRecordNumber: s.importerNumber ?? '', entryType: s.entryType ?? '' },
      ...{ rejectDate: catairDate(s.rejectedOn), acceleratedDrawbackIndicator: isClaim ? '3' : '' },
      ...{ electronicInvoiceIndicator: s.electronicInvoice ? 'E' : '', districtPortOfEntry: s.portOfEntry ?? '' },
      entrySummaryFilingDate: catairDate(s.filedOn),
    }),
    encodeFitted(Q.JG, {
      ...(withdrawals && {
        numberOfWithdrawals: String(Math.min(withdrawals.count, 999)),
        warehouseFinalWithdrawalIndicator: withdrawals.isFinal ? 'Y' : 'N',
      }),
      ...{ importSpecialistTeam: s.teamNumber ?? '', centerId: s.centerId ?? 'PNDING' },
      numberOfLineItems: isClaim ? '' : String(s.lines),
    }),
    encodeFitted(Q.JH, {
      ...{ cbpForm4811ReferenceNumber: s.notifyPartyNumber ?? '', brokerReferenceNumber: s.brokerReference ?? '' },
      preliminaryStatementPrintDate: catairDate(s.statementDate),
    }),
    ...bondRecords(s),
    ...(protests ?? []).map(({ number, type, status, decidedOn }) =>
      encodeFitted(Q.JJ, {
        ...{ protestNumber: number.replace(/[^A-Z0-9]/g, ''), protestType: type, protestStatus: status },
        ...{ protestDecisionDate: catairDate(decidedOn), summonsIndicator: '0' },
      }),
    ),
  ];
};

/** So many sureties and bonds are told (p. ESQ-23). */
const BONDS_TOLD = 20;

const bondRecords = ({ bonds, kind }: SummaryAnswered): string[] => {
  if (bonds.length === 0)
    return kind === 'claim for drawback'
      ? []
      : [encodeFitted(Q.JI_NONE, { text: '     NO BOND ON FILE IN ACE EBOND' })];
  const isMultiple = new Set(bonds.map(({ bondNumber }) => bondNumber)).size > 1;
  return bonds.slice(0, BONDS_TOLD).map((bond) =>
    bond.bondNumber === null && bond.type !== '0'
      ? encodeFitted(Q.JI_NONE, { text: ` ${(bond.suretyCode ?? '').padEnd(3)} NO BOND ON FILE IN ACE EBOND` })
      : encodeFitted(Q.JI, {
          ...{ suretyCode: bond.suretyCode ?? '', primarySuretyIndicator: bond.primary ? 'Y' : 'N' },
          ...{ bondTypeCode: bond.type, bondDesignationTypeCode: bond.designation ?? '' },
          ...{ multipleBondsIndicator: isMultiple ? 'Y' : 'N', bondNumber: bond.bondNumber ?? '' },
          singleEntryBondAmount: bond.type === '9' && bond.amountDollars !== null ? `${bond.amountDollars}00` : '',
          suretyLiabilityAmount: bond.liabilityDollars === null ? '' : String(bond.liabilityDollars),
        }),
  );
};

/** Neither bills nor collections are kept here: the words of the guide, where they are asked for. */
const extraRecords = ({ bonds }: SummaryAnswered, { collections, bills }: Extras): string[] => [
  ...(bills === 'filer' || bills === 'both' ? [encodeFitted(Q.JK_NONE, { text: ' BILLING DATA NOT ON FILE' })] : []),
  ...(collections ? [encodeFitted(Q.JL_NONE, { text: ' COLLECTION DATA NOT ON FILE' })] : []),
  ...(bills === 'surety' || bills === 'both'
    ? bonds.map(({ suretyCode, primary }) =>
        encodeFitted(Q.JN_NONE, {
          text: ` ${(suretyCode ?? '').padEnd(3)} ${primary ? 'Y' : 'N'} BILLING DATA NOT ON FILE`,
        }),
      )
    : []),
];
