import type { KeptFigure, KeptRun } from './kept-run';

const WIDTH = 760;
const ROW = 46;
const TOP = 34;
const NAMES = 24;
const BAR = { left: 24, width: 430, height: 12 };
const LINE = { left: 580, width: 160, height: 30 };
const COLOURS = {
  text: '#1b1b1b',
  quiet: '#565c65',
  met: '#008817',
  missed: '#b50909',
  plain: '#005ea2',
  grid: '#dfe1e2',
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const boundOf = ({ goal }: KeptFigure): number | undefined =>
  goal === undefined ? undefined : 'most' in goal ? goal.most : goal.least;

const colourOf = ({ value, goal }: KeptFigure): string => {
  if (goal === undefined) return COLOURS.plain;
  return ('most' in goal ? value <= goal.most : value >= goal.least) ? COLOURS.met : COLOURS.missed;
};

const text = (x: number, y: number, words: string, colour = COLOURS.text, anchor = 'start'): string =>
  `<text x="${x}" y="${y}" fill="${colour}" text-anchor="${anchor}">${escaped(words)}</text>`;

const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 1 : 2);

/** The figure of the last run as a bar, as long as those of its unit have it, its goal as a mark, and all runs before it as a line. */
const rowOf = (figure: KeptFigure, earlier: readonly number[], most: number, at: number): string[] => {
  const y = TOP + at * ROW;
  const bound = boundOf(figure);
  const lengthOf = (value: number): number => Math.round((value / most) * BAR.width);
  const values = [...earlier, figure.value];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, n) => {
    const x = LINE.left + (values.length === 1 ? LINE.width : (n / (values.length - 1)) * LINE.width);
    const height = high === low ? 0.5 : (value - low) / (high - low);
    return `${x.toFixed(1)},${(y + 30 - height * (LINE.height - 8)).toFixed(1)}`;
  });
  return [
    text(NAMES, y + 8, figure.name),
    `<rect x="${BAR.left}" y="${y + 16}" width="${Math.max(1, lengthOf(figure.value))}" height="${BAR.height}" fill="${colourOf(figure)}"/>`,
    ...(bound === undefined
      ? []
      : [
          `<line x1="${BAR.left + lengthOf(bound)}" x2="${BAR.left + lengthOf(bound)}" y1="${y + 14}" y2="${y + 30}" stroke="${COLOURS.text}" stroke-width="2"/>`,
        ]),
    text(BAR.left + BAR.width + 10, y + 26, `${short(figure.value)} ${figure.unit}`),
    ...(points.length > 1
      ? [`<polyline points="${points.join(' ')}" fill="none" stroke="${COLOURS.quiet}" stroke-width="1.5"/>`]
      : []),
    `<circle cx="${points.at(-1)!.split(',')[0]}" cy="${points.at(-1)!.split(',')[1]}" r="3" fill="${colourOf(figure)}"/>`,
  ];
};

/** One scenario as a picture: bars of its last run against their goals, and how each figure went from run to run. Colours are not needed to read it: the figures stand beside. */
export const pictureOf = (runs: readonly KeptRun[]): string => {
  const last = runs.at(-1)!;
  const earlierOf = ({ name, unit }: KeptFigure): number[] =>
    runs
      .slice(0, -1)
      .flatMap(({ figures }) =>
        figures.filter((figure) => figure.name === name && figure.unit === unit).map(({ value }) => value),
      );
  const mostOf = ({ unit }: KeptFigure): number =>
    Math.max(
      ...last.figures
        .filter((figure) => figure.unit === unit)
        .map((figure) => Math.max(figure.value, boundOf(figure) ?? 0)),
    ) * 1.05 || 1;
  const height = TOP + last.figures.length * ROW + 10;
  const title = `${last.scenario}, ${last.day}: a bar is the last run, a mark its goal, the line all ${runs.length} runs`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(NAMES, 18, title, COLOURS.quiet),
    `<line x1="${NAMES}" x2="${WIDTH - NAMES}" y1="${TOP - 10}" y2="${TOP - 10}" stroke="${COLOURS.grid}"/>`,
    ...last.figures.flatMap((figure, at) => rowOf(figure, earlierOf(figure), mostOf(figure), at)),
    '</svg>',
  ].join('\n')}\n`;
};
