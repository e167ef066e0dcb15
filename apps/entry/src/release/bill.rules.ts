import { isCustomsDate, isScac } from '#kernel';
import {
  type Bill,
  type BookRule,
  type Filing,
  type Finding,
  IN_BOND,
  LOW_VALUE,
  type Mend,
  ofArrivals,
  ofBills,
  ofEquipment,
  ofHeader,
} from './rule';
import { FIRMS } from './warehouse.rules';

const BILL_TYPES = ['R', 'M', 'H', 'T', 'I'];
/** Types that may come without a bill: from a free trade zone and re-warehouse (guide pp. SE-47, SE-50). */
const WITHOUT_BILL = ['06', '22'];
const AIR = ['40', '41'];
/** With the airline prefix (guide pp. SE-45, SE-46). */
const AIR_WAYBILL = /^\d{11}$/;
const TRACKING_NUMBER = /^\d{3}[A-Z0-9]+$/;
const EXAMPLE_WAYBILL = '98412345675';
const isOfAir = (bill: Bill, filing: Filing): boolean =>
  AIR.includes(modeOf(filing)) && ['R', 'M', 'T'].includes(bill.billType);
const BY_HAND = '60';
const PIPELINE = '70';
/** Modes whose cargo no carrier manifests electronically; their bills are always simple and non-AMS (pp. SE-48, SE-49). */
const NOT_MANIFESTED = ['32', '33', '34', '50', BY_HAND, PIPELINE];
const SIMPLE_BILLS_ONLY = ['20', '21', '30', '31', ...NOT_MANIFESTED];
const WITHOUT_ISSUER = [...AIR, '32', '33', '34', '50', BY_HAND];
/** Notes 3 and 9 let it give the quantity on the bill beside SE16 (guide pp. SE-47, SE-49, SE-50). */
const RE_WAREHOUSE = '22';
const QUANTITY_ON_BILL = ['32', '33', '34', BY_HAND];
/** SE15 and SE16 hold eight digits. */
const GREATEST_QUANTITY = 99_999_999;

const isOutside = (quantity: number | null): boolean =>
  quantity !== null && (quantity === 0 || quantity > GREATEST_QUANTITY);
/** A master or an in-bond number: what is said of the shipment stands with the bill behind it. */
const isHead = ({ billType }: Bill): boolean => billType === 'I' || billType === 'M';
const modeOf = ({ modeOfTransport }: Filing): string => modeOfTransport ?? '';
/** Whether an in-bond number heads the bill: a simple one, or a master with its house bill (guide pp. SE-46, SE-47). */
const isInBond = ({ bills }: Filing, place: number): boolean => {
  const head = bills[place]!.billType === 'H' && bills[place - 1]?.billType === 'M' ? place - 2 : place - 1;
  return bills[head]?.billType === 'I';
};
/** Neither the filing nor its bills say where the goods are from: a simple bill that a carrier could manifest. */
const EXAMPLE_BILL = {
  ...{ billType: 'R', issuer: 'MAEU', billNumber: '260000101', quantity: null, nonAms: false },
  ...{ arrivals: [], equipment: [], recordIndex: null },
} as const;
const THIS_BILL: readonly Mend[] = [{ do: 'remove', at: '..' }];
const billAt = ({ bills }: Filing, at: string): Bill => bills[Number(at.split('/')[2])]!;
/** How the number of a bill is wrong; the text where more can be said than the remedy. */
const faultOfNumber = (bill: Bill, filing: Filing): boolean | string => {
  const { billType, billNumber } = bill;
  if (billType === 'I')
    return IN_BOND.test(billNumber)
      ? false
      : 'An in-bond number is nine or eleven digits, or three characters and eight digits.';
  if (!/^[A-Z0-9]{1,50}$/.test(billNumber)) return true;
  if (isOfAir(bill, filing) && !(billType === 'T' ? TRACKING_NUMBER : AIR_WAYBILL).test(billNumber))
    return 'An air bill begins with the three digits of the airline prefix; a master or simple one goes on with eight digits.';
  return false;
};

/** A shipment is named by a simple or express bill, a master with its house bill, or either behind its in-bond number: one group of SE15 (p. SE-22). */
const GROUPS_AT_MOST = 999;
const beginsGroup = (bill: Bill, before: Bill | undefined): boolean =>
  before === undefined ||
  !(
    (before.billType === 'I' && bill.billType !== 'I') ||
    (before.billType === 'M' && bill.billType === 'H' && before.arrivals.length === 0)
  );
const groupsOverMuch = ({ bills }: Filing): readonly Finding[] => {
  if (bills.length <= GROUPS_AT_MOST) return [];
  let groups = 0;
  const place = bills.findIndex((bill, at) => {
    if (beginsGroup(bill, bills[at - 1])) groups += 1;
    return groups > GROUPS_AT_MOST;
  });
  return place < 0
    ? []
    : [{ recordIndex: bills[place]!.recordIndex, at: `/bills/${place}/billType`, field: 'billType' }];
};

/** A bill may come in parts, each under its own in-bond movement; one master heads each of its house bills, one movement each bill it carries. */
const reportedTwice = ({ bills }: Filing): readonly Finding[] => {
  if (bills.length < 2) return [];
  const seen = new Set<string>();
  let inBond = '';
  return bills.flatMap(({ billType, issuer, billNumber, recordIndex }, place) => {
    if (billType === 'I') inBond = billNumber;
    if (billType === 'I' || billType === 'M') return [];
    const key = `${inBond} ${issuer ?? ''} ${billNumber}`;
    inBond = '';
    if (seen.has(key)) return [{ recordIndex, at: `/bills/${place}/billNumber`, field: 'billNumber' }];
    seen.add(key);
    return [];
  });
};

/** Bills with conveyance and equipment (SE15, SE16, SE17), of a new declaration and of an update. */
export const BILL_RULES = [
  {
    code: 'P30',
    text: 'BILL OF LADING REQUIRED',
    remedy: 'Name at least one bill; only types 06 and 22 may come without.',
    page: 47,
    record: 'SE10',
    mend: [{ do: 'add', to: () => EXAMPLE_BILL }],
    found: ofHeader(
      'SE10',
      'bills',
      ({ bills, entryType }) => bills.length === 0 && !WITHOUT_BILL.includes(entryType ?? ''),
    ),
  },
  {
    code: 'PQ3',
    text: 'MORE THAN 999 SHIPMENTS',
    remedy:
      'Name at most 999 shipments in an entry, each a bill, a master with its house bill, or either behind its in-bond number.',
    page: 22,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: [
      { do: 'set', at: '/bills', to: ({ bills }: Filing, at: string) => bills.slice(0, Number(at.split('/')[2])) },
    ],
    found: groupsOverMuch,
  },
  {
    code: 'P61',
    text: 'INVALID BILL TYPE INDICATOR',
    remedy: 'Send R simple, M master, H house, T express tracking number or I in-bond number.',
    page: 44,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'R' }],
    found: ofBills('billType', ({ billType }) => !BILL_TYPES.includes(billType)),
  },
  {
    code: 'P35',
    text: 'BILL TYPE NOT ALLOWED FOR THIS MODE',
    remedy: 'Use R for rail, truck, pipeline, mail and persons; T for air only and not for type 86.',
    page: 49,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'R' }],
    found: ofBills('billType', ({ billType }, filing) =>
      billType === 'T'
        ? !AIR.includes(modeOf(filing)) || filing.entryType === LOW_VALUE
        : (billType === 'M' || billType === 'H') && SIMPLE_BILLS_ONLY.includes(modeOf(filing)),
    ),
  },
  {
    code: 'P34',
    text: 'MASTER BILL WITHOUT HOUSE BILL',
    remedy: 'Put the house bill behind its master; report a simple bill as R.',
    page: 46,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'R' }],
    found: ofBills(
      'billType',
      ({ billType }, { bills }, place) => billType === 'M' && bills[place + 1]?.billType !== 'H',
    ),
  },
  {
    code: 'P62',
    text: 'HOUSE BILL WITHOUT MASTER BILL',
    remedy: 'Put the master bill before its house bill; report a simple bill as R.',
    page: 46,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'R' }],
    found: ofBills(
      'billType',
      ({ billType }, { bills }, place) => billType === 'H' && bills[place - 1]?.billType !== 'M',
    ),
  },
  {
    code: 'P63',
    text: 'IN-BOND NUMBER WITHOUT ITS BILL',
    remedy:
      'Put the bill that the in-bond movement carries behind its number: a simple bill, or a master with its house bill.',
    page: 46,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: [
      {
        do: 'set',
        at: '/bills',
        to: ({ bills }: Filing, at: string) => bills.toSpliced(Number(at.split('/')[2]) + 1, 0, EXAMPLE_BILL),
      },
    ],
    found: ofBills(
      'billType',
      ({ billType }, { bills }, place) => billType === 'I' && !['R', 'M'].includes(bills[place + 1]?.billType ?? ''),
    ),
  },
  {
    code: 'P64',
    text: 'TYPE 06 NEEDS AN IN-BOND BEFORE A BILL',
    remedy: 'Leave the bill out, or put the in-bond number before it under which the goods left the zone.',
    page: 50,
    record: 'SE15',
    fields: ['billTypeIndicator'],
    actions: 'ARU',
    mend: THIS_BILL,
    found: ofBills(
      'billType',
      ({ billType }, { entryType, bills }, place) =>
        entryType === '06' &&
        billType !== 'I' &&
        bills[billType === 'H' ? place - 2 : place - 1]?.billType !== 'I' &&
        // The house of a master that has none is told at the master.
        !(billType === 'H' && bills[place - 1]?.billType === 'M'),
    ),
  },
  {
    code: 'PN0',
    text: 'TYPE 86 HAS ONE BILL ONLY',
    remedy: 'Name one bill; a master with one house bill counts as one.',
    page: 50,
    record: 'SE15',
    fields: ['billNumber'],
    actions: 'ARU',
    mend: THIS_BILL,
    found: ofBills(
      'billNumber',
      (bill, { entryType, bills }, place) =>
        entryType === LOW_VALUE && !isHead(bill) && bills.slice(0, place).some((other) => !isHead(other)),
    ),
  },
  {
    code: 'P32',
    text: 'BILL ISSUER UNKN IS NOT ACCEPTED',
    remedy: 'Send the SCAC of the carrier that issued the bill.',
    page: 45,
    record: 'SE15',
    fields: ['billIssuerCode'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'MAEU' }],
    found: ofBills('issuer', ({ issuer }) => issuer === 'UNKN'),
  },
  {
    code: 'P31',
    text: 'INVALID BILL ISSUER',
    remedy:
      "Send the issuer's SCAC, or the FIRMS code of the place that a bill under an in-bond number comes from; leave it empty for air, in-bond and modes 32, 33, 34, 50 and 60.",
    page: 45,
    record: 'SE15',
    fields: ['billIssuerCode'],
    actions: 'ARU',
    mend: [
      {
        do: 'set',
        to: (filing: Filing, at: string) =>
          billAt(filing, at).billType === 'I' || WITHOUT_ISSUER.includes(modeOf(filing)) ? null : 'MAEU',
      },
    ],
    found: ofBills('issuer', ({ billType, issuer }, filing, place) => {
      if (issuer === 'UNKN') return false;
      if (billType === 'I' || WITHOUT_ISSUER.includes(modeOf(filing))) return issuer !== null && issuer !== '';
      // Zones, bonded warehouses and general order stores issue no manifest (p. SE-48 note 4).
      return !isScac(issuer ?? '') && !(FIRMS.test(issuer ?? '') && isInBond(filing, place));
    }),
  },
  {
    code: 'P33',
    text: 'INVALID BILL NUMBER',
    remedy: 'Send at most 50 letters and digits, without the issuer.',
    page: 45,
    record: 'SE15',
    fields: ['billNumber'],
    actions: 'ARU',
    mend: [
      {
        do: 'set',
        to: (filing: Filing, at: string) =>
          billAt(filing, at).billType === 'I'
            ? '123456789'
            : isOfAir(billAt(filing, at), filing)
              ? EXAMPLE_WAYBILL
              : billAt(filing, at)
                  .billNumber.toUpperCase()
                  .replace(/[^A-Z0-9]/g, '')
                  .slice(0, 50),
      },
    ],
    found: ofBills('billNumber', faultOfNumber),
  },
  {
    code: 'P39',
    text: 'BILL REPORTED TWICE',
    remedy: 'Report each bill once.',
    page: 46,
    record: 'SE15',
    fields: ['billNumber'],
    actions: 'ARU',
    mend: THIS_BILL,
    found: reportedTwice,
  },
  {
    code: 'P37',
    text: 'BILL CANNOT BE NON-AMS',
    remedy: 'Set the non-AMS indicator to N for in-bond numbers and express tracking numbers.',
    page: 49,
    record: 'SE15',
    fields: ['nonAmsIndicator'],
    actions: 'ARU',
    mend: [
      { do: 'set', to: () => false },
      { do: 'set', at: '../arrivals', to: [] },
    ],
    found: ofBills('nonAms', ({ nonAms, billType }) => nonAms && (billType === 'I' || billType === 'T')),
  },
  {
    code: 'P36',
    text: 'BILL MUST BE REPORTED AS NON-AMS',
    remedy: 'Set the non-AMS indicator to Y for modes 32, 33, 34, 50, 60 and 70.',
    page: 48,
    record: 'SE15',
    fields: ['nonAmsIndicator'],
    actions: 'ARU',
    mend: [{ do: 'set', to: () => true }],
    found: ofBills(
      'nonAms',
      ({ nonAms, billType }, filing) => !nonAms && billType !== 'I' && NOT_MANIFESTED.includes(modeOf(filing)),
    ),
  },
  {
    code: 'P38',
    text: 'NON-AMS BILL NEEDS ITS CONVEYANCE',
    remedy: 'Send SE16 with carrier, voyage, date of arrival and quantity.',
    page: 51,
    record: 'SE15',
    fields: ['nonAmsIndicator'],
    actions: 'ARU',
    mend: [
      {
        do: 'add',
        to: (filing: Filing, _at: string, { today }: { readonly today: string }) => ({
          ...{ carrierCode: 'MAEU', voyage: filing.voyage ?? '1', arrivalDate: today, quantity: 1, unit: null },
          conveyanceName: filing.conveyanceName ?? 'CARRIER',
        }),
      },
      { do: 'remove', at: '../quantity' },
    ],
    found: ofBills('arrivals', ({ billType, nonAms, arrivals }) => nonAms && billType !== 'M' && arrivals.length === 0),
  },
  {
    code: '030',
    text: 'INVALID BILL QUANTITY',
    remedy: 'Send a quantity of one to eight digits, above zero, on the lowest bill, none on an in-bond number.',
    page: 'SE input validation rules, edition of 22 October 2018',
    record: 'SE15',
    fields: ['quantity'],
    actions: 'ARU',
    mend: [
      {
        do: 'set',
        to: (filing: Filing, at: string) =>
          isHead(billAt(filing, at)) || (billAt(filing, at).arrivals.length > 0 && modeOf(filing) !== BY_HAND)
            ? null
            : 1,
      },
    ],
    found: ofBills('quantity', (bill, filing) => {
      if (isOutside(bill.quantity) || (isHead(bill) && bill.quantity !== null)) return true;
      if (isHead(bill) || bill.quantity) return false;
      if (modeOf(filing) === BY_HAND) return 'Goods carried by hand need it on the bill.';
      return filing.entryType === LOW_VALUE && bill.arrivals.length === 0 ? 'Type 86 needs it.' : false;
    }),
  },
  {
    code: '030',
    text: 'INVALID BILL QUANTITY',
    remedy: 'Send a quantity of one to eight digits, above zero, on the lowest bill, none on an in-bond number.',
    page: 'SE input validation rules, edition of 22 October 2018',
    record: 'SE16',
    fields: ['quantity'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 1 }],
    found: ofArrivals('quantity', ({ quantity }) => quantity === null || isOutside(quantity)),
  },
  {
    code: 'P60',
    text: 'QUANTITY GIVEN TWICE FOR ONE BILL',
    remedy: 'Leave the quantity off the bill where SE16 gives it.',
    page: 47,
    record: 'SE15',
    fields: ['quantity'],
    actions: 'ARU',
    mend: [{ do: 'remove' }],
    found: ofBills(
      'quantity',
      (bill, filing) =>
        bill.quantity !== null &&
        bill.arrivals.length > 0 &&
        !isHead(bill) &&
        !QUANTITY_ON_BILL.includes(modeOf(filing)) &&
        filing.entryType !== RE_WAREHOUSE,
    ),
  },
  {
    code: 'PM0',
    text: 'INVALID CARRIER OF THE CONVEYANCE',
    remedy: 'Send the code of the carrier, two to four letters or digits.',
    page: 51,
    record: 'SE16',
    fields: ['carrierCode'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'MAEU' }],
    found: ofArrivals('carrierCode', ({ carrierCode }) => !/^[A-Z0-9]{2,4}$/.test(carrierCode ?? '')),
  },
  {
    code: 'PM1',
    text: 'VOYAGE OF THE CONVEYANCE MISSING',
    remedy: 'Send the number of the voyage, flight or trip, up to five characters.',
    page: 51,
    record: 'SE16',
    fields: ['voyageNumber'],
    actions: 'ARU',
    mend: [{ do: 'set', to: '1' }],
    found: ofArrivals('voyage', ({ voyage }) => !/^.{1,5}$/.test((voyage ?? '').trim())),
  },
  {
    code: 'PM2',
    text: 'INVALID DATE OF ARRIVAL',
    remedy: 'Send the day on which the conveyance arrives as MMDDYY.',
    page: 51,
    record: 'SE16',
    fields: ['dateOfArrival'],
    actions: 'ARU',
    mend: [{ do: 'set', to: (_: Filing, _at: string, { today }: { readonly today: string }) => today }],
    found: ofArrivals('arrivalDate', ({ arrivalDate }) => arrivalDate === null || !isCustomsDate(arrivalDate)),
  },
  {
    code: 'P65',
    text: 'NAME OF THE PIPELINE MISSING',
    remedy: 'Name the pipeline as the conveyance of the bill (SE16).',
    page: 52,
    record: 'SE16',
    fields: ['conveyanceName'],
    actions: 'ARU',
    mend: [{ do: 'set', to: 'PIPELINE' }],
    found: ofArrivals(
      'conveyanceName',
      ({ conveyanceName }, { billType }, filing) => modeOf(filing) === PIPELINE && billType !== 'I' && !conveyanceName,
    ),
  },
  {
    code: 'PN1',
    text: 'CONVEYANCE BELONGS TO THE LOWEST BILL',
    remedy: 'Name conveyance and equipment with the simple or the house bill, not with a master or an in-bond number.',
    page: 51,
    record: 'SE16',
    actions: 'ARU',
    mend: [{ do: 'set', at: '../../../arrivals', to: [] }],
    // A master that no carrier manifests brings its conveyance (p. SE-51).
    found: ofArrivals('quantity', (_arrival, bill) => isHead(bill) && !(bill.billType === 'M' && bill.nonAms)),
  },
  {
    code: 'PN2',
    text: 'CONVEYANCE IS NOT USED FOR TYPE 06',
    remedy: 'Leave SE16 out: goods of a zone come with their in-bond number and bill only.',
    page: 51,
    record: 'SE16',
    mend: [{ do: 'set', at: '../../../arrivals', to: [] }],
    found: ofArrivals('quantity', (_arrival, _bill, { entryType }) => entryType === '06'),
  },
  {
    code: 'PN3',
    text: 'EQUIPMENT IS NOT USED FOR TYPE 06',
    remedy: 'Leave SE17 out: goods of a zone come with their in-bond number and bill only.',
    page: 53,
    record: 'SE17',
    mend: [{ do: 'remove' }],
    found: ofEquipment((_number, _bill, { entryType }) => entryType === '06'),
  },
  {
    code: 'PN4',
    text: 'INVALID EQUIPMENT NUMBER',
    remedy: 'Send the full number of the equipment, letters and digits up to twenty, or leave SE17 out.',
    page: 53,
    record: 'SE17',
    fields: ['equipmentNumber'],
    actions: 'ARU',
    mend: [{ do: 'remove' }],
    found: ofEquipment((number) => !/^[A-Z0-9]{1,20}$/.test(number)),
  },
] as const satisfies readonly BookRule[];
