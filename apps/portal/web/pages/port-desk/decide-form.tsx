import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { CallFailed } from '../../api/call';
import { Failure } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { useZoneName } from '../../ui/when';
import { useWords } from '../../words/language';
import { type DecideOn, oneLine } from './decide-on';
import type { AtDesk } from './desk-frame';
import { decide, useOutbox } from './kept/outbox';
import type { DecisionBody } from './kept/outbox.rules';
import { Mark } from './marks';
import { fieldTime, instantOf } from './port-time';
import { deskWords } from './words';

const DECISIONS = ['release', 'hold', 'exam', 'refuse'] as const;
const EXEMPTIONS = ['entry to follow', 'in-bond', 'section 321', 'domestic in transit', 'government'] as const;
const HELD = 'D03';

interface Fields {
  decision: (typeof DECISIONS)[number];
  bills: string[];
  pieces: Record<string, string>;
  entry: string;
  exemption: string;
  papers: string[];
  goods: string[];
  reason: string;
  overrideReason: string;
  terminal: string;
  officer: string;
  when: 'now' | 'earlier';
  earlier: string;
}

/** Checked values of boxes of one name come as a list, as one text, or as nothing. */
const listOf = (checked: unknown): string[] =>
  Array.isArray(checked) ? checked.map(String) : typeof checked === 'string' && checked !== '' ? [checked] : [];

export function DecideForm({ on, desk, isDrill }: { on: DecideOn; desk: AtDesk; isDrill: boolean }) {
  const say = useWords(deskWords);
  const zoneName = useZoneName();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const { waiting, sent } = useOutbox();
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [isKept, setKept] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const { officer, who, zone, picture } = desk;
  const { register, handleSubmit, watch, formState } = useForm<Fields>({
    defaultValues: {
      bills: on.bills.map(({ billKey }) => billKey),
      pieces: {},
      entry: on.entry ?? '',
      exemption: '',
      papers: [],
      goods: [],
      ...{ reason: '', overrideReason: '', terminal: '', officer: '', when: 'now' },
      earlier: fieldTime(new Date(), zone),
    },
  });
  const [decision, when, entry] = watch(['decision', 'when', 'entry']);
  const isHeld =
    on.holds.length > 0 ||
    (failure?.problem.errors ?? []).some(({ text, ...error }) => 'code' in error && error.code === HELD);
  useEffect(() => {
    if (failure || isKept) result.current?.focus();
  }, [failure, isKept]);
  if (officer.role === 'auditor' || officer.person === null)
    return <Notice kind="info" title={say(officer.role === 'auditor' ? 'auditorsLook' : 'keyOfNobody')} />;
  const mayDo = (one: Fields['decision']) => on.mayDo?.find((possible) => possible.decision === one);
  const barred = (one: Fields['decision']): string[] =>
    (mayDo(one)?.whyNot ?? []).filter(({ bySecondOfficer }) => !bySecondOfficer).map(({ text }) => text);
  const send = handleSubmit(async (fields) => {
    setFailure(null);
    try {
      const body = bodyOf(fields, on, {
        key: key.current,
        isDrill,
        isHeld,
        now: new Date(Date.now() + Math.min(0, picture.data?.clockAhead ?? 0)),
        zone,
      });
      const done = await decide(who, {
        body,
        reference: on.reference,
        typedAt: new Date().toISOString(),
        knownHolds: on.holds,
      });
      picture.again();
      if (done) void navigate({ to: `/desk/decisions/${done.controlNumber}` as never });
      else setKept(true);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      // What is sent next has another content.
      key.current = crypto.randomUUID();
      setFailure(error);
    }
  });
  const isWaiting = waiting.some(({ content }) => content.body.idempotencyKey === key.current);
  const taken = sent.find(({ key: one }) => one === key.current)?.decision;
  if (isKept)
    return (
      <div ref={result} tabIndex={-1}>
        {isWaiting && (
          <Notice kind="success" title={say('keptTitle')}>
            <p>{say('keptText')}</p>
            <p>{decision === 'release' ? say('keptRelease') : say('keptStop')}</p>
            <Link to="/desk">{say('nextCargo')}</Link>
          </Notice>
        )}
        {taken && (
          <Notice kind="success" title={say('sentNow', { number: taken.controlNumber })}>
            <Link to={`/desk/decisions/${taken.controlNumber}`}>{say('seeDecision')}</Link>
          </Notice>
        )}
      </div>
    );
  return (
    <section id="decide" aria-labelledby="decide-title">
      <h2 id="decide-title">{say('decide')}</h2>
      {!on.isCovered && (
        <Notice kind="warning" title={say('notCovered')}>
          <p>{say('notCoveredDo')}</p>
        </Notice>
      )}
      {on.mode === null ? (
        <p>{say('modeFirst')}</p>
      ) : (
        <form onSubmit={send} noValidate>
          <fieldset className="usa-fieldset pw-decide__kinds">
            <legend className="usa-legend">{say('whatDoYouDecide')}</legend>
            {DECISIONS.map((one) => (
              <div key={one}>
                <input
                  id={`decision-${one}`}
                  type="radio"
                  value={one}
                  className="usa-radio__input usa-radio__input--tile"
                  aria-describedby={`means-${one}`}
                  {...register('decision', { required: true })}
                />
                <label htmlFor={`decision-${one}`} className="usa-radio__label">
                  {say(`decision_${one}`)}
                  <span id={`means-${one}`} className="usa-radio__label-description">
                    {barred(one).length > 0 ? say('notNow', { why: barred(one).join(' ') }) : say(`means_${one}`)}
                  </span>
                </label>
              </div>
            ))}
            {formState.errors.decision && (
              <span className="usa-error-message" role="alert">
                {say('chooseOne')}
              </span>
            )}
          </fieldset>

          {on.bills.length > 0 && (
            <fieldset className="usa-fieldset">
              <legend className="usa-legend">{say('whichBills')}</legend>
              {on.bills.map(({ billKey }) => (
                <div key={billKey} className="pw-bill">
                  <div className="usa-checkbox">
                    <input
                      id={`bill-${billKey}`}
                      type="checkbox"
                      value={billKey}
                      className="usa-checkbox__input"
                      {...register('bills')}
                    />
                    <label htmlFor={`bill-${billKey}`} className="usa-checkbox__label">
                      {billKey}
                    </label>
                  </div>
                  <label htmlFor={`pieces-${billKey}`}>{say('pieces')}</label>
                  <input
                    id={`pieces-${billKey}`}
                    className="usa-input"
                    inputMode="numeric"
                    pattern="[0-9]*"
                    {...register(`pieces.${billKey}`)}
                  />
                </div>
              ))}
            </fieldset>
          )}

          <label className="usa-label" htmlFor="entry">
            {say('entryNumber')}
          </label>
          <input
            id="entry"
            className="usa-input"
            autoCapitalize="characters"
            autoComplete="off"
            {...register('entry')}
          />
          {entry.trim() === '' && (
            <>
              <label className="usa-label" htmlFor="exemption">
                {say('noEntryBecause')}
              </label>
              <select id="exemption" className="usa-select" {...register('exemption')}>
                <option value="">{say('chooseReason')}</option>
                {EXEMPTIONS.map((one) => (
                  <option key={one} value={one}>
                    {say(`exemption_${one}`)}
                  </option>
                ))}
              </select>
            </>
          )}

          {decision === 'release' && (
            <>
              {on.papers.length > 0 && (
                <fieldset className="usa-fieldset">
                  <legend className="usa-legend">{say('papersSeen')}</legend>
                  {[...on.papers]
                    .sort((a, b) => Number(b.isNeeded) - Number(a.isNeeded))
                    .map(({ id, name, isNeeded }) => (
                      <div key={id} className="usa-checkbox">
                        <input
                          id={`paper-${id}`}
                          type="checkbox"
                          value={id}
                          className="usa-checkbox__input"
                          {...register('papers')}
                        />
                        <label htmlFor={`paper-${id}`} className="usa-checkbox__label">
                          {name} {isNeeded && <strong>({say('needed')})</strong>}
                        </label>
                      </div>
                    ))}
                </fieldset>
              )}
              {on.excludedGoods.length > 0 && (
                <details className="pw-more">
                  <summary>{say('goodsFound')}</summary>
                  <p>{say('goodsFoundMeans')}</p>
                  {on.excludedGoods.map(({ id, text }) => (
                    <div key={id} className="usa-checkbox">
                      <input
                        id={`goods-${id}`}
                        type="checkbox"
                        value={id}
                        className="usa-checkbox__input"
                        {...register('goods')}
                      />
                      <label htmlFor={`goods-${id}`} className="usa-checkbox__label">
                        {text}
                      </label>
                    </div>
                  ))}
                </details>
              )}
              {isHeld && (
                <div className="pw-override">
                  <p>
                    <Mark kind="stop">{say('overrideTitle')}</Mark>
                  </p>
                  <p id="override-hint">{say('overrideMeans')}</p>
                  <label className="usa-label" htmlFor="override">
                    {say('overrideReason')}
                  </label>
                  <textarea
                    id="override"
                    className="usa-textarea pw-lines"
                    aria-describedby="override-hint"
                    maxLength={500}
                    {...register('overrideReason')}
                  />
                </div>
              )}
            </>
          )}
          {decision && decision !== 'release' && (
            <>
              <label className="usa-label" htmlFor="reason">
                {say('reason')}
              </label>
              <textarea
                id="reason"
                className="usa-textarea pw-lines"
                maxLength={500}
                aria-invalid={formState.errors.reason ? 'true' : 'false'}
                {...register('reason', { validate: (text) => text.trim() !== '' })}
              />
              {formState.errors.reason && (
                <span className="usa-error-message" role="alert">
                  {say('reasonNeeded')}
                </span>
              )}
            </>
          )}

          <details className="pw-more">
            <summary>{say('whenWhereWho')}</summary>
            <label className="usa-label" htmlFor="when">
              {say('decidedWhen')}
            </label>
            <select id="when" className="usa-select" {...register('when')}>
              <option value="now">{say('now')}</option>
              <option value="earlier">{say('earlier')}</option>
            </select>
            {when === 'earlier' && (
              <>
                <label className="usa-label" htmlFor="earlier">
                  {say('earlierAt', { zone: zoneName(zone) })}
                </label>
                <input id="earlier" type="datetime-local" className="usa-input" {...register('earlier')} />
              </>
            )}
            <label className="usa-label" htmlFor="terminal">
              {say('terminal')}
            </label>
            <input id="terminal" className="usa-input" maxLength={60} {...register('terminal')} />
            <label className="usa-label" htmlFor="officer">
              {say('whoDecided')}
            </label>
            <p className="usa-hint">{say('whoDecidedHint', { name: officer.person })}</p>
            <input id="officer" className="usa-input" maxLength={100} {...register('officer')} />
          </details>

          <div ref={result} tabIndex={-1}>
            {failure && <Failure failure={failure} />}
          </div>
          <p className="pw-decide__will">
            {decision === 'release' && isHeld
              ? say('willWait')
              : decision
                ? say(`will_${decision}`)
                : say('willNothing')}{' '}
            {isDrill && say('willDrill')}
          </p>
          <button type="submit" className="usa-button usa-button--big" disabled={formState.isSubmitting}>
            {decision === 'release' && isHeld ? say('askSecond') : decision ? say(`go_${decision}`) : say('goNothing')}
          </button>
        </form>
      )}
    </section>
  );
}

/** What is sent for what was typed. */
const bodyOf = (
  fields: Fields,
  on: DecideOn,
  { key, isDrill, isHeld, now, zone }: { key: string; isDrill: boolean; isHeld: boolean; now: Date; zone: string },
): DecisionBody => {
  const text = (typed: string): string | undefined => oneLine(typed) || undefined;
  const chosen = listOf(fields.bills);
  const entry = text(fields.entry)?.toUpperCase();
  const isRelease = fields.decision === 'release';
  const { scac, trip } = on.conveyance;
  const all: DecisionBody = {
    idempotencyKey: key,
    drill: isDrill,
    port: on.port,
    mode: on.mode!,
    terminal: text(fields.terminal),
    officer: text(fields.officer),
    conveyance: { ...(scac && { scac }), ...(trip && { trip }) },
    bills: on.bills
      .filter(({ billKey }) => chosen.includes(billKey))
      .map(({ billKey, issuerScac, number }) => {
        const quantity = Number(fields.pieces[billKey]);
        return { issuerScac, number, ...(quantity > 0 && { quantity }) };
      }),
    importerNumber: on.importerNumber ?? undefined,
    entry,
    exemption: entry ? undefined : text(fields.exemption),
    goods: isRelease ? listOf(fields.goods) : [],
    documentsSeen: isRelease ? listOf(fields.papers).map((code) => ({ code })) : [],
    decision: fields.decision,
    reason: isRelease ? undefined : text(fields.reason),
    decidedAt: fields.when === 'now' ? now.toISOString() : instantOf(fields.earlier, zone),
    ...(isRelease && isHeld && text(fields.overrideReason) && { override: { reason: text(fields.overrideReason)! } }),
  };
  return JSON.parse(JSON.stringify(all)) as DecisionBody;
};
