import { type Asking, CBP_VIEWERS, type Viewer } from '#access';
import { actingPerson, Problem } from '#service';

const OF_CBP: readonly Viewer[] = CBP_VIEWERS;
export const isOfCbp = ({ viewers }: Asking): boolean => viewers.some((viewer) => OF_CBP.includes(viewer));

/** The person of CBP who gives an order. @throws Problem `not-authorized` for a key that was issued to nobody by name */
export const ordering = ({ person }: Asking): string => actingPerson(person);

/** Who serves named ports works on what is theirs; who serves a Center on what is the Center's; headquarters, and who serves none in particular, on all. */
export const serves = (
  { viewers, ports, center }: Asking,
  { port, centerId }: { readonly port: string; readonly centerId: string | null },
): boolean =>
  viewers.includes('headquarters') ||
  viewers.includes('auditor') ||
  (center !== null ? centerId === center : ports.length === 0 || ports.includes(port));

/** @throws Problem `not-authorized` */
export const requireServes = (
  asking: Asking,
  of: { readonly port: string; readonly centerId: string | null },
): void => {
  if (serves(asking, of)) return;
  const { center, ports } = asking;
  throw new Problem(
    'not-authorized',
    center === null
      ? `Port ${of.port} is none of yours: ${ports.join(', ')}.`
      : `You serve ${center}, not ${of.centerId ?? 'port ' + of.port}.`,
  );
};
