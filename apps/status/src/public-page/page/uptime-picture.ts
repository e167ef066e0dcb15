import { tradeName } from '#contracts';
import { clockText } from '#reference';
import { html, type Html, raw } from '#kernel';
import type { Bar, ComponentUptime, WindowName, WindowUptime } from '../uptime/uptime-book';
import type { BarKind } from '../uptime/uptime.rules';
import { lengthText } from '../../said/public-words';

const HEIGHT = 24;
const STEP = 4;
/** Each kind has a height of its own: it is told apart without colours too. */
const SHAPES: Readonly<Record<BarKind, { readonly height: number; readonly name: string; readonly text: string }>> = {
  operational: { height: 24, name: 'operational', text: 'operational' },
  slow: { height: 16, name: 'slow', text: 'slow for five minutes or more' },
  down: { height: 9, name: 'down', text: 'down for a minute or more' },
  maintenance: { height: 20, name: 'maintenance', text: 'planned maintenance' },
  'no data': { height: 2, name: 'nodata', text: 'no data' },
};
const KINDS = Object.keys(SHAPES) as BarKind[];
const LENGTHS: Readonly<Record<WindowName, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

/** One path for all bars of a kind keeps the page small. */
const pathsOf = (bars: readonly Bar[]): Html =>
  raw(
    KINDS.flatMap((kind) => {
      const { height, name } = SHAPES[kind];
      const drawn = bars.flatMap((bar, i) =>
        bar.kind === kind ? [`M${i * STEP + 0.5} ${HEIGHT - height}h3v${height}h-3z`] : [],
      );
      return drawn.length > 0 ? [`<path class="pw-bar-${name}" d="${drawn.join('')}"/>`] : [];
    }).join(''),
  );

const percentText = ({ percent, time, window }: WindowUptime): string => {
  const known = time.operational + time.slow + time.down;
  return percent === null
    ? `not enough data: ${lengthText(known)} of ${LENGTHS[window]}`
    : `${percent.toFixed(2)} % up`;
};
const counted = (bars: readonly Bar[], unit: string): string =>
  KINDS.map((kind) => [kind, bars.filter((bar) => bar.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${unit}${count === 1 ? '' : 's'} ${SHAPES[kind].text}`)
    .join(', ');

const dayOf = (instant: string, window: WindowName): string =>
  window === '24h' ? clockText(instant) : instant.slice(0, 10);
/** What the picture shows, in words: how often each kind, and when it was down. */
export const wordsOf = (component: string, uptime: WindowUptime): string => {
  const { window, bars, time } = uptime;
  const down = bars.filter(({ kind }) => kind === 'down').map(({ from }) => dayOf(from, window));
  return [
    `${tradeName(component)}, last ${LENGTHS[window]}: ${percentText(uptime)}`,
    counted(bars, window === '24h' ? 'hour' : 'day'),
    down.length > 0 ? `down in ${down.slice(-10).join(', ')}` : '',
    time.down > 0 ? `down for ${lengthText(time.down)} in all` : '',
    time.maintenance > 0 ? `${lengthText(time.maintenance)} of planned maintenance left out` : '',
    time.unknown > 0 ? `nothing known of ${lengthText(time.unknown)}` : '',
  ]
    .filter(Boolean)
    .join('; ');
};

const figure = (component: string, uptime: WindowUptime): Html => html`<figure>
<svg role="img" aria-label="${wordsOf(component, uptime)}" viewBox="0 0 ${uptime.bars.length * STEP} ${HEIGHT}" preserveAspectRatio="none" focusable="false">${pathsOf(uptime.bars)}</svg>
<figcaption>${LENGTHS[uptime.window]}: <strong>${percentText(uptime)}</strong>${uptime.time.down > 0 && html`, down ${lengthText(uptime.time.down)}`}${uptime.time.maintenance > 0 && html`, maintenance ${lengthText(uptime.time.maintenance)}`}${uptime.time.unknown > 0 && uptime.percent !== null && html`, no data ${lengthText(uptime.time.unknown)}`}</figcaption>
</figure>`;

export const uptimePictures = ({ component, windows }: ComponentUptime): Html =>
  html`<div class="pw-uptime"><h3>${tradeName(component)}</h3>${windows.map((window) => figure(component, window))}</div>`;

export const uptimeLegend = (): Html =>
  html`<ul class="pw-legend pw-small" aria-label="Legend">${KINDS.map(
    (kind) =>
      html`<li><svg viewBox="0 0 4 ${HEIGHT}" aria-hidden="true" focusable="false" preserveAspectRatio="none">${pathsOf([{ kind, from: '', percent: null }])}</svg>${SHAPES[kind].text}</li>`,
  )}</ul>`;
