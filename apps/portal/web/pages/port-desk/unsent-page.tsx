import { useEffect, useState } from 'react';
import { call, type CallFailed } from '../../api/call';
import { SEALED, useKnownBy } from '../../api/known';
import { Failure, Staleness } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { Said } from '../../ui/said';
import { OrderForm } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { type AtDesk, Desk, zoneOf } from './desk-frame';
import { oneLine } from './decide-on';
import { giveUp, sendChanged, sendWaiting, useOutbox } from './kept/outbox';
import { nextToSend, type Waiting } from './kept/outbox.rules';
import { Facts, Mark } from './marks';
import { deskWords } from './words';

export default function UnsentPage() {
  const say = useWords(deskWords);
  return <Desk title={say('unsentPage')}>{(desk) => <Outbox desk={desk} />}</Desk>;
}

function Outbox({ desk }: { desk: AtDesk }) {
  const say = useWords(deskWords);
  const { waiting, sent, failure, isSending } = useOutbox();
  const refused = waiting.filter(({ content }) => content.refused);
  const rest = waiting.filter(({ content }) => !content.refused);
  const { who } = desk;
  useEffect(() => void sendWaiting(who).catch(() => undefined), [who]);
  return (
    <>
      {failure && <WhyNot failure={failure} desk={desk} />}
      {waiting.length === 0 && sent.length === 0 && <p className="pw-empty">{say('nothingUnsent')}</p>}
      {refused.map((one) => (
        <Refused key={one.place} one={one} desk={desk} />
      ))}
      {rest.length > 0 && (
        <section aria-labelledby="to-send">
          <h2 id="to-send">{say('toSend', { count: rest.length })}</h2>
          <p>{say('toSendMeans')}</p>
          <ol className="pw-cards">
            {rest.map((one) => (
              <li key={one.place} className="pw-card">
                <Typed one={one} />
                {nextToSend(waiting)?.place !== one.place && refused.length > 0 && (
                  <span>{say('waitsForEarlier')}</span>
                )}
                <GiveUp one={one} desk={desk} />
              </li>
            ))}
          </ol>
          <button type="button" className="usa-button" disabled={isSending} onClick={() => void sendWaiting(who)}>
            {isSending ? say('sending') : say('sendNow')}
          </button>
        </section>
      )}
      {sent.length > 0 && (
        <section aria-labelledby="sent">
          <h2 id="sent">{say('sentTitle')}</h2>
          <ul className="pw-cards">
            {sent.map(({ decision: { controlNumber, paper, state } }) => (
              <li key={controlNumber} className="pw-card">
                <Link to={`/desk/decisions/${controlNumber}`} className="pw-card__link">
                  {controlNumber}
                </Link>
                <span className="pw-card__marks">
                  <Mark kind="go">
                    {say(`decision_${paper.decision}`)}: {say(`state_${state}`)}
                  </Mark>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function WhyNot({ failure, desk }: { failure: CallFailed; desk: AtDesk }) {
  const say = useWords(deskWords);
  return failure.problem.status === 0 || failure.isAway ? (
    <Notice kind="warning" title={say('notReached')}>
      <p>{say('notReachedDo')}</p>
    </Notice>
  ) : failure.problem.status === 401 ? (
    <>
      <p>{say('unsentSignIn', { name: desk.who.name })}</p>
      <Failure failure={failure} />
    </>
  ) : (
    <Failure failure={failure} />
  );
}

function Typed({ one: { content } }: { one: Waiting }) {
  const say = useWords(deskWords);
  const { body, reference, typedAt, knownHolds } = content;
  const zone = zoneOf(body.port);
  return (
    <Facts
      of={[
        [say('decision'), say(`decision_${body.decision}`)],
        [say('cargo'), body.bills?.map(({ issuerScac, number }) => issuerScac + number).join(', ') || reference],
        [say('entry'), body.entry],
        [say('reason'), body.reason],
        [say('decidedAt'), <When key="decided" at={body.decidedAt} zone={zone} />],
        [say('typedAt'), <When key="typed" at={typedAt} zone={zone} />],
        [say('knownThen'), knownHolds.join('; ') || say('noHold')],
      ]}
    />
  );
}

function GiveUp({ one, desk }: { one: Waiting; desk: AtDesk }) {
  const say = useWords(deskWords);
  const [isAsked, ask] = useState(false);
  if (!isAsked)
    return (
      <button type="button" className="usa-button usa-button--outline" onClick={() => ask(true)}>
        {say('giveUp')}
      </button>
    );
  return (
    <fieldset className="pw-sure">
      <legend>{say('giveUpWill')}</legend>
      <button
        type="button"
        className="usa-button usa-button--secondary"
        onClick={() => void giveUp(desk.who, one.place)}
      >
        {say('giveUpGo')}
      </button>
      <button type="button" className="usa-button usa-button--outline" onClick={() => ask(false)}>
        {say('keepIt')}
      </button>
    </fieldset>
  );
}

/** What was decided without the network, what stands at the port now, and what to do. */
function Refused({ one, desk }: { one: Waiting; desk: AtDesk }) {
  const say = useWords(deskWords);
  const { content } = one;
  const { problem } = content.refused!;
  const codes = (problem.errors ?? []).map((error) => ('code' in error ? String(error.code) : ''));
  const others = (problem.errors ?? []).map(({ text }) => text).filter((text) => text !== problem.detail);
  const isHeld = codes.length > 0 && codes.every((code) => code === 'D03');
  const isReleased = codes.includes('D04');
  const now = useKnownBy(
    [SEALED, 'case now', content.reference],
    (signal) => call('port', 'GET /desk/cases/{reference}', { path: { reference: content.reference }, signal }),
    { every: 60_000 },
  );
  const id = `refused-${one.place}`;
  return (
    <section aria-labelledby={id} className="pw-conflict">
      <h2 id={id}>
        <Mark kind="stop">{say('refusedOne', { reference: content.reference })}</Mark>
      </h2>
      <div className="pw-sides">
        <div>
          <h3>{say('yourSide')}</h3>
          <Typed one={one} />
        </div>
        <div>
          <h3>{say('theirSide')}</h3>
          <p>
            <Said text={problem.detail ?? problem.title} zone={desk.zone} />
          </p>
          {others.length > 0 && (
            <ul>
              {others.map((text) => (
                <li key={text}>
                  <Said text={text} zone={desk.zone} />
                </li>
              ))}
            </ul>
          )}
          <Staleness of={now} zone={desk.zone} />
          {now.data && (
            <Facts
              of={[
                [
                  say('holdsNow'),
                  now.data.holds.map(({ code, reason, reference }) => `${reference}: ${code}, ${reason}`).join('; ') ||
                    say('none'),
                ],
                [
                  say('releasedNow'),
                  now.data.releasedAlready.map(({ reference, by }) => `${reference}, ${by}`).join('; ') || say('none'),
                ],
                [say('downtime'), now.data.downtimes.map(({ number }) => number).join(', ') || say('none')],
              ]}
            />
          )}
        </div>
      </div>
      <h3>{say('whatToDo')}</h3>
      <p>{content.body.decision === 'release' ? say('mayHaveLeft') : say('mayStillStand')}</p>
      {isReleased && <p>{say('releasedDo')}</p>}
      {isHeld && content.body.decision === 'release' && (
        <OrderForm
          title={say('askSecond')}
          explain={say('overrideMeans')}
          fields={[{ name: 'reason', label: say('overrideReason'), kind: 'area', least: 10, most: 500 }]}
          submit={say('askSecond')}
          send={({ reason }) => sendChanged(desk.who, one, { ...content.body, override: { reason: oneLine(reason) } })}
          done={say('done')}
        />
      )}
      <div className="pw-actions">
        <Link to={`/desk/case/${encodeURIComponent(content.reference)}`} className="usa-button usa-button--outline">
          {say('openCase')}
        </Link>
        <button
          type="button"
          className="usa-button usa-button--outline"
          onClick={() => void sendChanged(desk.who, one, content.body)}
        >
          {say('sendAgain')}
        </button>
        <GiveUp one={one} desk={desk} />
      </div>
    </section>
  );
}
