import { raw as drawn } from 'bwip-js/node';
import { html, type Html } from '#kernel';

/** Widths in modules, bar first, then space, and so on. */
interface Drawn {
  readonly sbs: readonly number[];
}

const QUIET = 10;
const HEIGHT = 48;
const MODULE_MM = 0.33;
/** What scanners read back as it was typed: printable ASCII, in a width that fits on a page. */
const CODABLE = /^[\x20-\x7e]{1,32}$/;

export const isCodable = (text: string): boolean => CODABLE.test(text);

/**
 * A Code 128 symbol (ISO/IEC 15417) as SVG with its quiet zones, or null for a text that no scanner would give back. A module is
 * 0.33 mm wide, so that office printers and hand scanners manage it.
 */
export const code128 = (text: string): Html | null => {
  if (!isCodable(text)) return null;
  const [symbol] = drawn('code128', text, {}) as unknown as Drawn[];
  const widths = symbol!.sbs;
  const total = widths.reduce((sum, width) => sum + width, 2 * QUIET);
  let at = QUIET;
  const bars = widths.map((width, index) => {
    const x = at;
    at += width;
    return index % 2 === 0 && html`<rect x="${x}" y="0" width="${width}" height="${HEIGHT}"/>`;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${HEIGHT}" width="${(total * MODULE_MM).toFixed(2)}mm" height="14mm" preserveAspectRatio="none" shape-rendering="crispEdges" role="img" aria-label="Bar code of ${text}">${bars}</svg>`;
};
