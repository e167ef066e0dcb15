import { encodeFitted, importerBondLayouts as K, type ValuesOf } from '#catair';
import { parseImporterNumber } from '#kernel';
import { type AskedImporter, isKnown, type Found, type ImporterShown } from '../../questions/questions';
import { catairDate } from '../port-clock';
import { ageText } from './status-answer';

/** One importer asked for in a K record; every suffix of the number where its last two positions are `**` (Importer/Bond Query, revision 7, p. QIB-9). */
export type ImporterQuestion = AskedImporter;

/** Reads a K record: up to six importers. */
export const importerQuestions = (values: ValuesOf<typeof K.K_INPUT>): ImporterQuestion[] =>
  [1, 2, 3, 4, 5, 6].flatMap((n) => {
    const asked = (values as Readonly<Record<string, string>>)[`importerNumber${n}`] ?? '';
    if (asked === '') return [];
    const everySuffix = asked.endsWith('**');
    const parsed = parseImporterNumber(everySuffix ? asked.slice(0, -2) : asked);
    return [{ asked, number: parsed.ok ? parsed.value.text : null, everySuffix }];
  });

/** Bond activity codes of the answer by those of CBP Form 301 (p. QIB-12). */
const ACTIVITY: Readonly<Record<string, string>> = {
  ...{ '1': 'A', '1A': 'B', '1A1': 'C', '2': 'D', '3': 'E', '3A': 'F', '3A3': 'G', '4': 'H', '5': 'J', '11': 'K' },
  ...{ '12': 'L', '13': 'M', '14': 'N', '15': 'O', '16': 'P', '17': 'Q', '18': 'R', '19': 'S', '20': 'T' },
};
const NAME_WIDTH = 32;
const LEGAL_NAME_WIDTH = 30;
const OVERFLOW_WIDTH = 70;
const NINE_DIGITS = 999_999_999;
const RESULT = { 'not on file': '0', 'with bond': '1', 'without bond': '2', voided: '3', inactive: '4' } as const;

/** K1, K2, K7, K8 for one importer. Addresses are not kept here, so K3-K6 are never sent. PQA is Portway's own qualifier of K8: how old the answer is. */
export const importerRecords = (
  importerNumber: string,
  found: Exclude<Found<ImporterShown>, 'away'>,
  now: Date,
): string[] => {
  if (!isKnown(found)) return [encodeFitted(K.K1, { importerNumber, resultCode: RESULT['not on file'] })];
  const { name, standing, bonds } = found.value;
  if (standing === 'voided' || standing === 'inactive')
    return [encodeFitted(K.K1, { importerNumber, resultCode: RESULT[standing] })];
  const legalName = name ?? '';
  const nameOnK1 = legalName.slice(0, NAME_WIDTH);
  const rest = legalName.slice(LEGAL_NAME_WIDTH);
  const overflow = rest.match(new RegExp(`.{1,${OVERFLOW_WIDTH}}`, 'g')) ?? [];
  const known = { importerNumber, name: nameOnK1 };
  return [
    ...(bonds.length === 0
      ? [encodeFitted(K.K1, { ...known, resultCode: RESULT['without bond'] }), encodeFitted(K.K2, {})]
      : bonds.flatMap((bond) => {
          const dollars = Math.floor(bond.amountCents / 100);
          const onK1 = dollars <= NINE_DIGITS;
          return [
            encodeFitted(K.K1, {
              ...{ ...known, resultCode: RESULT['with bond'], suretyCode: bond.suretyCode },
              activityCode: ACTIVITY[bond.activityCode] ?? '',
              amount: onK1 ? String(dollars) : '',
              portFiled: bond.portFiled ?? '',
              effectiveDate: catairDate(bond.effectiveOn),
              bondNumber: bond.bondNumber,
              amountRecord: onK1 ? '1' : '2',
            }),
            encodeFitted(K.K2, {
              terminationDate: catairDate(bond.terminatesOn),
              sufficiency: bond.sufficient === null ? '' : bond.sufficient ? 'Y' : 'N',
              userStatus: bond.userActive ? 'A' : 'T',
              userTerminationDate: catairDate(bond.userEndsOn),
              amount: onK1 ? '' : String(dollars),
            }),
          ];
        })),
    encodeFitted(K.K7, { legalName: legalName.slice(0, LEGAL_NAME_WIDTH) }),
    ...overflow.map((text) => encodeFitted(K.K8, { qualifier: 'IN1', text })),
    ...(found.isLastKnown
      ? [
          encodeFitted(K.K8, {
            qualifier: 'PQA',
            text: `LAST KNOWN ${found.asOf.toISOString().slice(0, 16).replace('T', ' ')}Z ${ageText(found.asOf, now)}`,
          }),
        ]
      : []),
  ];
};
