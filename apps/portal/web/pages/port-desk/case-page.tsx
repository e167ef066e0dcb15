import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { addressOf } from '../../api/call';
import { Failure, Known, Skeleton, Staleness } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { CargoCard, isReleased } from './cargo-card';
import { DecideForm } from './decide-form';
import { cargoOf, fromCase, fromPicture } from './decide-on';
import { type AtDesk, Desk, portName, zoneOf } from './desk-frame';
import { covering } from './downtime-scope';
import { Facts, Mark } from './marks';
import { type DeskCase, isAway, MODES, type Mode, useCase, usePlaybooks } from './picture';
import { Steps } from './steps';
import { deskWords } from './words';

export default function CasePage() {
  const { reference } = useParams({ strict: false }) as { reference: string };
  return (
    <Desk key={reference} title={reference}>
      {(desk) => <Case reference={reference} desk={desk} />}
    </Desk>
  );
}

function Case({ reference, desk }: { reference: string; desk: AtDesk }) {
  const say = useWords(deskWords);
  const [isDrill, setDrill] = useState(false);
  const [mode, setMode] = useState<Mode | null>(null);
  const seen = useCase(reference, { port: desk.port, mode, isDrill });
  const drills = covering(desk.picture.data?.downtimes ?? [], desk.port).some(({ drill }) => drill);
  return (
    <>
      {drills && (
        <div className="usa-checkbox">
          <input
            id="drill"
            type="checkbox"
            className="usa-checkbox__input"
            checked={isDrill}
            onChange={({ target }) => setDrill(target.checked)}
          />
          <label htmlFor="drill" className="usa-checkbox__label">
            {say('asDrill')}
          </label>
        </div>
      )}
      {!seen.data && isAway(seen.failure) ? (
        <FromPicture reference={reference} desk={desk} mode={mode} choose={setMode} />
      ) : (
        <Known of={seen} rows={8} zone={desk.zone}>
          {(found) => <Whole seen={found} desk={desk} isDrill={isDrill} mode={mode} choose={setMode} />}
        </Known>
      )}
    </>
  );
}

/** One sentence: may it go, as far as is known. */
function Verdict({ kind, title, children }: { kind: 'stop' | 'go' | 'wait'; title: string; children?: ReactNode }) {
  return (
    <div className={`pw-verdict pw-verdict--${kind}`} role="status">
      <p className="pw-verdict__title">
        <Mark kind={kind}>{title}</Mark>
      </p>
      {children}
    </div>
  );
}

interface Chosen {
  readonly mode: Mode | null;
  readonly choose: (mode: Mode) => void;
}

function Whole({ seen, desk, isDrill, mode, choose }: { seen: DeskCase; desk: AtDesk; isDrill: boolean } & Chosen) {
  const say = useWords(deskWords);
  const zone = zoneOf(seen.port) ?? desk.zone;
  const { known, holds, releasedAlready, downtimes, decisions } = seen;
  const packet = addressOf('port', 'GET /desk/cases/{reference}/packet', {
    path: { reference: seen.reference },
    query: { ...(known ? {} : { port: desk.port }), ...(mode && { mode }), ...(isDrill && { drill: true }) },
  });
  const kind = holds.length > 0 ? 'stop' : !known ? 'wait' : 'go';
  const title =
    holds.length > 0
      ? say('verdictHeld', { count: holds.length })
      : !known
        ? say('verdictUnknown')
        : releasedAlready.length > 0
          ? say('verdictReleased')
          : say('verdictFree');
  return (
    <>
      <Verdict kind={kind} title={title}>
        {!known && <p>{say('unknownMeans')}</p>}
        {holds.length > 0 && (
          <ul>
            {holds.map(({ source, reference, code, reason, since }) => (
              <li key={`${source} ${reference} ${code}`}>
                <strong>
                  {code}: {reason}
                </strong>{' '}
                {say('on')} {reference}, {say('since')} <When at={since} zone={zone} />
              </li>
            ))}
          </ul>
        )}
        {releasedAlready.map(({ reference, path, at, by }) => (
          <p key={`${reference} ${at}`}>
            {say(path === 'electronic' ? 'releasedElectronically' : 'releasedOnPaper', { reference, by })}{' '}
            <When at={at} zone={zone} />
          </p>
        ))}
      </Verdict>
      <p className="pw-actions">
        <a className="usa-button usa-button--outline" href={packet} target="_blank" rel="noreferrer">
          {say('packet')}
        </a>
        <a className="usa-button usa-button--outline" href="#decide">
          {say('toDecide')}
        </a>
      </p>
      <Facts
        of={[
          [say('port'), seen.port && portName(seen.port)],
          [say('mode'), seen.mode && say(`mode_${seen.mode}`)],
          [say('downtime'), downtimes.map(({ number }) => number).join(', ') || say('none')],
          [
            say('trusted'),
            seen.trusted.map(({ name, program, tier }) => `${name}: ${program} ${tier ?? ''}`).join(', '),
          ],
        ]}
      />
      <Cargo seen={seen} zone={zone} />
      {decisions.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier">{say('earlierDecisions')}</h2>
          <ul className="pw-cards">
            {decisions.map(({ controlNumber, paper, state }) => (
              <li key={controlNumber} className="pw-card">
                <Link to={`/desk/decisions/${controlNumber}`} className="pw-card__link">
                  {controlNumber}
                </Link>
                <span className="pw-card__marks">
                  <Mark kind="plain">
                    {say(`decision_${paper.decision}`)}: {state}
                  </Mark>
                </span>
                <span>
                  {paper.officer}, <When at={paper.decidedAt} zone={zone} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {seen.mode === null && <ChooseMode mode={mode} choose={choose} />}
      <DecideForm on={fromCase(seen, desk.port)} desk={desk} isDrill={isDrill} />
      {seen.procedure && (
        <details className="pw-more">
          <summary>{say('procedure')}</summary>
          <Steps steps={seen.procedure.steps} documents={seen.procedure.documents} />
        </details>
      )}
    </>
  );
}

function Cargo({ seen: { bills, releases, heldFilings, summaries }, zone }: { seen: DeskCase; zone: string }) {
  const say = useWords(deskWords);
  if (bills.length + releases.length + heldFilings.length + summaries.length === 0) return null;
  return (
    <section aria-labelledby="cargo">
      <h2 id="cargo">{say('cargo')}</h2>
      <ul className="pw-cards">
        {bills.map(({ billKey, conveyance, quantity, unit, arrivedAt, heardAt, age }) => (
          <li key={billKey} className="pw-card">
            <strong>
              {say('bill')} {billKey}
            </strong>
            <span>
              {conveyance.scac}-{conveyance.voyage}, {quantity} {unit ?? ''},{' '}
              {arrivedAt ? (
                <>
                  {say('arrived')} <When at={arrivedAt} zone={zone} />
                </>
              ) : (
                say('notArrived')
              )}
            </span>
            <Heard at={heardAt} age={age} zone={zone} />
          </li>
        ))}
        {releases.map(({ entry, state, importerNumber, entryType, heardAt, age }) => (
          <li key={entry} className="pw-card">
            <strong>
              {say('entry')} {entry}
            </strong>
            <span className="pw-card__marks">
              <Mark kind={state === 'released' ? 'go' : 'plain'}>{state}</Mark>
            </span>
            <span>
              {say('entryType')} {entryType}, {say('importer')} {importerNumber}
            </span>
            <Heard at={heardAt} age={age} zone={zone} />
          </li>
        ))}
        {heldFilings.map(({ filingId, kind, reference, heardAt, age }) => (
          <li key={filingId} className="pw-card">
            <strong>
              {say('waitingFiling')} {reference}
            </strong>
            <span>{kind}</span>
            <Heard at={heardAt} age={age} zone={zone} />
          </li>
        ))}
        {summaries.map(({ entry, outcome, heardAt, age }) => (
          <li key={`summary ${entry}`} className="pw-card">
            <strong>
              {say('summary')} {entry}
            </strong>
            <span>{outcome}</span>
            <Heard at={heardAt} age={age} zone={zone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Heard({ at, age, zone }: { at: string; age: string; zone: string }) {
  return (
    <span className="pw-quiet">
      {age} (<When at={at} zone={zone} />)
    </span>
  );
}

/** Without the port service: what this browser kept, and the form all the same. */
function FromPicture({ reference, desk, mode, choose }: { reference: string; desk: AtDesk } & Chosen) {
  const say = useWords(deskWords);
  const { picture, port, zone } = desk;
  const playbooks = usePlaybooks(port);
  if (!picture.data)
    return picture.failure ? <Failure failure={picture.failure} again={picture.again} /> : <Skeleton rows={6} />;
  const bills = cargoOf(picture.data.cargo.cargo, reference);
  const inMode = mode ?? bills[0]?.mode ?? null;
  const on = fromPicture(reference, picture.data, inMode, inMode ? playbooks.data?.[inMode] : undefined);
  const released = bills.filter(isReleased);
  return (
    <>
      <Staleness of={picture} zone={zone} />
      <Verdict
        kind={on.holds.length > 0 ? 'stop' : 'wait'}
        title={
          on.holds.length > 0
            ? say('verdictHeld', { count: on.holds.length })
            : bills.length === 0
              ? say('verdictUnknown')
              : released.length > 0
                ? say('verdictReleased')
                : say('verdictFreeThen')
        }
      >
        <p>{bills.length === 0 ? say('unknownMeans') : say('picturedOnly')}</p>
      </Verdict>
      {bills.length > 0 && (
        <ul className="pw-cards" aria-label={say('cargo')}>
          {bills.map((cargo) => (
            <li key={cargo.billKey} className="pw-card">
              <CargoCard cargo={cargo} zone={zone} />
            </li>
          ))}
        </ul>
      )}
      {(bills[0]?.mode ?? null) === null && <ChooseMode mode={mode} choose={choose} />}
      {!playbooks.data && inMode && <Notice kind="warning" title={say('noPlaybookKept')} />}
      <DecideForm key={on.mode} on={on} desk={desk} isDrill={false} />
    </>
  );
}

function ChooseMode({ mode, choose }: Chosen) {
  const say = useWords(deskWords);
  return (
    <fieldset className="usa-fieldset pw-choices">
      <legend className="usa-legend">{say('whichMode')}</legend>
      {MODES.map((one) => (
        <button key={one} type="button" className="pw-choice" aria-pressed={mode === one} onClick={() => choose(one)}>
          {say(`mode_${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
