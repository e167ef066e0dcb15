/** Whether a day, or an instant that begins with one, is of the calendar and its clock of a day. A parser alone takes 30 February for 2 March. */
export const isRealInstant = (text: string): boolean => {
  const [, day, clock = 'T00:00:00'] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?)?/.exec(text) ?? [];
  const whole = `${day}${clock.padEnd(9, ':00')}`;
  const at = new Date(`${whole}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === whole;
};
