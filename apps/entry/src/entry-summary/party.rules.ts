import { parseImporterNumber } from '#kernel';
import { isCountryOrProvince } from '#reference';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { staysConsolidated } from './line-kinds';
import { ofEachOfLines, ofHeader, ofLines, type RuleContext, type SummaryRule, typeIs } from './rule';

type Party = NonNullable<SummaryLine['articleParties']>[number];

const INFORMAL = typeIs('11', '12');
/** Types by which consignee (p. ESF-134) and manufacturer (p. ESF-135) need not be named. */
const CONSIGNEE_ALLOWED = typeIs('11', '12', '21', '22');
const MANUFACTURER_ALLOWED = typeIs('11', '12', '22', '23');
const CANADIAN_MANUFACTURER = typeIs('22', '23');
const NOBODY = /^0{2}-0{7,9}$|^0{3}-0{2}-0{4}$/;
/** Codes of the postal service for states, the District of Columbia, Puerto Rico and the islands (11 record, note 2). */
const STATES = new Set(
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP UM'.split(
    ' ',
  ),
);
const MANUFACTURER = 'M';
const SOLD_TO = 'S';
const DELIVERED_TO = 'C';
const EXPORTER = 'E';

const onContent = { record: '11', grouping: 'SUMMRY' } as const;
const onLine = { record: '40', grouping: 'LINITM' } as const;
const onParty = { record: '47', grouping: 'ARPART' } as const;

/** At least eight letters and digits, which begin with a country or a Canadian province (p. ESF-137). */
export const isManufacturerId = (id: string): boolean =>
  /^[A-Z][A-Z0-9]{7,14}$/.test(id) && isCountryOrProvince(id.slice(0, 2));
const isProvince = (code: string | null): boolean => /^X[A-Z]$/.test(code ?? '') && isCountryOrProvince(code!);
const isFormed = (number: string): boolean => parseImporterNumber(number).ok;

const partyOf = ({ articleParties }: SummaryLine, type: string): Party | undefined =>
  articleParties?.find(({ articlePartyTypeCode }) => articlePartyTypeCode === type);

const ofParties = (
  field: 'articlePartyTypeCode' | 'articlePartyIdentifier',
  isBroken: (party: Party, line: SummaryLine, summary: EntrySummary, context: RuleContext, index: number) => boolean,
): SummaryRule['found'] => ofEachOfLines('articleParties', ({ articleParties }) => articleParties, field, isBroken);

/** A party of one type whose identifier is not what it should be. */
const identifierOf = (
  types: readonly string[],
  isBroken: (id: string, line: SummaryLine, summary: EntrySummary) => boolean,
): SummaryRule['found'] =>
  ofParties('articlePartyIdentifier', ({ articlePartyTypeCode, articlePartyIdentifier: id }, line, summary) =>
    types.includes(articlePartyTypeCode) && id !== '' ? isBroken(id, line, summary) : false,
  );

const exportedFrom = ({ countryOfExport, countryOfOrigin }: SummaryLine): string =>
  countryOfExport ?? countryOfOrigin ?? 'US';
/** A code of the right make: a Canadian province where the goods come from Canada. */
const codeFor = (line: SummaryLine): string => `${exportedFrom(line) === 'CA' ? 'XO' : exportedFrom(line)}MAKERCO12CIT`;
const lineAt = ({ lines }: EntrySummary, at: string): SummaryLine => lines[Number(at.split('/')[2])]!;
const importerOf = ({ importerNumber }: EntrySummary): string | null => importerNumber;

const naming = (type: string, identifier: (line: SummaryLine, summary: EntrySummary) => string | null) =>
  [
    {
      do: 'add',
      at: '../articleParties',
      to: (summary: EntrySummary, at: string) => ({
        articlePartyTypeCode: type,
        articlePartyIdentifier: identifier(lineAt(summary, at), summary),
        recordIndex: null,
      }),
    },
  ] as const;
const MAKER = [{ do: 'set', to: (summary: EntrySummary, at: string) => codeFor(lineAt(summary, at)) }] as const;
const NUMBER = [{ do: 'set', to: importerOf }] as const;

/** Importer's consignee and notify party, state of destination, and the parties of each article (usage note (f), pp. ESF-134..139). */
export const PARTY_RULES = [
  {
    ...onContent,
    code: '255',
    text: 'CONSIGNEE NBR MISSING',
    remedy: 'Send the number of the ultimate consignee.',
    page: 134,
    fields: ['consigneeNumber'],
    mend: NUMBER,
    found: ofHeader('11', 'consigneeNumber', (summary) => !summary.consigneeNumber && !CONSIGNEE_ALLOWED(summary)),
  },
  {
    ...onContent,
    code: '107',
    text: 'CONSIGNEE NBR INELIGIBLE',
    remedy: 'Name the ultimate consignee: zeroes are for informal entries and consolidated summaries.',
    page: 136,
    fields: ['consigneeNumber'],
    mend: NUMBER,
    found: ofHeader(
      '11',
      'consigneeNumber',
      (summary, context) =>
        NOBODY.test(summary.consigneeNumber ?? '') && !INFORMAL(summary) && !staysConsolidated(summary, context),
    ),
  },
  {
    ...onContent,
    code: '105',
    text: 'ULT CONSIGNEE NBR UNKNOWN FORMAT',
    remedy: 'Write NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN.',
    page: 136,
    fields: ['consigneeNumber'],
    mend: NUMBER,
    found: ofHeader(
      '11',
      'consigneeNumber',
      ({ consigneeNumber: number }) => Boolean(number) && !NOBODY.test(number!) && !isFormed(number!),
    ),
  },
  {
    ...onContent,
    code: '590',
    text: 'NOTIFY PARTY UNKNOWN FORMAT',
    remedy: 'Write NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN, or leave columns 27 to 38 empty.',
    page: 137,
    fields: ['designatedNotifyPartyNumber'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '11',
      'designatedNotifyPartyNumber',
      ({ designatedNotifyPartyNumber: number }) => Boolean(number) && !isFormed(number!),
    ),
  },
  {
    ...onContent,
    code: '132',
    text: 'STATE OF DESTINATION MISSING',
    remedy: 'Send the postal code of the state that the goods are destined for.',
    page: 134,
    fields: ['stateOfDestinationCode'],
    mend: [{ do: 'set', to: 'CA' }],
    found: ofHeader('11', 'stateOfDestinationCode', (summary) => !summary.stateOfDestinationCode && !INFORMAL(summary)),
  },
  {
    ...onContent,
    code: '133',
    text: 'STATE OF DESTINATION UNKNOWN',
    remedy: 'Use the two letters of the postal service: a state, DC, PR or VI.',
    page: 37,
    fields: ['stateOfDestinationCode'],
    mend: [{ do: 'set', to: 'CA' }],
    found: ofHeader(
      '11',
      'stateOfDestinationCode',
      ({ stateOfDestinationCode: state }) => Boolean(state) && !STATES.has(state!),
    ),
  },
  {
    ...onLine,
    code: '415',
    text: 'RELATED PARTY IND MUST BE Y OR N',
    remedy: 'Say with Y or N whether seller and buyer are related.',
    page: 68,
    fields: ['relatedPartyIndicator'],
    mend: [{ do: 'set', to: 'N' }],
    found: ofLines('relatedPartyIndicator', ({ relatedPartyIndicator: related }, summary) =>
      related ? related !== 'Y' && related !== 'N' : !INFORMAL(summary),
    ),
  },
  {
    ...onParty,
    code: '519',
    text: 'ARTICLE PARTY TYPE UNKNOWN',
    remedy: 'Use M manufacturer, S sold to, C delivered to or E foreign exporter.',
    page: 78,
    fields: ['articlePartyTypeCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofParties('articlePartyTypeCode', ({ articlePartyTypeCode: type }) => !/^[MSCE]$/.test(type)),
  },
  {
    ...onParty,
    code: '520',
    text: 'DUPLICATE PARTY TYPE ENCOUNTERED',
    remedy: 'Name each party of the article once.',
    page: 78,
    fields: ['articlePartyTypeCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofParties(
      'articlePartyTypeCode',
      ({ articlePartyTypeCode: type }, { articleParties = [] }, _summary, _context, index) =>
        articleParties.findIndex((party) => party.articlePartyTypeCode === type) < index,
    ),
  },
  {
    ...onParty,
    code: '521',
    text: 'ARTICLE PARTY IDENTIFIER MISSING',
    remedy: 'Send the identifier of the party.',
    page: 78,
    fields: ['articlePartyIdentifier'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofParties('articlePartyIdentifier', ({ articlePartyIdentifier: id }) => id === ''),
  },
  {
    ...onParty,
    code: '522',
    text: 'ULT CONSIGNEE NBR NOT ALLOWED W/O HDR',
    remedy: 'Send the consignee in the 11 record too, or leave the delivered-to party out.',
    page: 'ACE error dictionary, July 2026',
    fields: ['articlePartyTypeCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofParties(
      'articlePartyTypeCode',
      ({ articlePartyTypeCode: type }, _line, { consigneeNumber }) => type === DELIVERED_TO && !consigneeNumber,
    ),
  },
  {
    ...onLine,
    code: '483',
    text: "MFGR CODE MISSING-REQ'D FOR ENTRY TYPE",
    remedy: 'Name the manufacturer of the article (M) by its code.',
    page: 135,
    mend: naming(MANUFACTURER, codeFor),
    found: ofLines('articleParties', (line, summary) => !partyOf(line, MANUFACTURER) && !MANUFACTURER_ALLOWED(summary)),
  },
  {
    ...onLine,
    code: '534',
    text: "MFGR MISSING-REQ'D FOR CA IMPORT",
    remedy: 'Name the manufacturer of goods of Canada, or exported from Canada.',
    page: 135,
    mend: naming(MANUFACTURER, codeFor),
    found: ofLines(
      'articleParties',
      (line, summary) =>
        !partyOf(line, MANUFACTURER) &&
        CANADIAN_MANUFACTURER(summary) &&
        (line.countryOfExport === 'CA' || line.countryOfOrigin === 'CA' || isProvince(line.countryOfOrigin)),
    ),
  },
  {
    ...onParty,
    code: '523',
    text: 'MFG CODE UNKNOWN',
    remedy:
      'Write the code of the manufacturer as 19 CFR 102 has it: country, name, street number and city, at least eight characters.',
    page: 137,
    fields: ['articlePartyIdentifier'],
    mend: MAKER,
    found: identifierOf([MANUFACTURER], (id) => !isManufacturerId(id)),
  },
  {
    ...onParty,
    code: '535',
    text: 'MFGR CODE PREFIX MUST BE CANADIAN PROV',
    remedy: 'Begin the code of the manufacturer with the province for goods exported from Canada.',
    page: 137,
    fields: ['articlePartyIdentifier'],
    mend: MAKER,
    found: identifierOf(
      [MANUFACTURER],
      (id, { countryOfExport }, summary) =>
        isManufacturerId(id) && countryOfExport === 'CA' && !INFORMAL(summary) && !isProvince(id.slice(0, 2)),
    ),
  },
  {
    ...onParty,
    code: '450',
    text: 'FOREIGN EXPORTER UNKNOWN',
    remedy: 'Write the code of the exporter as that of a manufacturer: country, name, street number and city.',
    page: 139,
    fields: ['articlePartyIdentifier'],
    mend: MAKER,
    found: identifierOf([EXPORTER], (id) => !isManufacturerId(id)),
  },
  {
    ...onLine,
    code: '577',
    text: "SOLD TO PARTY MISSING -REQ'D FOR TYPE",
    remedy: 'Name the party that the article is sold to (S), or its owner where it is not sold.',
    page: 135,
    mend: naming(SOLD_TO, (_, summary) => importerOf(summary)),
    found: ofLines('articleParties', (line, summary) => !partyOf(line, SOLD_TO) && !INFORMAL(summary)),
  },
  {
    ...onParty,
    code: '596',
    text: 'SOLD TO PARTY UNKNOWN FORMAT',
    remedy: 'Write NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN.',
    page: 138,
    fields: ['articlePartyIdentifier'],
    mend: NUMBER,
    found: identifierOf([SOLD_TO], (id) => !isFormed(id)),
  },
  {
    ...onParty,
    code: '594',
    text: 'DELIVERED TO PARTY UNKNOWN FORMAT',
    remedy: 'Write NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN.',
    page: 137,
    fields: ['articlePartyIdentifier'],
    mend: NUMBER,
    found: identifierOf([DELIVERED_TO], (id) => !isFormed(id)),
  },
] as const satisfies readonly SummaryRule[];
