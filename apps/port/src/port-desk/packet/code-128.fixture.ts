/**
 * A reader of Code 128 written from the standard's table (ISO/IEC 15417, code sets A, B and C) for the tests: it knows nothing of
 * what draws the bars. The table gives, for values 0 to 106, the widths of three bars and three spaces; 106 is the stop.
 */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 ' +
  '223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 ' +
  '132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 ' +
  '121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 ' +
  '421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

/** The text in an SVG whose bars are `rect` elements. @throws Error when a scanner would read nothing */
export const scan = (svg: string): string => {
  const [, total = '0'] = /viewBox="0 0 (\d+) /.exec(svg) ?? [];
  const bars = [...svg.matchAll(/<rect x="(\d+)" y="0" width="(\d+)"/g)]
    .map(([, x, width]) => ({ x: Number(x), width: Number(width) }))
    .sort((a, b) => a.x - b.x);
  if (bars.length === 0) throw new Error('no bars');
  const last = bars.at(-1)!;
  if (bars[0]!.x < 10 || Number(total) - last.x - last.width < 10) throw new Error('no quiet zone of ten modules');
  const widths = bars
    .flatMap(({ x, width }, index) => (bars[index + 1] ? [width, bars[index + 1]!.x - x - width] : [width]))
    .join('');

  const values: number[] = [];
  for (let at = 0; at < widths.length; ) {
    const stop = widths.length - at === 7;
    const value = WIDTHS.indexOf(widths.slice(at, at + (stop ? 7 : 6)));
    if (value < 0) throw new Error(`no symbol is ${widths.slice(at, at + 6)}`);
    values.push(value);
    at += stop ? 7 : 6;
  }
  if (values.pop() !== 106) throw new Error('no stop');
  const check = values.pop();
  const [start = 0, ...data] = values;
  if (check !== data.reduce((sum, value, index) => sum + value * (index + 1), start) % 103)
    throw new Error('wrong check');

  let set = { 103: 'A', 104: 'B', 105: 'C' }[start];
  if (!set) throw new Error('no start');
  let text = '';
  for (const value of data) {
    if (value === 99 && set !== 'C') set = 'C';
    else if (value === 100 && set !== 'B') set = 'B';
    else if (value === 101 && set !== 'A') set = 'A';
    else if (set === 'C' && value < 100) text += String(value).padStart(2, '0');
    else if (value < 96) text += String.fromCharCode(set === 'A' && value >= 64 ? value - 64 : value + 32);
    else throw new Error(`function ${value} in set ${set}`);
  }
  return text;
};
