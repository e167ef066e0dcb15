import './desk.scss';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import PORTS from '../../api/ports.json';
import type { Known } from '../../api/known';
import { signIn, useSession } from '../../api/session';
import type { Holder } from '../../offline/desk-store';
import { keepPages } from '../../offline/register';
import { Failure, Known as Shown, Skeleton } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { common } from '../../words/common';
import { useWords } from '../../words/language';
import { keepSending, useOutbox } from './kept/outbox';
import { chosenPort, type PortPicture, useHolder, useOfficer, usePicture } from './picture';
import { deskWords } from './words';

const PORT_TABLE = PORTS as Readonly<Record<string, { name: string; state: string; timeZone: string }>>;
export const portName = (code: string): string => (PORT_TABLE[code] ? `${PORT_TABLE[code].name} (${code})` : code);
export const zoneOf = (code: string | null | undefined): string | undefined =>
  code ? PORT_TABLE[code]?.timeZone : undefined;

export type Officer = NonNullable<ReturnType<typeof useOfficer>['data']>;

/** Whether somebody decides for a port what officers of it follow: a person, of the right role. */
export const leadsPort = ({ person, role }: Officer): boolean =>
  person !== null && (role === 'port director' || role === 'headquarters');

/** Who is at the desk, of which port, and what is known there. */
export interface AtDesk {
  readonly who: Holder;
  readonly officer: Officer;
  readonly port: string;
  readonly zone: string;
  readonly picture: Known<PortPicture>;
}

const PLACES = [
  ['/desk', 'placeSearch'],
  ['/desk/decisions', 'placeDecisions'],
  ['/desk/examinations', 'placeExaminations'],
  ['/desk/unmatched', 'placeUnmatched'],
  ['/desk/downtime', 'placeDowntime'],
  ['/desk/playbook', 'placePlaybook'],
] as const;

/** What all pages of the desk have: the port, the ways between them, what is not sent yet. Nothing of it needs more than the port service, or this browser. */
export function Desk({ title, children }: { title: ReactNode; children: (desk: AtDesk) => ReactNode }) {
  const holder = useHolder();
  const say = useWords(deskWords);
  useEffect(keepPages, []);
  return (
    <div className="pw-desk">
      <PageTitle>{title}</PageTitle>
      {holder && <Places label={say('places')} />}
      {holder === undefined && <Skeleton rows={6} />}
      {holder === null && <SignedOut />}
      {holder && <DeskOf who={holder}>{children}</DeskOf>}
    </div>
  );
}

function DeskOf({ who, children }: { who: Holder; children: (desk: AtDesk) => ReactNode }) {
  const say = useWords(deskWords);
  const officer = useOfficer(true);
  const [chosen, setChosen] = useState(chosenPort.get);
  const own = officer.data?.ports ?? [];
  const isForAll = officer.data?.role === 'headquarters' || officer.data?.role === 'auditor';
  const choices = isForAll ? Object.keys(PORT_TABLE).sort() : own;
  const port = officer.data ? (choices.find((code) => code === chosen) ?? choices[0] ?? null) : null;
  const picture = usePicture(port);
  useEffect(() => keepSending(who), [who]);
  if (!officer.data)
    return officer.failure ? <Failure failure={officer.failure} again={officer.again} /> : <Skeleton rows={6} />;
  if (port === null) return <Notice kind="warning" title={say('noPort')} />;
  return (
    <>
      <div className="pw-desk__who">
        <div className="pw-desk__port">
          <label htmlFor="port">{say('port')}</label>
          <select
            id="port"
            className="usa-select"
            value={port}
            onChange={({ target }) => {
              chosenPort.set(target.value);
              setChosen(target.value);
            }}
          >
            {choices.map((code) => (
              <option key={code} value={code}>
                {portName(code)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Unsent who={who} />
      {children({ who, officer: officer.data, port, zone: zoneOf(port) ?? 'America/New_York', picture })}
    </>
  );
}

/** A page below one of these counts as it; the first page has all of them below it. */
const isAt = (path: string, place: string): boolean =>
  path === place || (place !== '/desk' && path.startsWith(`${place}/`));

/** The ways between the pages of the desk; under the thumb on a phone. */
function Places({ label }: { label: string }) {
  const say = useWords(deskWords);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav className="pw-places" aria-label={label}>
      <ul>
        {PLACES.map(([to, name]) => (
          <li key={to} className={isAt(path, to) ? 'pw-places__here' : ''}>
            <Link to={to} className="pw-places__link">
              {say(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SignedOut() {
  const say = useWords(deskWords);
  const sayCommon = useWords(common);
  const { ways } = useSession();
  const back = window.location.pathname;
  return (
    <Notice kind="info" title={say('signInTitle')}>
      <p>{say('signInWhy')}</p>
      {ways.includes('key') ? (
        <a className="usa-button" href={`/sign-in?back=${encodeURIComponent(back)}`}>
          {sayCommon('signIn')}
        </a>
      ) : (
        <button type="button" className="usa-button" onClick={() => signIn(back)}>
          {sayCommon('signIn')}
        </button>
      )}
    </Notice>
  );
}

/** Says on every page that decisions wait to be sent, and which need the officer. */
function Unsent({ who }: { who: Holder }) {
  const say = useWords(deskWords);
  const { waiting, others, failure, isSending } = useOutbox();
  const isHere = useRouterState({ select: ({ location }) => location.pathname === '/desk/unsent' });
  const refused = waiting.filter(({ content }) => content.refused);
  const over = failure?.problem.status === 401;
  return (
    <div aria-live="polite">
      {others.length > 0 && (
        <Notice kind="warning" title={say('othersUnsent', { count: others.length })}>
          <p>{say('othersUnsentDo', { names: [...new Set(others)].join(', ') })}</p>
        </Notice>
      )}
      {waiting.length > 0 && !isHere && (
        <Notice
          kind={refused.length > 0 ? 'error' : 'warning'}
          title={
            refused.length > 0
              ? say('refusedTitle', { count: refused.length })
              : say('unsentTitle', { count: waiting.length })
          }
        >
          <p>
            {refused.length > 0
              ? say('refusedDo')
              : isSending
                ? say('sending')
                : over
                  ? say('unsentSignIn', { name: who.name })
                  : say('unsentDo')}
          </p>
          <Link to="/desk/unsent">{say('unsentSee')}</Link>
        </Notice>
      )}
    </div>
  );
}

/** The picture of the port, with its age and why it is not newer. */
export function OfPort({
  picture,
  children,
}: {
  picture: Known<PortPicture>;
  children: (picture: PortPicture) => ReactNode;
}) {
  const say = useWords(deskWords);
  return (
    <>
      {picture.failure?.isAway && picture.data && <p className="pw-desk__goOn">{say('goOn')}</p>}
      <Shown of={picture} rows={8} zone={zoneOf(picture.data?.port)}>
        {children}
      </Shown>
    </>
  );
}
