import type { ReactNode } from 'react';
import type { ActionView, ParticipationView, RunningClock, StandingAppealView, VisitView } from '../../api/cee';
import { addressOf } from '../../api/call';
import { useKnownList } from '../../api/known-list';
import { useOwnAccounts } from '../../api/session';
import { Facts, History } from '../../ui/card-list';
import { Day, Due } from '../../ui/due';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { trustedWords } from './words';

/** So many documents of an account are offered to be named at once, and as many more when asked. */
const DOCUMENTS = 200;

/** A clock with what it is of. */
export function Clock({ of }: { of: RunningClock | null }) {
  const name = useNames();
  if (!of) return null;
  return (
    <span>
      {name('clock', of.clock)} <Due day={of.dueDate} daysLeft={of.daysLeft} unit={of.unit} />
    </span>
  );
}

/** How a participation stands, with the clocks that run. */
export function StateLine({
  of,
}: {
  of: Pick<ParticipationView, 'state' | 'tier' | 'clock'> & Partial<Pick<ParticipationView, 'appealClock'>>;
}) {
  const say = useWords(trustedWords);
  const name = useNames();
  return (
    <p className="pw-card__line">
      <span className="pw-sign">{name('state', of.state)}</span>
      {of.tier !== null && <strong>{say('tier', { tier: of.tier })}</strong>}
      <Clock of={of.clock} />
      <Clock of={of.appealClock ?? null} />
    </p>
  );
}

export function ParticipationFacts({ of }: { of: ParticipationView }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const day = (on: string | null): ReactNode => on && <Day of={on} />;
  return (
    <Facts
      of={[
        [say('program'), name('program', of.program)],
        [say('submittedOn'), day(of.submittedOn)],
        [say('certifiedOn'), day(of.certifiedOn)],
        [say('validatedOn'), day(of.validatedOn)],
        [
          say('agreement'),
          of.agreementVersion && say('signedBy', { version: of.agreementVersion, name: of.signedBy ?? '' }),
        ],
        [say('criteria'), of.criteriaVersion],
        [say('openedBy'), of.openedBy],
      ]}
    />
  );
}

/** Documents of the own account, to be named. Who looks at another account opens each by its id, and lists none. */
export const useDocumentsOf = (accountId: string) => {
  const say = useWords(trustedWords);
  const own = useOwnAccounts();
  const { data, more } = useKnownList(
    'account',
    'GET /documents',
    { query: { accountId, limit: DOCUMENTS } },
    (page) => page.documents,
    { every: 0, when: own.data?.accounts.some((one) => one.accountId === accountId) ?? false },
  );
  const names = new Map((data ?? []).filter(({ deletedAt }) => !deletedAt).map((one) => [one.id, one.name]));
  return {
    names,
    /** Said where there is none to choose from. */
    hint: data && names.size === 0 ? say('noDocuments') : undefined,
    /** To choose from, with those that are chosen already. */
    options: (chosen: readonly string[] = []) =>
      [...new Set([...names.keys(), ...chosen])].map((id) => ({ value: id, text: names.get(id) ?? id })),
    /** Offers what is older than what is offered; nothing where that is all. */
    older: more && (
      <p>
        {say('newestDocuments', { count: names.size })}{' '}
        <button type="button" className="usa-button usa-button--unstyled" onClick={more}>
          {say('olderDocuments')}
        </button>
      </p>
    ),
  };
};

/** Documents that were named, each to be opened. */
export function Documents({ of, names }: { of: readonly string[]; names: ReadonlyMap<string, string> }) {
  const say = useWords(trustedWords);
  if (of.length === 0) return null;
  return (
    <p className="pw-card__line">
      {of.map((id) => (
        <a
          key={id}
          className="usa-link"
          download={names.get(id)}
          href={addressOf('account', 'GET /documents/{id}/content', { path: { id } })}
        >
          {names.get(id) ?? say('documentNamed', { id })}
        </a>
      ))}
    </p>
  );
}

/** What is to be improved, with the order that goes with each. */
export function Actions({
  of,
  names,
  children,
}: {
  of: readonly ActionView[];
  names: ReadonlyMap<string, string>;
  children: (action: ActionView) => ReactNode;
}) {
  const say = useWords(trustedWords);
  if (of.length === 0) return <p className="pw-empty">{say('actionsNone')}</p>;
  return (
    <ul className="pw-cards">
      {of.map((one) => (
        <li key={one.actionId} className="pw-card">
          <h3>{one.what}</h3>
          <p className="pw-card__line">
            <span className="pw-sign">
              {say(
                one.acceptedBy
                  ? 'actionAccepted'
                  : one.doneBy
                    ? 'actionDone'
                    : one.overdue
                      ? 'actionOverdue'
                      : 'actionToDo',
              )}
            </span>
            <span>
              {say('lastDay')} <Day of={one.due} />
            </span>
          </p>
          <p className="pw-quiet">{say('actionOf', { code: one.criterion, name: one.orderedBy })}</p>
          {one.done && <p>{say('whatWasDone', { done: one.done })}</p>}
          <Documents of={one.documents} names={names} />
          {one.acceptedBy && <p className="pw-quiet">{say('acceptedBy', { name: one.acceptedBy })}</p>}
          {children(one)}
        </li>
      ))}
    </ul>
  );
}

/** Visits that are planned or were held, with the order that goes with each. */
export function Visits({ of, children }: { of: readonly VisitView[]; children?: (visit: VisitView) => ReactNode }) {
  const say = useWords(trustedWords);
  if (of.length === 0) return <p className="pw-empty">{say('visitsNone')}</p>;
  return (
    <ul className="pw-cards">
      {of.map((one) => (
        <li key={one.visitId} className="pw-card">
          <h3>{one.place}</h3>
          <p>
            {say(one.heldOn ? 'visitHeld' : 'visitPlanned')} <Day of={one.heldOn ?? one.plannedFor} />
          </p>
          {one.conclusion && <p>{one.conclusion}</p>}
          {one.findings.length > 0 && (
            <ul>
              {one.findings.map(({ criterion, finding }) => (
                <li key={`${criterion} ${finding}`}>{say('finding', { code: criterion, finding })}</li>
              ))}
            </ul>
          )}
          <p className="pw-quiet">
            {one.reportedBy ? say('reportedBy', { name: one.reportedBy }) : say('visitBy', { name: one.plannedBy })}
          </p>
          {children?.(one)}
        </li>
      ))}
    </ul>
  );
}

/** One appeal, as both sides see it. */
export function Appeal({
  of,
  heading: Heading = 'h3',
  children,
}: {
  of: StandingAppealView;
  /** By where it stands in the page. */
  heading?: 'h2' | 'h3';
  children?: ReactNode;
}) {
  const say = useWords(trustedWords);
  const name = useNames();
  return (
    <>
      <Heading>{say('appealOf', { number: of.number })}</Heading>
      <p className="pw-card__line">
        <span className="pw-sign">{name('appeal', of.state)}</span>
        <span>{say('appealAgainst', { what: name('event', of.against) })}</span>
        <Clock of={of.clock} />
      </p>
      <p>{of.grounds}</p>
      <p className="pw-quiet">
        {say('filedBy', { name: of.filedBy })}, <When at={of.filedAt} />
      </p>
      {of.reason && <p>{say('decidedSo', { name: of.decidedBy ?? '', why: of.reason })}</p>}
      {children}
    </>
  );
}

/** What happened, as it is kept: decisions with the day from which on they hold. */
export function WhatHappened({ of }: { of: ParticipationView['history'] }) {
  const say = useWords(trustedWords);
  const name = useNames();
  return (
    <History
      of={of.map(({ event, tier, day, by, ofCbp, note, at }) => ({
        what: [name('event', event), tier !== null && say('tier', { tier })].filter(Boolean).join(', '),
        who: ofCbp ? say('ofCbp', { name: by }) : by,
        note,
        when: (
          <>
            <When at={at} />
            {day && (
              <>
                , {say('from')} <Day of={day} />
              </>
            )}
          </>
        ),
      }))}
    />
  );
}
