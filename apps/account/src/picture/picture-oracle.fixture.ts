import type { BillChanged, FilingAnswered, Goods, ReleaseStatusChanged, SummaryReported } from '#contracts';
import { PORTS } from '#reference';
import { BOND_FIGURE_NAMES, type BondFigures, FIGURE_NAMES, type Figures } from './figures';
import type { History } from './picture.fixture';

/** The figures of a history as somebody would count them who has all of it before him: the last word on each record, nothing kept between. */
export function countedByHand({ releases, summaries, bills, refusals }: History): Map<string, Figures> {
  const cells = new Map<string, Figures>();
  const count = (
    who: readonly (readonly [kind: string, identifier: string | null])[],
    under: readonly (readonly [dimension: string, value: string, dollars: number, duty: number, fee: number])[],
    day: string,
    numbers: Partial<Figures>,
    owed = false,
  ): void => {
    for (const [kind, identifier] of who) {
      if (identifier === null) continue;
      for (const [dimension, value, dollars, duty, fee] of under) {
        const key = [kind, identifier, dimension, value, day.slice(0, 7)].join('|');
        const figures = cells.get(key) ?? (Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0])) as Figures);
        for (const [name, number] of Object.entries(numbers) as [keyof Figures, number][]) figures[name] += number;
        if (owed) {
          figures.value_dollars += dollars;
          figures.duty_cents += duty;
          figures.fee_cents += fee;
        }
        cells.set(key, figures);
      }
    }
  };

  for (const key of new Set([...releases, ...summaries].map((e) => e.filerCode + e.entryNumber))) {
    const of = <T extends { filerCode: string; entryNumber: string }>(list: readonly T[]): T[] =>
      list.filter((e) => e.filerCode + e.entryNumber === key);
    const release: ReleaseStatusChanged | undefined = of(releases).at(-1);
    const told = of(summaries);
    const summary: SummaryReported | undefined = told.at(-1);
    const filed = told.flatMap((one) => one.filed ?? []).at(-1);
    const judged = told.flatMap(({ filed: one }) => (one?.timeliness ? [one] : [])).at(-1);
    const port = release?.portOfEntry ?? summary?.portOfEntry ?? null;
    const goods: readonly Goods[] = filed?.goods ?? release?.goods ?? [];
    const [dollars, duty, fee] = [filed?.valueDollars ?? 0, filed?.dutyCents ?? 0, filed?.feeCents ?? 0];
    const who = [
      ['importer number', fullNumber((summary ?? release)!.importerNumber!)],
      ['filer code', key.slice(0, 3)],
    ] as const;
    const under = [
      ['place', placeOf(port, modeOf(filed, release)), dollars, duty, fee],
      ['center', summary?.centerId ?? '', dollars, duty, fee],
      ...sumBy(goods, ({ chapter }) => chapter).map((g) => ['chapter', ...g, 0] as const),
      ...sumBy(goods, ({ countryOfOrigin }) => countryOfOrigin ?? '').map((g) => ['country', ...g, 0] as const),
    ] as const;
    const standing = release?.state !== 'cancelled';
    const summaryDay = judged?.filedOn ?? filed?.filedOn;
    if (standing) {
      count(who, under, release ? localDay(port, release.filedAt!) : summaryDay!, {
        entries: 1,
        on_hold: Number(['hold', 'release suspended'].includes(release?.state ?? '')),
        exams_open: Number(release?.examination?.endedAt === null),
        documents_open: Number(release?.state === 'documents required'),
      });
      if (release?.release)
        count(who, under, localDay(port, release.release.at), {
          released: 1,
          release_timed: 1,
          release_seconds: seconds(release.filedAt!, release.release.at),
        });
      if (release?.examination) {
        const { orderedAt, endedAt } = release.examination;
        count(who, under, localDay(port, orderedAt), {
          examined: 1,
          exams_ended: Number(endedAt !== null),
          exam_seconds: endedAt === null ? 0 : seconds(orderedAt, endedAt),
        });
      }
    }
    if (summary && summary.state !== 'deleted')
      count(
        who,
        under,
        summaryDay!,
        {
          summaries: 1,
          summaries_rejected: Number(summary.state === 'rejected'),
          on_time: Number(judged?.timeliness === 'on time'),
          relieved: Number(judged?.timeliness === 'relieved'),
          late: Number(judged?.timeliness === 'late'),
        },
        summary.state === 'accepted',
      );
  }

  for (const key of new Set(bills.map(({ billKey }) => billKey))) {
    const bill: BillChanged = bills.filter(({ billKey }) => billKey === key).at(-1)!;
    if (bill.deleted) continue;
    count(
      [['SCAC', bill.issuerScac]],
      [
        ['place', placeOf(bill.portCode, bill.conveyance.modeOfTransport), 0, 0, 0],
        ['center', '', 0, 0, 0],
      ],
      bill.estimatedArrival,
      { bills: 1, bills_arrived: Number(bill.arrivedAt !== null), on_hold: Number(bill.holds.length > 0) },
    );
  }

  for (const { reference, origin } of refusals as readonly FilingAnswered[])
    count(
      [['filer code', reference.slice(0, 3)]],
      [
        ['place', placeOf(null, null), 0, 0, 0],
        ['center', '', 0, 0, 0],
      ],
      origin.receivedAt,
      {
        filings_rejected: 1,
      },
    );
  for (const [key, figures] of cells) if (Object.values(figures).every((n) => n === 0)) cells.delete(key);
  return cells;
}

/** The bonds of a history as somebody would count them, each once in each role of its entry. */
export function bondsByHand({ releases, summaries }: History): Map<string, BondFigures> {
  const cells = new Map<string, BondFigures>();
  const entries = new Set([...releases, ...summaries].map((e) => e.filerCode + e.entryNumber));
  for (const key of entries) {
    const isIt = (e: { filerCode: string; entryNumber: string }): boolean => e.filerCode + e.entryNumber === key;
    const release = releases.filter(isIt).at(-1);
    const told = summaries.filter(isIt);
    const summary = told.at(-1);
    const filed = told.flatMap((one) => one.filed ?? []).at(-1);
    const judged = told.flatMap(({ filed: one }) => (one?.timeliness ? [one] : [])).at(-1);
    if (release?.state === 'cancelled') continue;
    const port = release?.portOfEntry ?? summary?.portOfEntry ?? null;
    const month = (release ? localDay(port, release.filedAt!) : (judged ?? filed)!.filedOn).slice(0, 7);
    for (const { type, designation, surety, amountCents } of filed?.bonds ?? release?.bonds ?? [])
      for (const who of [
        `importer number|${fullNumber((summary ?? release)!.importerNumber!)}`,
        `filer code|${key.slice(0, 3)}`,
      ]) {
        const center = summary?.centerId ?? '';
        const cell = [who, surety ?? '', type, designation ?? '', port ?? '', center, month].join('|');
        const figures =
          cells.get(cell) ?? (Object.fromEntries(BOND_FIGURE_NAMES.map((name) => [name, 0])) as BondFigures);
        if (type === '0') figures.bonds_not_required += 1;
        else figures.bonds += 1;
        figures.amount_cents += amountCents ?? 0;
        if (type !== '0' && amountCents === null) figures.amounts_not_named += 1;
        cells.set(cell, figures);
      }
  }
  return cells;
}

const modeOf = (
  filed: SummaryReported['filed'] | undefined,
  release: ReleaseStatusChanged | undefined,
): string | null => filed?.modeOfTransport ?? release?.modeOfTransport ?? null;
const placeOf = (port: string | null, mode: string | null): string => `${port ?? ''} ${mode ?? ''}`;
const fullNumber = (text: string): string => (/^\d{2}-\d{7}$/.test(text) ? `${text}00` : text);
const seconds = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1_000;
const localDay = (port: string | null, instant: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: port === null ? 'UTC' : PORTS.get(port)!.timeZone }).format(
    new Date(instant),
  );

const sumBy = (goods: readonly Goods[], by: (one: Goods) => string): [value: string, dollars: number, duty: number][] =>
  [...new Set(goods.map(by))].map((value) => {
    const own = goods.filter((one) => by(one) === value);
    return [
      value,
      own.reduce((sum, { valueDollars }) => sum + valueDollars, 0),
      own.reduce((sum, { dutyCents }) => sum + dutyCents, 0),
    ];
  });
