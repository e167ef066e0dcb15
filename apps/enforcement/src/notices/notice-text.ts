import { formatEntryNumber, html, raw } from '#kernel';
import { dollars } from '../cases/case.rules';
import { LABEL, WIDTH, wrapped } from '../printed/lines';
import type { CaseNoticeView } from './case-notices';

type Field = readonly [label: string, value: string | null];

/** What both the text and the page say, in their order. */
const fieldsOf = (notice: CaseNoticeView): readonly Field[] => [
  ['Number', notice.number],
  ['Case', notice.caseNumber],
  ['Issued', notice.issuedOn],
  ['Mailed', notice.mailedOn && `${notice.mailedOn}, ${notice.mailedHow} (${notice.mailedReference})`],
  ['Answer by', notice.dueOn && `${notice.dueOn} (${notice.rule})`],
  ['To', `${notice.party.name}, ${notice.party.role}`],
  ['Address', notice.party.address],
  ['Bond', notice.party.bond],
  ['Also notified', notice.others.length > 0 ? notice.others.join('; ') : null],
  [
    'From',
    `${notice.decision ? 'FP&F office' : 'FP&F officer'}, port ${notice.port} ${notice.portName}: ${notice.officer}`,
  ],
  ['Petition', notice.decision?.petitionNumber ?? null],
  ['Decision', notice.decision ? `${notice.decision.decidedOn}: ${notice.decision.outcome}` : null],
  [
    'To be paid',
    notice.decision && (notice.decision.outcome === 'mitigated' || notice.decision.outcome === 'denied')
      ? `USD ${dollars(notice.decision.amountCents)}`
      : null,
  ],
  ['Law', `${notice.law}: ${notice.lawAbout}`],
  ['Day of the violation', notice.violationOn],
  ['Entries', notice.entries.map((entry) => formatEntryNumber(entry.slice(0, 3), entry.slice(3))).join(', ') || null],
  ['Bills of lading', notice.bills.join(', ') || null],
  ['Value of the goods', notice.valueCents === null ? null : `USD ${dollars(notice.valueCents)}`],
  [
    notice.form === 'pre-penalty notice' ? 'Amount proposed' : notice.decision ? 'Claim' : 'Amount',
    notice.assessedCents === 0 ? null : `USD ${dollars(notice.assessedCents)}`,
  ],
];

/** The notice to be read and printed: lines of 78 characters. */
export const noticeText = (notice: CaseNoticeView): string => {
  const section = (title: string, paragraphs: readonly string[]): string[] => [
    ...['', title.toUpperCase(), '-'.repeat(WIDTH)],
    ...paragraphs.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...wrapped(paragraph, WIDTH)]),
  ];
  const centred = (text: string): string => ' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text;
  return [
    ...['='.repeat(WIDTH), centred(notice.title.toUpperCase()), centred(notice.source), '='.repeat(WIDTH)],
    ...fieldsOf(notice).flatMap(([label, value]) =>
      value === null
        ? []
        : wrapped(value, WIDTH - LABEL).map((line, at) => `${(at === 0 ? label : '').padEnd(LABEL)}${line}`),
    ),
    ...section(notice.subject, [notice.facts]),
    ...(notice.decision ? section('Reasons', [notice.decision.reasons]) : []),
    ...section('What you may do', notice.whatToDo),
    ...['='.repeat(WIDTH), ''],
  ].join('\n');
};

const STYLE = raw(`
  @page { size: letter; margin: 2.5cm 2cm; }
  body { font: 11pt/1.4 Georgia, serif; max-width: 17cm; margin: 1cm auto; color: #000; }
  h1 { font-size: 15pt; text-align: center; margin: 0; } h2 { font-size: 11pt; margin: 1.2em 0 .3em; break-after: avoid; }
  .source { text-align: center; margin: 0 0 1em; } dl { display: grid; grid-template-columns: 4.5cm 1fr; margin: 0; }
  dt { font-weight: bold; } dd { margin: 0; } p { margin: 0 0 .6em; break-inside: avoid; }`);

/** The notice as a page that prints on letter paper. */
export const noticePage = (notice: CaseNoticeView): string =>
  `<!doctype html>\n${html`<html lang="en"><head><meta charset="utf-8"><title>${notice.title} ${notice.number}</title><style>${STYLE}</style></head>
<body><h1>${notice.title}</h1><p class="source">${notice.source}</p>
<dl>${fieldsOf(notice).map(([label, value]) => value !== null && html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<h2>${notice.subject}</h2><p>${notice.facts}</p>
${notice.decision !== undefined && html`<h2>Reasons</h2><p>${notice.decision.reasons}</p>`}
<h2>What you may do</h2>${notice.whatToDo.map((paragraph) => html`<p>${paragraph}</p>`)}</body></html>`}\n`;
