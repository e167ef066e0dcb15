/** The lowest id that `timeOrderedId()` can give at this instant (milliseconds since 1970). */
export const idAt = (ms: number): string => {
  const time = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
};
