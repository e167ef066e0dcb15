import { type ReactNode, useEffect, useState } from 'react';
import type { CallFailed } from '../api/call';
import type { Known as KnownThing } from '../api/known';
import { signIn } from '../api/session';
import { common } from '../words/common';
import { useLanguage, useWords } from '../words/language';
import { useIsFirstOf } from './first-of';
import { Notice } from './notice';
import { Said } from './said';
import { timeText, useAge } from './when';

/** Older than this (seconds) with nothing newer to be had, its age is told. */
const FRESH_SECONDS = 90;
const LOOK_MS = 10_000;

/**
 * Shows what is known: a shape while it loads, a sentence where there is nothing, the thing itself, and above it how old it is and what to do when it
 * cannot be renewed. Every piece of data of a page goes through it.
 */
export function Known<T>({
  of,
  isEmpty,
  empty,
  rows = 3,
  zone,
  isPart = false,
  children,
}: {
  of: KnownThing<T>;
  /** Whether there is nothing to show. */
  isEmpty?: (data: T) => boolean;
  /** What is said then. */
  empty?: ReactNode;
  /** Lines of the shape while it loads. */
  rows?: number;
  /** Of the port it is about. */
  zone?: string;
  /** A part of a thing of the same module, which tells its age for the whole page. */
  isPart?: boolean;
  children: (data: T) => ReactNode;
}) {
  const say = useWords(common);
  const { data, failure } = of;
  if (data === undefined && failure)
    return (
      <div className={failure.isAway ? 'pw-away' : undefined}>
        <Failure failure={failure} again={of.again} />
      </div>
    );
  if (data === undefined) return <Skeleton rows={rows} />;
  return (
    <div className="pw-known" aria-busy={of.isRenewing}>
      {!isPart && <Staleness of={of} zone={zone} />}
      {isEmpty?.(data) ? <p className="pw-empty">{empty ?? say('nothing')}</p> : children(data)}
    </div>
  );
}

const SHAPE = Array.from({ length: 12 }, (_, line) => `line ${line + 1}`);

/** The shape of what comes. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const say = useWords(common);
  return (
    <div className="pw-skeleton" role="status" aria-label={say('loading')}>
      {SHAPE.slice(0, rows).map((line) => (
        <span key={line} className="pw-skeleton__line" />
      ))}
    </div>
  );
}

/** Says how old something is when it cannot be renewed, and what to do. */
export function Staleness({ of: { data, at, failure, isOffline }, zone }: { of: KnownThing<unknown>; zone?: string }) {
  const say = useWords(common);
  const age = useAge();
  const { language } = useLanguage();
  const now = useNow();
  if (data === undefined || !(failure || isOffline)) return null;
  const seconds = (now - at) / 1_000;
  return (
    <div className="pw-stale">
      <Notice kind="warning" title={isOffline ? say('offlineTitle') : say('awayTitle')}>
        <p>{say('staleTitle', { time: timeText(at, language, zone), age: age(seconds) })}</p>
        <p>{seconds > FRESH_SECONDS || !isOffline ? say('staleDo') : say('offlineDo')}</p>
      </Notice>
    </div>
  );
}

/** Says why there is nothing to show, and what to do. Of what is away what to do is said once on a page. */
export function Failure({ failure, again }: { failure: CallFailed; again?: () => void }) {
  const say = useWords(common);
  const { problem } = failure;
  const isFirst = useIsFirstOf(failure.isAway ? 'away' : null);
  if (!isFirst) return <p>{problem.detail ? <Said text={problem.detail} /> : say('awayTitle')}</p>;
  if (problem.status === 401)
    return (
      <Notice kind="info" title={say('signInTitle')}>
        <button type="button" className="usa-button" onClick={() => signIn()}>
          {say('signIn')}
        </button>
      </Notice>
    );
  const told = problem.remedy && <Said text={problem.remedy} />;
  const [title, remedy] =
    problem.status === 403
      ? [say('notAllowedTitle'), told ?? say('notAllowedDo')]
      : problem.status === 0
        ? [say('offlineTitle'), say('offlineDo')]
        : failure.isAway
          ? [say('awayTitle'), say('awayDo')]
          : [problem.title ? <Said key="title" text={problem.title} /> : say('errorTitle'), told];
  return (
    <Notice kind="error" title={title}>
      {problem.detail && (
        <p>
          <Said text={problem.detail} />
        </p>
      )}
      {remedy && <p>{remedy}</p>}
      {problem.errors && (
        <ul>
          {problem.errors.map(({ at, text }) => (
            <li key={`${at} ${text}`}>
              {at && <code>{at}</code>} <Said text={text} />
            </li>
          ))}
        </ul>
      )}
      {problem.correlationId && problem.status >= 500 && (
        <p className="pw-quiet">{say('reportWith', { id: problem.correlationId })}</p>
      )}
      {again && (
        <button type="button" className="usa-button usa-button--outline" onClick={again}>
          {say('again')}
        </button>
      )}
    </Notice>
  );
}

/** The time, renewed often enough for ages. */
export function useNow(everyMs = LOOK_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
