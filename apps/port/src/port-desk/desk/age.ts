const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `last heard 3 minutes ago`: how old something in the picture is. */
export const lastHeard = (heardAt: string, now: Date): string => {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(heardAt)) / 1_000));
  const [size, name] = UNITS.find(([unit]) => seconds >= unit) ?? UNITS.at(-1)!;
  const count = Math.floor(seconds / size);
  return `last heard ${count} ${name}${count === 1 ? '' : 's'} ago`;
};
