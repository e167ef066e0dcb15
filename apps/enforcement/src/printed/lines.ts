/** Characters of a line that is read and printed as text, and of the label at its beginning. */
export const WIDTH = 78;
export const LABEL = 22;

/** Words in lines of a width. */
export const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/))
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  return line === '' ? lines : [...lines, line];
};
