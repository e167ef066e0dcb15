import {
  cargoReleaseLayouts as SE,
  decode,
  releaseStatusLayouts as SO,
  summaryAnswerLayouts as AX,
  summaryStatusLayouts as UC,
} from '#catair';
import { formatEntryNumber } from '#kernel';
import { tokenizeText } from '#x12';

/** What one answer or notification says, told as things that happened to bills and entries. */
export type Happening =
  | {
      readonly what: 'manifest answered';
      readonly voyage: string;
      readonly accepted: number;
      readonly rejected: number;
      readonly text: string;
    }
  | { readonly what: 'bill status'; readonly billKey: string; readonly code: string; readonly text: string }
  | {
      readonly what: 'release answered' | 'summary answered';
      readonly entry: string;
      readonly accepted: boolean;
      readonly text: string;
    }
  | {
      readonly what: 'release status';
      readonly entry: string;
      readonly dispositions: readonly Told[];
      readonly bills: readonly (Told & { readonly billKey: string })[];
    }
  | { readonly what: 'summary status'; readonly entry: string; readonly text: string }
  | { readonly what: 'other'; readonly text: string };

export interface Told {
  readonly code: string;
  readonly text: string;
}

/** Reads an item of the mailbox by its application (355, 350, 997, SX, AX, SO, UC, …). */
export const happeningsIn = (application: string, body: string): Happening[] => {
  if (/^\d{3}$/.test(application)) return inX12(application, body);
  if (body.startsWith('{')) return [inJson(application, body)];
  const records = body.split(/\r?\n/).filter((record) => record.trim() !== '');
  const read = { SX: releaseAnswers, AX: summaryAnswers, SO: releaseStatuses, UC: summaryStatuses }[application];
  return read ? read(records) : [{ what: 'other', text: `${application}: ${firstWords(body)}` }];
};

/** Arrivals and orders of officers are answered in JSON; so is what carriers hear of bills after a report in JSON. */
const inJson = (application: string, body: string): Happening => {
  const document = JSON.parse(body) as Record<string, unknown>;
  if (application === 'bill status') {
    const { issuerScac, billNumber, dispositionCode, text } = document['bill'] as Record<string, string | null>;
    return {
      what: 'bill status',
      billKey: `${issuerScac}${billNumber}`,
      code: dispositionCode ?? '',
      text: text ?? '',
    };
  }
  const {
    kind,
    reference,
    outcome,
    conditions = [],
  } = document as { kind?: string; reference?: string; outcome?: string; conditions?: Told[] };
  if (!kind || !reference || !outcome) return { what: 'other', text: `${application}: ${firstWords(body)}` };
  return {
    what: 'other',
    text: [`${kind} ${reference}: ${outcome}`, ...conditions.map(({ code, text }) => `${code} ${text}`)].join('; '),
  };
};

const firstWords = (body: string): string => body.replace(/\s+/g, ' ').slice(0, 160);

const inX12 = (application: string, body: string): Happening[] => {
  const segments = [...tokenizeText(body)].flat().map(({ elements }) => elements);
  if (application === '355') {
    const said = segments.find(([id]) => id === 'K1');
    const [, accepted = '0', rejected = '0'] = /BILLS (\d+) OK (\d+) REJ/.exec(said?.[2] ?? '') ?? [];
    const voyage = segments.find(([id]) => id === 'M10')?.[6] ?? '';
    const faults = segments.filter(([id, text]) => id === 'K1' && text !== said?.[1]).map(([, text]) => text);
    return [
      {
        what: 'manifest answered',
        voyage,
        accepted: Number(accepted),
        rejected: Number(rejected),
        text: [said?.[1], ...faults].join('; '),
      },
    ];
  }
  if (application === '350') {
    return segments.flatMap((segment, at): Happening[] => {
      if (segment[0] !== 'X4') return [];
      const following = segments[at + 1];
      return [
        {
          what: 'bill status',
          billKey: `${segment[9]}${segment[1]}`,
          code: segment[7] ?? '',
          text: following?.[0] === 'K1' ? (following[1] ?? '') : '',
        },
      ];
    });
  }
  const status = segments.find(([id]) => id === 'AK9')?.[1];
  return [
    {
      what: 'other',
      text: application === '997' ? `997: syntax ${status === 'A' ? 'accepted' : `answered ${status}`}` : application,
    },
  ];
};

/** One happening for each SE90 that disposes of a transaction; conditions before it are its text. */
const releaseAnswers = (records: readonly string[]): Happening[] => {
  const happenings: Happening[] = [];
  let entry = '';
  let conditions: string[] = [];
  for (const record of records) {
    if (record.startsWith('SE10')) {
      const { entryFilerCode, entryNumber } = decode(SE.SE10, record).values;
      entry = formatEntryNumber(entryFilerCode, entryNumber);
      conditions = [];
    }
    if (!record.startsWith('SE90')) continue;
    const { messageTypeCode, messageIdentifier, narrative } = decode(SE.SE90, record).values;
    if (messageTypeCode.startsWith('1')) conditions.push(`${messageIdentifier} ${narrative}`);
    else
      happenings.push({
        what: 'release answered',
        entry,
        accepted: messageTypeCode !== '01',
        text: [narrative, ...conditions].join('; '),
      });
  }
  return happenings;
};

const summaryAnswers = (records: readonly string[]): Happening[] => {
  const happenings: Happening[] = [];
  let conditions: string[] = [];
  for (const record of records.filter((r) => r.startsWith('E1'))) {
    const { dispositionTypeCode, conditionCode, narrative, entryFilerCode, entryNumber } = decode(AX.E1, record).values;
    if (dispositionTypeCode === '') {
      conditions.push(`${conditionCode} ${narrative}`);
      continue;
    }
    const entry = formatEntryNumber(entryFilerCode, entryNumber);
    happenings.push({
      what: 'summary answered',
      entry,
      accepted: dispositionTypeCode === 'A',
      text: [narrative, ...conditions].join('; '),
    });
    conditions = [];
  }
  return happenings;
};

const releaseStatuses = (records: readonly string[]): Happening[] => {
  const happenings: {
    what: 'release status';
    entry: string;
    dispositions: Told[];
    bills: (Told & { billKey: string })[];
  }[] = [];
  let billKey = '';
  for (const record of records) {
    const last = happenings.at(-1);
    if (record.startsWith('SO10')) {
      const { entryFilerCode, entryNumber } = decode(SO.SO10, record).values;
      happenings.push({
        what: 'release status',
        entry: formatEntryNumber(entryFilerCode, entryNumber),
        dispositions: [],
        bills: [],
      });
    } else if (record.startsWith('SO40')) {
      const { billIssuerCode, billNumber } = decode(SO.SO40, record).values;
      billKey = billIssuerCode + billNumber;
    } else if (record.startsWith('SO50')) {
      const { dispositionCode, narrative } = decode(SO.SO50, record).values;
      last?.bills.push({ billKey, code: dispositionCode, text: narrative });
    } else if (record.startsWith('SO60')) {
      const { dispositionCode, narrative } = decode(SO.SO60, record).values;
      last?.dispositions.push({ code: dispositionCode, text: narrative });
    }
  }
  return happenings;
};

const summaryStatuses = (records: readonly string[]): Happening[] => {
  const remarks = records
    .filter((r) => r.startsWith('E3'))
    .map((r) => r.slice(2).trim())
    .join(' ');
  return records
    .filter((r) => r.startsWith('E1'))
    .map((record): Happening => {
      const { entryFilerCode, entryNumber } = decode(UC.UC_E1, record).values;
      return { what: 'summary status', entry: formatEntryNumber(entryFilerCode, entryNumber), text: remarks };
    });
};
