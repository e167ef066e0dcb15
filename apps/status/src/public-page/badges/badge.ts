import { escapeHtml } from '#kernel';

export type BadgeColour = 'green' | 'yellow' | 'red' | 'blue' | 'grey';
/** Dark enough for white text (contrast above 4.5). */
const COLOURS: Readonly<Record<BadgeColour, string>> = {
  green: '#1b7a32',
  yellow: '#7a5d00',
  red: '#8b0a03',
  blue: '#005ea2',
  grey: '#565c65',
};
const LETTER = 6.6;
const PADDING = 12;

/** A small picture for other people's pages: what, and how it is in a word. It needs no font of ours and no script. */
export const badge = (label: string, word: string, colour: BadgeColour): string => {
  const [left, right] = [label, word].map((text) => Math.round(text.length * LETTER + PADDING)) as [number, number];
  const text = (content: string, from: number, width: number): string =>
    `<text x="${from + width / 2}" y="14" text-anchor="middle" textLength="${width - PADDING}" lengthAdjust="spacingAndGlyphs">${escapeHtml(content)}</text>`;
  const title = escapeHtml(`${label}: ${word}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}"><title>${title}</title>` +
    `<rect width="${left}" height="20" fill="#3d4551"/><rect x="${left}" width="${right}" height="20" fill="${COLOURS[colour]}"/>` +
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${text(label, 0, left)}${text(word, left, right)}</g></svg>`
  );
};
