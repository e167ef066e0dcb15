import { Decimal } from '#kernel';
import type { AssociatedEntry, EntrySummary } from '../summary-on-file/summary.model';
import { quantitiesOf } from '../summary-on-file/withdrawals';
import { ofHeader, type RuleContext, type SummaryFinding, type SummaryMend, type SummaryRule } from './rule';
import { associatedKey, takesFromWarehouse } from './warehouse.rules';

const onWarehouse = { record: '30', grouping: 'SUMMRY', fields: ['associatedWarehouseEntryNumber'] } as const;

const ofAssociated =
  (isBroken: (entry: AssociatedEntry, summary: EntrySummary) => boolean | string): SummaryRule['found'] =>
  (summary, context) => {
    const key = associatedKey(summary);
    const entry = key !== null && takesFromWarehouse(summary) ? context.associated?.(key) : undefined;
    const broken = entry ? isBroken(entry, summary) : false;
    if (broken === false) return [];
    const field = 'associatedWarehouseEntryNumber';
    const place = {
      recordIndex: summary.warehouse?.recordIndex ?? summary.records['10'] ?? null,
      ...{ at: `/warehouse/${field}`, field },
    };
    return [broken === true ? place : { ...place, detail: broken }];
  };

const named = (keys: readonly string[]): string =>
  keys
    .slice(0, 5)
    .map((key) => `${key.slice(0, 3)}-${key.slice(3, 10)}-${key.slice(10)}`)
    .join(', ');
/** As many as take goods, with those that a filer must deal with first. */
const takenBy = ({ existing }: RuleContext): string =>
  `Goods are taken from it by ${named(existing!.withdrawals!)}${existing!.withdrawals!.length > 5 ? ' and others' : ''}.`;

/** A warehouse entry that goods are taken from becomes one of another type. */
const otherType = ({ entryType }: EntrySummary, context: RuleContext): string | false => {
  const { existing } = context;
  return existing?.withdrawals?.length && existing.warehouseType !== entryType ? takenBy(context) : false;
};
const KEEP_TYPE: readonly SummaryMend[] = [
  {
    do: 'set',
    at: '/entryType',
    to: (_: EntrySummary, _at: string, { existing }: RuleContext) => existing?.warehouseType ?? null,
  },
];

/** What was entered of a number, in whatever unit; empty where none was. */
const enteredOf = (entered: ReadonlyMap<string, string>, hts: string): string =>
  [...entered]
    .flatMap(([of, quantity]) => (of.startsWith(`${hts} `) ? [`${quantity} ${of.slice(hts.length + 1)}`] : []))
    .join(', ');

/** Of a filing that takes more of a number than the warehouse entry has left, or what it never had, at the first tariff of that number. */
const overdrawn = (summary: EntrySummary, { associated }: RuleContext): readonly SummaryFinding[] => {
  const key = associatedKey(summary);
  const entry = key !== null && takesFromWarehouse(summary) ? associated?.(key) : undefined;
  const { entered, withdrawn } = entry ?? {};
  if (!entered || !withdrawn) return [];
  return Object.entries(quantitiesOf(summary)).flatMap(([of, quantity]) => {
    const there = entered.get(of);
    const all = Decimal.of(quantity).plus(Decimal.of(withdrawn.get(of) ?? '0'));
    if (there !== undefined && all.compare(Decimal.of(there)) <= 0) return [];
    const [hts, unit] = of.split(' ') as [string, string];
    const said = there === undefined ? enteredOf(entered, hts) || 'nothing' : `${there} ${unit}`;
    const line = summary.lines.findIndex(({ tariffs }) => tariffs.some((one) => one.hts.replace(/\D/g, '') === hts));
    const place = summary.lines[line]!.tariffs.findIndex((one) => one.hts.replace(/\D/g, '') === hts);
    const { lineNumber, tariffs } = summary.lines[line]!;
    return [
      {
        ...{ recordIndex: tariffs[place]!.recordIndex, at: `/lines/${line}/tariffs/${place}/quantities` },
        ...{ field: 'quantity1', lineNumber },
        detail: `${hts}: ${said} entered, ${all.toString()} ${unit} with this one withdrawn.`,
      },
    ];
  });
};

/** What summaries that take goods from a warehouse entry and that entry must leave to each other (usage note (bb), p. ESF-178). */
export const WITHDRAWAL_RULES = [
  {
    ...onWarehouse,
    code: '305',
    text: 'ASSOC WRHSE ENTRY ALREADY FINALIZED',
    remedy: 'Have the final withdrawal replaced by one that is not final, or change a withdrawal that is on file.',
    page: 178,
    found: ofAssociated(({ finalBy, isLinked }) =>
      finalBy && !isLinked ? `The final withdrawal is ${named([finalBy])}.` : false,
    ),
  },
  {
    ...onWarehouse,
    code: '308',
    text: 'ASSOC WRHSE ENTRY HAS BEEN INACTIVATED',
    remedy: 'File the warehouse entry anew: it went off file when a filing for it was rejected.',
    page: 'ACE error dictionary, July 2026',
    found: ofAssociated(
      ({ state }, summary) =>
        state === 'inactive' && associatedKey(summary) !== summary.filerCode + summary.entryNumber,
    ),
  },
  {
    ...{ record: '10', grouping: 'SUMMRY', fields: ['entryTypeCode'], code: 'B65' },
    text: 'TYPE CHG NOT ALLWD - WITHDRWL(S) LINKED',
    remedy: 'Keep the entry type, or delete the summaries that take goods from this one first.',
    page: 'ACE error dictionary, July 2026',
    of: 'ordinary',
    mend: KEEP_TYPE,
    found: ofHeader('10', 'entryType', (summary, context) =>
      context.existing?.state === 'rejected' ? false : otherType(summary, context),
    ),
  },
  {
    ...{ record: '10', grouping: 'SUMMRY', fields: ['entryTypeCode'], code: 'B33' },
    text: 'ENT TYP CHNG NOT ALLOWED POST ACCEPTANCE',
    remedy: 'Keep the entry type: CBP had accepted the warehouse entry, and goods are taken from it.',
    page: 'ACE error dictionary, July 2026',
    of: 'ordinary',
    mend: KEEP_TYPE,
    found: ofHeader('10', 'entryType', (summary, context) =>
      context.existing?.state === 'rejected' ? otherType(summary, context) : false,
    ),
  },
  {
    ...{ record: '10', grouping: 'SUMMRY', fields: ['entryTypeCode'], code: 'B64' },
    text: 'PSC ENTRY TYPE CHANGE NOT ALLOWED',
    remedy: 'Keep the entry type: goods are taken from the warehouse entry.',
    page: 'ACE error dictionary, July 2026',
    of: 'correction',
    mend: KEEP_TYPE,
    found: ofHeader('10', 'entryType', otherType),
  },
  {
    ...{ record: '10', grouping: 'SUMMRY', fields: ['filingActionCode'], code: 'B66' },
    text: 'DELETE NOT ALLWD - WITHDRWL(S) LINKED',
    remedy: 'Delete the summaries that take goods from this one first.',
    page: 'ACE error dictionary, July 2026',
    actions: 'D',
    found: ofHeader('10', 'entryNumber', (_, context) =>
      context.existing?.withdrawals?.length ? takenBy(context) : false,
    ),
  },
  {
    ...{ record: '50', grouping: 'TARIFF', fields: ['quantity1', 'quantity2', 'quantity3'], code: 'W23' },
    text: 'WITHDRAWN OVER QUANTITY WAREHOUSED',
    remedy:
      'Compare number, unit and quantity with what is left in the warehouse: all withdrawals together take more than was entered, or goods that were not.',
    page: 'Portway; 19 CFR 144.37',
    severity: 'warning',
    found: overdrawn,
  },
] as const satisfies readonly SummaryRule[];
