const WIDTH = 80;

/** No CATAIR record and no X12 segment begins with an asterisk, so no line can be taken for one. */
export const administrativeText = (lines: readonly string[]): string =>
  lines
    .map(
      (line) =>
        `${`* ${line}`
          .replace(/[^\x20-\x7e]/g, '?')
          .slice(0, WIDTH)
          .padEnd(WIDTH)}\n`,
    )
    .join('');
