const CODES = { grey: 90, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, bold: 1 } as const;
export type Colour = keyof typeof CODES;

const colourful = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const began = Date.now();

export const coloured = (colour: Colour, text: string): string =>
  colourful ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

/** One line for one thing that happened: seconds since the start, who, what. */
export const tell = (who: string, what: string, colour: Colour = 'grey'): void => {
  const at = ((Date.now() - began) / 1_000).toFixed(1).padStart(6);
  process.stdout.write(`${coloured('grey', `${at} s`)}  ${coloured(colour, who.padEnd(9))} ${what}\n`);
};

export const headline = (text: string): void => void process.stdout.write(`\n${coloured('bold', text)}\n`);
