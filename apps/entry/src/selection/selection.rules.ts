import { createHmac } from 'node:crypto';
import { BENEFITS, type Benefit } from '#contracts';
import { type CustomsDate, daysBetween } from '#kernel';
import type { ReleaseContent } from '../release/release.model';
import type { Criterion } from '../release/selectivity';
import { type Blanket, type OnOccasion, type Standing, standingOn, type StandingOnEntry } from '#access';
import { type Draw, DRAWN_FROM, type ExamFacts, type Selection } from '../release/selection.model';

/** A rule by which entries are drawn for examination: for what it is, and how often. Data, with the days it is in force. Null is for all. */
export interface SelectionRule {
  readonly id: number;
  readonly name: string;
  /** Random exams for everybody, trusted traders too. */
  readonly floor: boolean;
  readonly ports: readonly string[] | null;
  readonly modes: readonly string[] | null;
  /** Countries of origin, of any line. */
  readonly origins: readonly string[] | null;
  /** First digits of a tariff number, of any line. */
  readonly headings: readonly string[] | null;
  /** Exams in 10,000 entries. */
  readonly rate: number;
  readonly reason: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** What goes first where goods are examined, by why they were selected: from 0 to 100. A draw by rule is graver the higher its rate. */
const RISKS = { criterion: 90, officer: 80, draw: { least: 20, most: 70 }, floor: 10 } as const;

/** What entries are screened with, beside what is known of each. */
export interface ScreeningGrounds {
  readonly rules: readonly SelectionRule[];
  /** By day, 64 hexadecimal digits. */
  readonly seeds: Readonly<Record<CustomsDate, string>>;
}

/** An entry that is screened. */
export interface Screened {
  readonly key: string;
  readonly content: ReleaseContent;
  readonly day: CustomsDate;
  readonly port: string | null;
  /** Criteria that it meets. */
  readonly met: readonly (Criterion & { readonly reason?: string })[];
  /** From which day on it would be screened without standing, and the day it is; null where nothing says when the goods come. */
  readonly opensOn: CustomsDate | null;
  /** How it was screened before; null when it never was. */
  readonly before: Selection | null;
}

/**
 * The number that an entry draws with a day's seed, from 0 to 9,999. Who has the seed finds it again; who has not cannot tell it beforehand (HMAC-SHA-256).
 *
 * @param key filer code and entry number, eleven characters
 */
export const drawOf = (seed: string, key: string): number =>
  createHmac('sha256', Buffer.from(seed, 'hex')).update(key).digest().readUIntBE(0, 6) % DRAWN_FROM;

const names = (codes: readonly string[] | null, found: readonly (string | null)[]): boolean =>
  codes === null || codes.some((code) => found.includes(code));

/** Rules that are for an entry on its day. */
export const rulesFor = (
  rules: readonly SelectionRule[],
  { content, port, day }: Pick<Screened, 'content' | 'port' | 'day'>,
): SelectionRule[] =>
  rules.filter(
    ({ from, to, ports, modes, origins, headings }) =>
      from <= day &&
      (to === null || day <= to) &&
      names(ports, [port]) &&
      names(modes, [content.modeOfTransport]) &&
      (origins === null || content.lines.some(({ countryOfOrigin }) => names(origins, [countryOfOrigin]))) &&
      (headings === null ||
        content.lines.some(({ tariffs }) =>
          tariffs.some(({ hts }) => headings.some((heading) => hts?.startsWith(heading))),
        )),
  );

const highest = (rules: readonly SelectionRule[]): number => Math.max(0, ...rules.map(({ rate }) => rate));

const riskOfDraw = (rate: number): number =>
  Math.round(RISKS.draw.least + ((RISKS.draw.most - RISKS.draw.least) * rate) / DRAWN_FROM);

/** The draw of an entry; null where no rule is for it, or the day has no seed. */
function drawn(
  screened: Screened,
  rules: readonly SelectionRule[],
  seeds: ScreeningGrounds['seeds'],
  lower: OnOccasion | undefined,
): Draw | null {
  const { before, key, day } = screened;
  const seed = seeds[day];
  const number = before?.draw?.number ?? (seed === undefined ? null : drawOf(seed, key));
  if (rules.length === 0 || number === null) return null;
  const floor = highest(rules.filter((rule) => rule.floor));
  const rate = Math.max(floor, highest(rules));
  const figure = lower?.given === true ? lower.figure : null;
  return { number, floor, rate, drawnAt: figure === null ? rate : Math.max(floor, Math.min(rate, figure)) };
}

type Said = readonly [given: boolean, reason: string];

/** What there is to say of each benefit that is in force for an entry. */
interface OnEntry {
  readonly by: Selection['by'];
  readonly draw: Draw | null;
  readonly screened: Screened;
  readonly examination: ExamFacts | null;
  readonly standing: StandingOnEntry | null;
}

/** Under which goods are moved to a Centralized Examination Station: 19 CFR 151.15(c). */
const TRANSFER = 'transfer to an exam location';

/** A blanket certification for every line of these goods. */
const blanketFor = (
  certification: string | null,
  { lines }: Pick<ReleaseContent, 'lines'>,
  standing: StandingOnEntry | null,
): Blanket | undefined =>
  standing?.blankets.find(
    (blanket) =>
      blanket.certification === certification &&
      lines.every(({ tariffs }) =>
        tariffs.some(({ hts }) => blanket.goods?.some((goods) => hts?.startsWith(goods)) ?? true),
      ),
  );

const OF_THE_ACCOUNT: Said = [true, 'Of the account, not of the single entry.'];

const SAYS: Readonly<Record<Benefit, (on: OnEntry) => Said>> = {
  'lower exam rate': ({ by, draw }) => {
    if (by === 'criterion') return [false, 'The goods meet a criterion that is for everybody.'];
    if (by === 'officer') return [false, 'An officer ordered the examination.'];
    if (draw === null) return [false, 'Nobody was drawn: no rule was for these goods.'];
    if (draw.drawnAt >= draw.rate) return [false, 'The rate for everybody is no higher.'];
    return [
      true,
      by === 'floor'
        ? 'Drawn at the lower rate, and selected at the floor that is for everybody.'
        : 'Drawn at the lower rate of the standing.',
    ];
  },
  priority: () => [
    true,
    'First where order is free: decisions that fall due, examinations of the same risk, replay after a downtime.',
  ],
  'expedited screening': ({ screened: { day, opensOn } }) =>
    opensOn !== null && day < opensOn
      ? [true, `Screened ${daysBetween(day, opensOn)} days before the decision opens on ${opensOn}.`]
      : [false, 'The decision was open when the goods were known: screened at once, as everybody.'],
  'preferred exam location': ({ by, examination, screened }) => {
    const elected = screened.content.electedExamSite;
    if (by === null) return [false, 'No examination.'];
    if (elected === null) return [false, 'No examination station was elected with the release.'];
    return examination?.site == null || examination.site === elected
      ? [true, `At the elected station ${elected}.`]
      : [false, `At ${examination.site}, not at ${elected}: ${examination.siteReason ?? 'no reason was given'}`];
  },
  'blanket certifications': ({ screened: { met, content }, standing, by, examination }) => {
    const asked = met.filter(({ outcome }) => outcome === 'documents');
    const instead = asked.flatMap(({ blanket, documentType }) => {
      const found = blanketFor(blanket ?? null, content, standing);
      return found ? [`${documentType ?? 'document'} not asked for, certified for all entries as ${found.number}`] : [];
    });
    const moving = by !== null && examination?.site ? blanketFor(TRANSFER, content, standing) : undefined;
    if (moving) instead.push(`moved to ${examination!.site} under ${moving.number}`);
    if (instead.length > 0) return [true, `${instead.join('; ')}.`];
    return asked.length > 0
      ? [false, 'No blanket certification is on file for what was asked for.']
      : [false, 'No certification was asked for.'];
  },
  'named contacts': () => OF_THE_ACCOUNT,
  'response targets': () => OF_THE_ACCOUNT,
  'monthly trends': () => OF_THE_ACCOUNT,
  'penalty input': () => OF_THE_ACCOUNT,
};

const benefitsOf = (on: OnEntry): Selection['benefits'] =>
  BENEFITS.flatMap((benefit) => {
    const promised = on.standing?.benefits.get(benefit);
    if (!promised) return [];
    const [given, reason] = promised.given ? SAYS[benefit](on) : [false, promised.reason];
    return [{ benefit, given, reason, day: on.screened.day }];
  });

/** What partner agencies give in pilots: where it acts here too, what became of that; the rest is the agency's own to do. */
const pilotsOf = (
  standing: StandingOnEntry | null,
  { port, day }: Pick<Screened, 'port' | 'day'>,
  benefits: Selection['benefits'],
): Pick<Selection, 'pilots'> => {
  const pilots = (standing?.pilots ?? []).map(({ number, agency, benefit, brings, ports }) => {
    const [given, reason] = ((): Said => {
      if (ports !== null && (port === null || !ports.includes(port)))
        return [false, port === null ? 'The entry names no port.' : `The pilot is not for port ${port}.`];
      if (brings === null) return [true, `${agency} gives it in its own work on the goods.`];
      const brought = benefits.find((one) => one.benefit === brings);
      return brought ? [brought.given, `As ${brings}: ${brought.reason}`] : [false, `No ${brings} is in force.`];
    })();
    return { pilot: number, agency, benefit, given, reason, day };
  });
  return pilots.length === 0 ? {} : { pilots };
};

/** Criteria whose document is still asked for: not those that a blanket certification of these goods takes the place of. */
export const documentsAsked = (
  met: readonly Criterion[],
  content: Pick<ReleaseContent, 'lines'>,
  standing: StandingOnEntry | null,
): Criterion[] => {
  const uses = standing?.benefits.get('blanket certifications')?.given === true;
  return met.filter(
    ({ outcome, blanket = null }) => outcome === 'documents' && !(uses && blanketFor(blanket, content, standing)),
  );
};

export const standingOfEntry = (
  standings: readonly Standing[],
  { content, day, port }: Pick<Screened, 'content' | 'day' | 'port'>,
): StandingOnEntry | null => standingOn(standings, { day, port, mode: content.modeOfTransport });

/**
 * How an entry is screened. Pure: the same grounds select the same entry, whoever asks and however often. Null where there is nothing to say: no rule is for it, it meets
 * no criterion and its importer has no standing.
 */
export function select(
  screened: Screened,
  standing: StandingOnEntry | null,
  { rules, seeds }: ScreeningGrounds,
): Selection | null {
  const { content, day, port, met, before } = screened;
  const mine = rulesFor(rules, screened);
  const draw = drawn(screened, mine, seeds, standing?.benefits.get('lower exam rate'));
  const exams = met.filter(({ outcome }) => outcome === 'exam');
  if (draw === null && exams.length === 0 && standing === null && before === null) return null;
  const drawnBy = draw === null || draw.number >= draw.drawnAt ? null : draw.number < draw.floor ? 'floor' : 'draw';
  const by = exams.length > 0 ? 'criterion' : (before?.by ?? drawnBy);
  const drawing = mine.filter(
    ({ floor, rate }) => draw !== null && draw.number < rate && floor === (drawnBy === 'floor'),
  );
  const reasons = [
    ...exams.map(({ reason, value }) => reason ?? value),
    ...(drawnBy === null
      ? []
      : drawing.map(
          ({ reason }) =>
            `${reason}: drawn ${draw!.number}, selected below ${drawnBy === 'floor' ? draw!.floor : draw!.drawnAt} of ${DRAWN_FROM}`,
        )),
  ];
  const risk = by === 'draw' ? riskOfDraw(draw?.rate ?? 0) : by === null ? 0 : RISKS[by];
  const examination = by === null ? null : (before?.examination ?? examinationAt(content, standing));
  const benefits = benefitsOf({ by, draw, screened, examination, standing });
  return {
    ...{ day: before?.draw ? before.day : day, port, mode: content.modeOfTransport, draw, by, risk },
    reasons: reasons.length > 0 ? reasons : (before?.reasons ?? []),
    trustedAccountId: standing?.accountId ?? null,
    benefits,
    ...pilotsOf(standing, screened, benefits),
    examination,
  };
}

/** Where goods of a trusted importer are examined: at the station that it elected (19 CFR 151.15); else the officer says where. */
const examinationAt = ({ electedExamSite }: ReleaseContent, standing: StandingOnEntry | null): ExamFacts => ({
  site: standing?.benefits.get('preferred exam location')?.given === true ? electedExamSite : null,
  ...{ begunAt: null, hours: null, siteReason: null },
});

/** The draw would have selected it at the rate for everybody, and did not at the lower one. */
export const examAvoided = ({ draw, by }: Selection): boolean =>
  by === null && draw !== null && draw.number >= draw.drawnAt && draw.number < draw.rate;

/** What is newly said counts, and what is not stays. */
const merged = (known: ExamFacts, said: ExamFacts): ExamFacts => ({
  site: said.site ?? known.site,
  begunAt: said.begunAt ?? known.begunAt,
  hours: said.hours ?? known.hours,
  siteReason: said.site === null ? known.siteReason : said.siteReason,
});

/** The selection of an entry whose examination was ordered by an officer or on paper, or of which an officer said where it is and what it took. */
export function examinedBy(
  screened: Screened,
  standing: StandingOnEntry | null,
  facts: ExamFacts | null,
  reason: string | null,
): Selection {
  const { before, content, day, port } = screened;
  const by = before?.by ?? 'officer';
  const draw = before?.draw ?? null;
  const known = before?.examination ?? examinationAt(content, standing);
  const examination = facts === null ? known : merged(known, facts);
  const on = { by, draw, standing, examination, screened: { ...screened, day: before?.day ?? day } };
  const anew = new Map(benefitsOf(on).map((benefit) => [benefit.benefit, benefit]));
  const benefits = before?.benefits.map((had) =>
    AT_EXAMINATION.includes(had.benefit) ? (anew.get(had.benefit) ?? had) : had,
  ) ?? [...anew.values()];
  return {
    ...{ day, port, mode: content.modeOfTransport, trustedAccountId: standing?.accountId ?? null },
    ...before,
    ...{ draw, by, examination },
    reasons: before?.by ? before.reasons : [reason ?? 'Ordered by an officer'],
    risk: before?.by ? before.risk : RISKS.officer,
    benefits,
    ...pilotsOf(standing, on.screened, benefits),
  };
}

/** Benefits of which only the examination shows what became of them. */
const AT_EXAMINATION: readonly Benefit[] = ['lower exam rate', 'preferred exam location'];
