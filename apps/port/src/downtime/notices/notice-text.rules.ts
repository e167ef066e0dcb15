import { tradeName, FUNCTIONS } from '#contracts';
import type { NoticeContent } from '#contracts';
import {
  portsOf,
  type Clock,
  clockOf,
  sentence,
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
} from '#statement';

export const DRILL_MARK = 'DRILL: this is an exercise. Nothing in it is real, and live filings are not affected.';

type Section = readonly [heading: string, lines: readonly string[]];

const headLines = (
  number: string | null,
  { title, published, audience, incident, downtime, thread }: NoticeContent,
  clock: Clock,
): string[] => [
  ...(number ? [`Notice ${number}`] : []),
  title,
  ...(published ? [`Published: ${clock(published)}`] : []),
  ...(audience.length > 0 ? [`To: ${audience.join('; ')}`] : []),
  ...(incident ? [`Incident ${incident.number}: ${incident.state}`] : []),
  ...(downtime ? [`Downtime ${downtime.number}: ${downtime.change}`] : []),
  ...(thread.original ? [`First notice of this matter: ${thread.original}`] : []),
  ...(thread.previous ? [`Follows: ${thread.previous}`] : []),
  ...(thread.next ? [`Followed by: ${thread.next}`] : []),
  ...(thread.related.length > 0 ? [`See also: ${thread.related.join(', ')}`] : []),
  ...thread.translations.map(
    ({ language, number: other }) => `This notice in ${{ es: 'Spanish', fr: 'French' }[language]}: ${other}`,
  ),
];

const LEVELS = {
  national: 'Headquarters declared it.',
  port: 'The port declared it for itself.',
  filer: 'It is declared for a filer whose own system is out.',
} as const;

/** Why it was declared is between officers and not told. */
const downtimeLines = ({ downtime }: NoticeContent, clock: Clock): string[] => {
  if (!downtime) return [];
  const { level, from, to, expectedEnd, reviewAt, partOf, gateOrders } = downtime;
  return [
    LEVELS[level],
    `${to ? `It was in force from ${clock(from)} to ${clock(to)}` : `In force from ${clock(from)}`}.`,
    ...(to === null && expectedEnd ? [`Expected end: ${clock(expectedEnd)}.`] : []),
    ...(to === null && reviewAt ? [`To be reviewed: ${clock(reviewAt)}.`] : []),
    ...(partOf ? [`It is part of ${partOf}.`] : []),
    ...gateOrders.flatMap(({ module, direction }) => {
      if (to)
        return [
          `${tradeName(module)}: ${direction === 'inbound' ? 'filings are processed' : 'answers are given out'} again, the oldest first.`,
        ];
      // What becomes of filings behind a gate is told with the filings.
      return direction === 'inbound' ? [] : [`${tradeName(module)}: answers are kept, in order, until it ends.`];
    }),
  ];
};

const sections = (content: NoticeContent, clock: Clock): Section[] => {
  const { statement, everywhere } = content;
  const instructions = statement.instructions.map((instruction) => ({
    ...instructionLines(instruction, clock),
    instruction,
  }));
  const happens = instructions.flatMap((line) => (line.happens ? [line.happens] : []));
  const acts = instructions.flatMap(({ acts: own, happens: said, instruction }) => {
    const all = instruction.functions.length + instruction.messages.length === 0 && instruction.which === null;
    // Which transactions an act is about is said with it, unless the line on what happens to them says it and is the only one.
    return own.map((act) =>
      all || (said && instructions.length === 1) ? act : `${transactionsText(instruction, clock)}: ${act}`,
    );
  });
  const { milestones, agencyScenario, support, shares, processingOrder, stillWorks } = statement;
  return [
    ['What', [whatText(statement), ...(content.incident?.remark ? [content.incident.remark] : [])]],
    ['Where', scopeLines(statement.confirmed, everywhere)],
    ['May spread to', statement.possible && !everywhere ? scopeLines(statement.possible) : []],
    ['Downtime', downtimeLines(content, clock)],
    [
      'When',
      [
        ...statement.windows.map((window) => windowText(window, clock)),
        ...milestones.map(({ at, what }) => `${clock(at)}: ${what}.`),
      ],
    ],
    ['Why', causeLines(statement, clock)],
    ['Changes', changeLines(statement)],
    ['Known issues', statement.symptoms.map(symptomText)],
    ['What still works', stillWorks.length > 0 ? [`${namesOf(stillWorks).join('; ')}.`] : []],
    [
      'What happens to your filings',
      [
        ...happens,
        ...(processingOrder.length > 0
          ? [`Processed again in this order: ${namesOf(processingOrder).join(', then ')}.`]
          : []),
      ],
    ],
    ['What to do next', [...new Set(acts)]],
    ['Ports', portLines(statement, clock)],
    [
      'Partner agency',
      agencyScenario
        ? [
            `${agencyScenario.agency} ${agencyScenario.programme}: scenario ${agencyScenario.scenario} of its contingency plan applies.`,
          ]
        : [],
    ],
    ['Relief', reliefLines(statement)],
    [
      'Also',
      [
        ...shares.map((share) => `${FUNCTIONS[share.function].name} carries ${share.percent} % of the traffic.`),
        ...(support
          ? [sentence(`a ${support.what} is staffed${support.until ? ` until ${clock(support.until)}` : ''}`)]
          : []),
        ...(statement.nextUpdateAt ? [`Next update: ${clock(statement.nextUpdateAt)}.`] : []),
      ],
    ],
  ];
};

/** The whole notice in plain text. Nothing in it is written by hand but names, titles and an incident's remark. */
export const noticeText = (content: NoticeContent, number: string | null, drill: boolean): string => {
  const clock = clockOf(content.everywhere ? [] : portsOf(content.statement.confirmed));
  const body = sections(content, clock)
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [heading, ...lines.map((line) => `- ${line}`)].join('\n'));
  return (
    [
      ...(drill ? [DRILL_MARK] : []),
      headLines(number, content, clock).join('\n'),
      ...body,
      ...(drill ? [DRILL_MARK] : []),
    ].join('\n\n') + '\n'
  );
};
