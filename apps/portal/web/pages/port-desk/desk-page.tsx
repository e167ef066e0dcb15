import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { call } from '../../api/call';
import { SEALED, useKnownBy } from '../../api/known';
import type { AnswerOf } from '../../api/modules';
import { Known } from '../../ui/known';
import { CardList } from '../../ui/card-list';
import { Link } from '../../ui/link';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { type AtDesk, Desk, OfPort, zoneOf } from './desk-frame';
import { CargoCard, isReleased } from './cargo-card';
import { covering } from './downtime-scope';
import { Mark } from './marks';
import { cargoMeant, type PortPicture } from './picture';
import { scannedText, useScanner } from './scanner';
import { pageOf } from './where-to';
import { deskWords } from './words';

/** What was searched for last, for who comes back from a case. */
let last = '';

export default function DeskPage() {
  const say = useWords(deskWords);
  return <Desk title={say('title')}>{(desk) => <Search desk={desk} />}</Desk>;
}

function Search({ desk }: { desk: AtDesk }) {
  const say = useWords(deskWords);
  const navigate = useNavigate();
  const [text, setText] = useState(last);
  const [wanted, setWanted] = useState(last);
  const results = useRef<HTMLHeadingElement>(null);
  const known = desk.picture.data?.cargo.cargo ?? [];
  const find = (what: string): void => {
    const page = pageOf(
      what,
      known.map(({ billKey }) => billKey),
    );
    if (page) {
      void navigate({ to: page as never });
      return;
    }
    last = what;
    setText(what);
    setWanted(what);
    requestAnimationFrame(() => results.current?.focus());
  };
  useScanner(find);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    find(scannedText(text));
  };
  return (
    <>
      <search>
        <form className="pw-scan" onSubmit={submit}>
          <label htmlFor="scan">{say('searchLabel')}</label>
          <p id="scan-hint" className="usa-hint">
            {say('searchHint')}
          </p>
          <div className="pw-scan__row">
            <input
              id="scan"
              className="usa-input"
              type="search"
              aria-describedby="scan-hint"
              autoComplete="off"
              autoCapitalize="characters"
              enterKeyHint="search"
              maxLength={60}
              // biome-ignore lint/a11y/noAutofocus: the scanner types here
              autoFocus
              value={text}
              onChange={({ target }) => {
                setText(target.value);
                if (target.value === '') setWanted((last = ''));
              }}
            />
            <button type="submit" className="usa-button">
              {say('search')}
            </button>
          </div>
        </form>
      </search>
      {wanted.length >= 2 ? (
        <section aria-labelledby="found">
          <h2 id="found" ref={results} tabIndex={-1} className="pw-desk__heading">
            {say('foundFor', { text: wanted })}
          </h2>
          <FoundFor text={wanted} desk={desk} />
        </section>
      ) : (
        <OfPort picture={desk.picture}>
          {(picture) => <PortNow picture={picture} isOfNow={!desk.picture.failure && !desk.picture.isOffline} />}
        </OfPort>
      )}
    </>
  );
}

function PortNow({ picture, isOfNow }: { picture: PortPicture; isOfNow: boolean }) {
  const say = useWords(deskWords);
  const { port, cargo, examinations, unmatched, decisions, downtimes } = picture;
  const held = cargo.cargo.filter(({ holds }) => holds.length > 0);
  const rest = cargo.cargo.filter(({ holds }) => holds.length === 0);
  const waiting = decisions.filter(({ state }) => state === 'awaiting second officer');
  const inForce = covering(downtimes, port);
  const away = cargo.picture.modules.filter(({ state }) => state !== 'operational');
  return (
    <>
      <ul className="pw-tiles" aria-label={say('atAGlance')}>
        <Tile count={unmatched.alarms.length} kind="stop" to="/desk/unmatched" label={say('tileAlarms')} />
        <Tile count={waiting.length} kind="wait" to="/desk/decisions" label={say('tileSecond')} />
        <Tile count={examinations.count} kind="wait" to="/desk/examinations" label={say('tileExaminations')} />
        <Tile count={unmatched.decisions.length} kind="wait" to="/desk/unmatched" label={say('tileUnmatched')} />
      </ul>
      <p className="pw-desk__downtime">
        {inForce.length > 0 ? (
          <>
            <Mark kind="wait">{say('downtimeInForce')}</Mark> {inForce.map(({ number }) => number).join(', ')}{' '}
            <Link to="/desk/downtime">{say('seeDowntime')}</Link>
          </>
        ) : isOfNow ? (
          <>
            <Mark kind="go">{say('noDowntime')}</Mark> {say('noDowntimeMeans')}
          </>
        ) : (
          <>
            <Mark kind="wait">{say('noDowntimeThen')}</Mark> {say('noDowntimeThenMeans')}
          </>
        )}
      </p>
      {away.length > 0 && (
        <p>
          {say('modulesAway', { names: away.map(({ name }) => say(`module_${name}` as 'module_entry')).join(', ') })}
        </p>
      )}
      <section aria-labelledby="held">
        <h2 id="held">{say('heldTitle', { count: held.length })}</h2>
        {held.length === 0 ? (
          <p className="pw-empty">{say('noneHeld')}</p>
        ) : (
          <CardList label={say('heldTitle', { count: held.length })} items={held} keyOf={({ billKey }) => billKey}>
            {(one) => <CargoCard cargo={one} zone={zoneOf(port)} />}
          </CardList>
        )}
      </section>
      <section aria-labelledby="rest">
        <h2 id="rest">{say('restTitle', { count: rest.length })}</h2>
        {rest.length === 0 ? (
          <p className="pw-empty">{say('noneRest')}</p>
        ) : (
          <CardList
            label={say('restTitle', { count: rest.length })}
            items={[...rest.filter((one) => !isReleased(one)), ...rest.filter(isReleased)]}
            keyOf={({ billKey }) => billKey}
          >
            {(one) => <CargoCard cargo={one} zone={zoneOf(port)} />}
          </CardList>
        )}
        {cargo.more && <p className="pw-quiet">{say('moreCargo')}</p>}
      </section>
    </>
  );
}

function Tile({ count, label, to, kind }: { count: number; label: string; to: string; kind: 'stop' | 'wait' }) {
  return (
    <li className={count > 0 ? `pw-tile pw-tile--${kind}` : 'pw-tile'}>
      <Link to={to} className="pw-tile__link">
        <span className="pw-tile__count">{count}</span> <span className="pw-tile__label">{label}</span>
      </Link>
    </li>
  );
}

type Found = AnswerOf<'port', 'POST /desk/search'>;

function FoundFor({ text, desk }: { text: string; desk: AtDesk }) {
  const say = useWords(deskWords);
  const found = useKnownBy(
    [SEALED, 'search', text],
    (signal) => call('port', 'POST /desk/search', { body: { q: text }, signal }),
    { every: 60_000 },
  );
  if (found.failure?.isAway && !found.data)
    return (
      <OfPort picture={desk.picture}>
        {({ cargo: { cargo } }) => {
          const meant = cargoMeant(cargo, text);
          return meant.length > 0 ? (
            <CardList label={say('foundFor', { text })} items={meant} keyOf={({ billKey }) => billKey}>
              {(one) => <CargoCard cargo={one} zone={desk.zone} />}
            </CardList>
          ) : (
            <>
              <p className="pw-empty">{say('notInPicture', { text })}</p>
              <Link to={`/desk/case/${encodeURIComponent(text)}`}>{say('openAnyway')}</Link>
            </>
          );
        }}
      </OfPort>
    );
  return (
    <Known
      of={found}
      rows={4}
      isEmpty={({ bills, releases, summaries, heldFilings, decisions }) =>
        bills.length + releases.length + summaries.length + heldFilings.length + decisions.length === 0
      }
      empty={<Nothing text={text} />}
    >
      {(all) => <Everything found={all} />}
    </Known>
  );
}

function Nothing({ text }: { text: string }) {
  const say = useWords(deskWords);
  const isAddress = !/^\d{3}-?\d{2}-?\d{4}$/.test(text);
  return (
    <>
      {say('nothingFound', { text })} {say('unknownMeans')}{' '}
      {isAddress && <Link to={`/desk/case/${encodeURIComponent(text)}`}>{say('openAnyway')}</Link>}
    </>
  );
}

function Everything({ found: { bills, releases, heldFilings, decisions, summaries } }: { found: Found }) {
  const say = useWords(deskWords);
  return (
    <ul className="pw-cards" aria-label={say('found')}>
      {bills.map(({ billKey, holds, conveyance, portCode, arrivedAt, deleted }) => (
        <li key={billKey} className="pw-card">
          <Link to={`/desk/case/${encodeURIComponent(billKey)}`} className="pw-card__link">
            {say('bill')} {billKey}
          </Link>
          <span className="pw-card__marks">
            {holds.map(({ code }) => (
              <Mark key={code} kind="stop">
                {say('held')} {code}
              </Mark>
            ))}
            {holds.length === 0 && <Mark kind="plain">{say('noHold')}</Mark>}
            {deleted && <Mark kind="stop">{say('deleted')}</Mark>}
          </span>
          <span>
            {conveyance.scac}-{conveyance.voyage}, {say('port')} {portCode}
            {arrivedAt && (
              <>
                , {say('arrived')} <When at={arrivedAt} zone={zoneOf(portCode)} />
              </>
            )}
          </span>
        </li>
      ))}
      {releases.map(({ entry, state }) => (
        <li key={entry} className="pw-card">
          <Link to={`/desk/case/${encodeURIComponent(entry)}`} className="pw-card__link">
            {say('entry')} {entry}
          </Link>
          <span className="pw-card__marks">
            <Mark kind={state === 'released' ? 'go' : 'plain'}>{state}</Mark>
          </span>
        </li>
      ))}
      {decisions.map(({ controlNumber, state, paper, drill }) => (
        <li key={controlNumber} className="pw-card">
          <Link to={`/desk/decisions/${controlNumber}`} className="pw-card__link">
            {say('decision')} {controlNumber}
          </Link>
          <span className="pw-card__marks">
            {drill && <Mark kind="plain">{say('drill')}</Mark>}
            <Mark kind="plain">
              {say(`decision_${paper.decision}`)}: {state}
            </Mark>
          </span>
        </li>
      ))}
      {heldFilings.map(({ filingId, kind, reference }) => (
        <li key={filingId} className="pw-card">
          <Link to={`/desk/case/${encodeURIComponent(reference)}`} className="pw-card__link">
            {say('waitingFiling')} {reference}
          </Link>
          <span>{kind}</span>
        </li>
      ))}
      {summaries
        .filter((one) => !releases.some(({ entry }) => entry === one.entry))
        .map(({ entry, outcome }) => (
          <li key={`summary ${entry}`} className="pw-card">
            <Link to={`/desk/case/${encodeURIComponent(entry)}`} className="pw-card__link">
              {say('summary')} {entry}
            </Link>
            <span>{outcome}</span>
          </li>
        ))}
    </ul>
  );
}
