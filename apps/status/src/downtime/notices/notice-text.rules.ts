import { FUNCTIONS } from '../model/functions';
import type { NoticeContent } from '../model/notice';
import { timeText } from '../model/stated-time.rules';
import { sentence } from './filer-act-words.rules';
import {
  causeLines,
  changeLines,
  instructionLines,
  namesOf,
  portLines,
  reliefLines,
  scopeLines,
  symptomText,
  transactionsText,
  whatText,
  windowText,
} from './statement-words.rules';

export const DRILL_MARK = 'DRILL: this is an exercise. Nothing in it is real, and live filings are not affected.';

type Section = readonly [heading: string, lines: readonly string[]];

const headLines = (number: string | null, { title, published, audience, incident, downtime, thread }: NoticeContent): string[] => [
  ...(number ? [`Notice ${number}`] : []),
  title,
  ...(published ? [`Published: ${timeText(published)}`] : []),
  ...(audience.length > 0 ? [`To: ${audience.join('; ')}`] : []),
  ...(incident ? [`Incident ${incident.number}: ${incident.state}`] : []),
  ...(downtime ? [`Downtime ${downtime.number}: ${downtime.change}`] : []),
  ...(thread.original ? [`First notice of this matter: ${thread.original}`] : []),
  ...(thread.previous ? [`Follows: ${thread.previous}`] : []),
  ...(thread.next ? [`Followed by: ${thread.next}`] : []),
  ...(thread.related.length > 0 ? [`See also: ${thread.related.join(', ')}`] : []),
  ...thread.translations.map(({ language, number: other }) => `This notice in ${{ es: 'Spanish', fr: 'French' }[language]}: ${other}`),
];

const LEVELS = {
  national: 'Headquarters declared it',
  port: 'The port declared it for itself',
  filer: 'It is declared for a filer whose own system is out',
} as const;

const downtimeLines = ({ downtime }: NoticeContent): string[] => {
  if (!downtime) return [];
  const { level, declaredBy, reason, from, to, expectedEnd, reviewAt, partOf, gateOrders } = downtime;
  return [
    `${LEVELS[level]} (${declaredBy}): ${reason}`,
    `${to ? `It was in force from ${timeText(from)} to ${timeText(to)}` : `In force from ${timeText(from)}`}.`,
    ...(to === null && expectedEnd ? [`Expected end: ${timeText(expectedEnd)}.`] : []),
    ...(to === null && reviewAt ? [`To be reviewed: ${timeText(reviewAt)}.`] : []),
    ...(partOf ? [`It is part of ${partOf}.`] : []),
    ...gateOrders.map(({ module, direction }) =>
      to ? `Messages flow ${direction} at ${module} again, oldest first.` : `Messages ${direction} at ${module} are held, in order, until it ends.`,
    ),
  ];
};

const sections = (content: NoticeContent): Section[] => {
  const { statement } = content;
  const instructions = statement.instructions.map((instruction) => ({ ...instructionLines(instruction), instruction }));
  const happens = instructions.flatMap((line) => (line.happens ? [line.happens] : []));
  const acts = instructions.flatMap(({ acts: own, happens: said, instruction }) => {
    const all = instruction.functions.length + instruction.messages.length === 0 && instruction.which === null;
    // Which transactions an act is about is said with it, unless the line on what happens to them says it and is the only one.
    return own.map((act) => (all || (said && instructions.length === 1) ? act : `${transactionsText(instruction)}: ${act}`));
  });
  const { milestones, agencyScenario, support, shares, processingOrder, stillWorks } = statement;
  return [
    ['WHAT', [whatText(statement), ...(content.incident?.remark ? [content.incident.remark] : [])]],
    ['SCOPE', scopeLines(statement.confirmed)],
    ['MAY SPREAD TO', statement.possible ? scopeLines(statement.possible) : []],
    ['DOWNTIME', downtimeLines(content)],
    ['WHEN', [...statement.windows.map(windowText), ...milestones.map(({ at, what }) => `${timeText(at)}: ${what}.`)]],
    ['WHY', causeLines(statement)],
    ['CHANGES', changeLines(statement)],
    ['KNOWN ISSUES', statement.symptoms.map(symptomText)],
    ['WHAT STILL WORKS', stillWorks.length > 0 ? [`${namesOf(stillWorks).join('; ')}.`] : []],
    [
      'WHAT HAPPENS TO YOUR TRANSACTIONS',
      [...happens, ...(processingOrder.length > 0 ? [`Processed again in this order: ${namesOf(processingOrder).join(', then ')}.`] : [])],
    ],
    ['WHAT TO DO NEXT', [...new Set(acts)]],
    ['PORTS', portLines(statement)],
    [
      'PARTNER AGENCY',
      agencyScenario ? [`${agencyScenario.agency} ${agencyScenario.programme}: scenario ${agencyScenario.scenario} of its contingency plan applies.`] : [],
    ],
    ['RELIEF', reliefLines(statement)],
    [
      'ALSO',
      [
        ...shares.map((share) => `${FUNCTIONS[share.function].name} carries ${share.percent} % of the traffic.`),
        ...(support ? [sentence(`a ${support.what} is staffed${support.until ? ` until ${timeText(support.until)}` : ''}`)] : []),
        ...(statement.nextUpdateAt ? [`Next update: ${timeText(statement.nextUpdateAt)}.`] : []),
      ],
    ],
  ];
};

/** The whole notice in plain text. Nothing in it is written by hand but names, titles and an incident's remark. */
export const noticeText = (content: NoticeContent, number: string | null, drill: boolean): string => {
  const body = sections(content)
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [heading, ...lines.map((line) => `- ${line}`)].join('\n'));
  return [...(drill ? [DRILL_MARK] : []), headLines(number, content).join('\n'), ...body, ...(drill ? [DRILL_MARK] : [])].join('\n\n') + '\n';
};
