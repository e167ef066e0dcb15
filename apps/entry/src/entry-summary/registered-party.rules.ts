import { parseImporterNumber } from '#kernel';
import type { PartyStanding, SummaryLine } from '../summary-on-file/summary.model';
import { ofEachOfLines, ofHeader, type RuleContext, type SummaryRule } from './rule';

type Party = NonNullable<SummaryLine['articleParties']>[number];

/** What the register of importers says of a number; null where nobody looks, or it is no number. */
const standingOf = (number: string | null | undefined, { party }: RuleContext): PartyStanding | null => {
  const parsed = number && party ? parseImporterNumber(number) : null;
  return parsed?.ok ? party!(parsed.value.text) : null;
};

const ofParty = (type: 'S' | 'C', standing: PartyStanding): SummaryRule['found'] =>
  ofEachOfLines<Party>(
    'articleParties',
    ({ articleParties }) => articleParties,
    'articlePartyIdentifier',
    ({ articlePartyTypeCode, articlePartyIdentifier }, _line, _summary, context) =>
      articlePartyTypeCode === type && standingOf(articlePartyIdentifier, context) === standing,
  );

const onContent = { record: '11', grouping: 'SUMMRY', page: 'ACE error dictionary, July 2026' } as const;
const onParty = {
  record: '47',
  grouping: 'ARPART',
  fields: ['articlePartyIdentifier'],
  page: 'ACE error dictionary, July 2026',
} as const;

/** Parties beside the importer of record, looked up in the register of importers from a day that the operator sets. */
export const REGISTERED_PARTY_RULES = [
  {
    ...onContent,
    code: '108',
    text: "FORMAT REQ'S A KNOWN ULT CONSIGNEE",
    remedy: 'Correct the number, or have the consignee open an account that has it.',
    fields: ['consigneeNumber'],
    mend: [{ do: 'set', to: ({ importerNumber }) => importerNumber }],
    found: ofHeader('11', 'consigneeNumber', ({ consigneeNumber }, context) => {
      const standing = standingOf(consigneeNumber, context);
      return standing === 'unknown' || standing === 'void';
    }),
  },
  {
    ...onContent,
    code: '591',
    text: 'NOTIFY PARTY UNKNOWN',
    remedy: 'Correct the number, or leave the party that is to be told (4811) out.',
    fields: ['designatedNotifyPartyNumber'],
    mend: [{ do: 'remove' }],
    found: ofHeader('11', 'designatedNotifyPartyNumber', ({ designatedNotifyPartyNumber }, context) => {
      const standing = standingOf(designatedNotifyPartyNumber, context);
      return standing === 'unknown' || standing === 'void';
    }),
  },
  {
    ...onParty,
    code: '578',
    text: 'SOLD TO PARTY UNKNOWN',
    remedy: 'Correct the number of the party that the goods are sold to, all eleven positions of it.',
    mend: [{ do: 'set', to: ({ importerNumber }) => importerNumber }],
    found: ofParty('S', 'unknown'),
  },
  {
    ...onParty,
    code: '579',
    text: 'SOLD TO PARTY VOID',
    remedy: 'Name the number under which the party that the goods are sold to is active.',
    mend: [{ do: 'set', to: ({ importerNumber }) => importerNumber }],
    found: ofParty('S', 'void'),
  },
  {
    ...onParty,
    code: '588',
    text: 'DELIVERED TO PARTY UNKNOWN',
    remedy: 'Correct the number of the party that the goods are delivered to.',
    mend: [{ do: 'set', to: ({ importerNumber }) => importerNumber }],
    found: ofParty('C', 'unknown'),
  },
  {
    ...onParty,
    code: '589',
    text: 'DELIVERED TO PARTY VOID',
    remedy: 'Name the number under which the party that the goods are delivered to is active.',
    mend: [{ do: 'set', to: ({ importerNumber }) => importerNumber }],
    found: ofParty('C', 'void'),
  },
] as const satisfies readonly SummaryRule[];
