import { useEffect, useMemo } from 'react';
import { call, CallFailed } from '../../api/call';
import { type Known, knowledge, SEALED, useKnown, useKnownBy } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { type Session, useSession } from '../../api/session';
import { beginSession, type Holder, keepPart, keptPart, keptSession } from '../../offline/desk-store';

export const MODES = ['truck', 'rail', 'vessel', 'air', 'air express'] as const;
export type Mode = (typeof MODES)[number];
export const isMode = (text: string): text is Mode => (MODES as readonly string[]).includes(text);
export type Playbook = AnswerOf<'port', 'GET /desk/playbooks/ports/{port}/{mode}'>;
export type Cargo = AnswerOf<'port', 'GET /desk/cargo'>['cargo'][number];

/** All that a desk knows of its port, read at one moment. */
export interface PortPicture {
  readonly port: string;
  /** By the clock of this device; milliseconds since 1970. */
  readonly readAt: number;
  /** By how much the clock of the port service is ahead of this device's, in milliseconds. */
  readonly clockAhead: number;
  readonly cargo: AnswerOf<'port', 'GET /desk/cargo'>;
  readonly examinations: AnswerOf<'port', 'GET /desk/examinations'>;
  readonly unmatched: AnswerOf<'port', 'GET /desk/unmatched'>;
  readonly decisions: AnswerOf<'port', 'GET /desk/decisions'>['decisions'];
  readonly downtimes: AnswerOf<'port', 'GET /downtime/downtimes'>['downtimes'];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CHOSEN_PORT = 'portway.desk.port';

/** The port that was worked at last in this browser. */
export const chosenPort = {
  get: (): string | null => localStorage.getItem(CHOSEN_PORT),
  set: (port: string): void => localStorage.setItem(CHOSEN_PORT, port),
};

const readPicture = async (port: string, signal: AbortSignal): Promise<PortPicture> => {
  const begun = Date.now();
  const cargo = await call('port', 'GET /desk/cargo', { query: { port }, signal });
  const clockAhead = Math.round(Date.parse(cargo.at) - (begun + Date.now()) / 2);
  const [examinations, unmatched, { decisions }, { downtimes }] = await Promise.all([
    call('port', 'GET /desk/examinations', { query: { port }, signal }),
    call('port', 'GET /desk/unmatched', { query: { port }, signal }),
    call('port', 'GET /desk/decisions', { query: { port }, signal }),
    call('port', 'GET /downtime/downtimes', { signal }),
  ]);
  return { port, readAt: Date.now(), clockAhead, cargo, examinations, unmatched, decisions, downtimes };
};

/** What is read of the port service and kept sealed: shown at once, then renewed. */
function useKept<T extends object>(
  name: string,
  read: (signal: AbortSignal) => Promise<T>,
  { every, when }: { every: number; when: boolean },
): Known<T> {
  const key = useMemo(() => [SEALED, 'desk', name], [name]);
  useEffect(() => {
    if (!when || knowledge.getQueryData(key) !== undefined) return;
    void keptPart<{ content: T; at: number }>(name).then((kept) => {
      if (kept && knowledge.getQueryData(key) === undefined)
        knowledge.setQueryData(key, kept.content, { updatedAt: kept.at });
    });
  }, [key, name, when]);
  return useKnownBy(
    key,
    async (signal) => {
      const content = await read(signal);
      await keepPart(name, { content, at: Date.now() }).catch(() => undefined);
      return content;
    },
    { every, when },
  );
}

/** The last known picture of a port, renewed every minute while a page of the desk is open. */
export const usePicture = (port: string | null): Known<PortPicture> =>
  useKept(`picture ${port}`, (signal) => readPicture(port!, signal), { every: MINUTE_MS, when: port !== null });

/** Who acts at the desk, as the port service itself says. */
export const useOfficer = (when: boolean) =>
  useKept('officer', (signal) => call('port', 'GET /desk/officer', { signal }), { every: 5 * MINUTE_MS, when });

/** The procedures of a port, by mode. */
export const usePlaybooks = (port: string | null) =>
  useKept(
    `playbooks ${port}`,
    async (signal) => {
      const all = await Promise.all(
        MODES.map((mode) =>
          call('port', 'GET /desk/playbooks/ports/{port}/{mode}', { path: { port: port!, mode }, signal }),
        ),
      );
      return Object.fromEntries(MODES.map((mode, at) => [mode, all[at]!])) as Record<Mode, Playbook>;
    },
    { every: HOUR_MS, when: port !== null },
  );

/** Who works at this desk: as the portal says, else as this browser kept it; null where nobody is signed in, `undefined` while that is not known. */
export function useHolder(): Holder | null | undefined {
  const { session } = useSession();
  const { data } = useKnownBy([SEALED, 'desk session', session?.id ?? `${session}`], () => holderNow(session), {
    every: 0,
  });
  if (!data) return undefined;
  return session === undefined || data.holder?.id === session?.id ? data.holder : undefined;
}

const holderNow = async (session: Session | null | undefined): Promise<{ holder: Holder | null }> => {
  if (session !== undefined && (await beginSession(session))) knowledge.removeQueries({ queryKey: [SEALED, 'desk'] });
  return { holder: session ?? (await keptSession()) };
};

export type DeskCase = AnswerOf<'port', 'GET /desk/cases/{reference}'>;

/** All that is known of a piece of cargo. Port and mode are said only where nothing is known that says them. */
export function useCase(
  reference: string,
  { port, mode, isDrill }: { port: string; mode: Mode | null; isDrill: boolean },
): Known<DeskCase> {
  const asked = (more: { port?: string; mode?: Mode }) => ({
    path: { reference },
    query: { ...more, ...(isDrill && { drill: true }) },
  });
  const options = { every: MINUTE_MS, isSealed: true };
  const alone = useKnown('port', 'GET /desk/cases/{reference}', asked({}), options);
  const more = { ...(alone.data?.known === false && { port }), ...(mode && { mode }) };
  const isMore = Object.keys(more).length > 0;
  const withMore = useKnown('port', 'GET /desk/cases/{reference}', asked(more), { ...options, when: isMore });
  return isMore && withMore.data ? withMore : alone;
}

export const isAway = (failure: CallFailed | null): boolean => failure?.isAway ?? false;

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Cargo of the kept picture that a scan or a word means: by bill, master bill, entry or conveyance. */
export const cargoMeant = (cargo: readonly Cargo[], text: string): Cargo[] => {
  const wanted = bare(text);
  if (wanted.length < 2) return [];
  return cargo.filter(({ billKey, masterBill, conveyance, entries }) =>
    [billKey, masterBill ?? '', conveyance, ...entries.map(({ entry }) => entry)].some((one) =>
      bare(one).includes(wanted),
    ),
  );
};
