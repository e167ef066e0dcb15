import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { call, CallFailed } from '../../api/call';
import { Failure } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { MODES, modeWord } from '../status/names';
import { PortChoice } from '../status/port-choice';
import { statusWords } from '../status/words';
import { Frame } from './frame';
import { MODULES, useScopeText } from './scope-text';
import { operationsWords } from './words';

const GATES = [
  { module: 'manifest', direction: 'inbound' },
  { module: 'manifest', direction: 'outbound' },
  { module: 'entry', direction: 'inbound' },
  { module: 'entry', direction: 'outbound' },
] as const;

interface Wish {
  modules: (typeof MODULES)[number][];
  modes: (typeof MODES)[number][];
  ports: string[];
  gates: string[];
  hours: string;
  paymentDays: string;
  otherDays: string;
  reason: string;
  earlyReason: string;
  drill: boolean;
}

const HOUR_MS = 3_600_000;

/** Declares a downtime: for what, for how long, why; and says what will happen before it does. */
export default function DeclarePage() {
  const say = useWords(operationsWords);
  const sayStatus = useWords(statusWords);
  const name = usePartNames();
  const scopeText = useScopeText();
  const go = useNavigate();
  const key = useRef(crypto.randomUUID());
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const { register, control, handleSubmit, watch, formState } = useForm<Wish>({
    defaultValues: {
      modules: [],
      modes: [],
      ports: [],
      gates: [],
      hours: '',
      paymentDays: '0',
      otherDays: '0',
      reason: '',
      earlyReason: '',
      drill: false,
    },
  });
  const { errors, isSubmitting } = formState;
  const { modules, modes, ports, gates, drill } = watch();
  const send = async (wish: Wish): Promise<void> => {
    setFailure(null);
    try {
      const { downtime } = await call('port', 'POST /downtime/downtimes', {
        idempotencyKey: key.current,
        body: {
          drill: wish.drill,
          incidentNumber: null,
          confirmed: {
            functions: [],
            modules: wish.modules,
            channels: [],
            directions: [],
            modes: wish.modes,
            ports: wish.ports,
            portGroups: [],
            users: [],
            environment: 'production',
          },
          possible: null,
          filer: null,
          from: null,
          expectedEnd: wish.hours ? new Date(Date.now() + Number(wish.hours) * HOUR_MS).toISOString() : null,
          reviewAt: null,
          procedure: null,
          gateOrders: GATES.filter(({ module, direction }) => wish.gates.includes(`${module}_${direction}`)),
          treatments: [],
          relief: {
            paymentBusinessDays: Number(wish.paymentDays),
            otherBusinessDays: Number(wish.otherDays),
          },
          reason: wish.reason.trim(),
          earlyReason: wish.earlyReason.trim() || null,
          audience: [],
          officer: null,
        },
      });
      await go({ to: `/operations/downtimes/${downtime.number}` as never });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
      key.current = crypto.randomUUID();
    }
  };
  return (
    <Frame title={say('declareTitle')} lead={say('declareLead')}>
      <form className="usa-form pw-declare" noValidate onSubmit={handleSubmit(send)}>
        <div>
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say('whichFunctions')}</legend>
            {errors.modules && <p className="usa-error-message">{errors.modules.message}</p>}
            {MODULES.map((one) => (
              <div className="usa-checkbox" key={one}>
                <input
                  className="usa-checkbox__input"
                  type="checkbox"
                  id={`module-${one}`}
                  value={one}
                  {...register('modules', { validate: (chosen) => chosen.length > 0 || say('needFunctions') })}
                />
                <label className="usa-checkbox__label" htmlFor={`module-${one}`}>
                  {name(one)}
                </label>
              </div>
            ))}
          </fieldset>
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say('whichModes')}</legend>
            <p className="usa-hint">{say('noneIsAll')}</p>
            {MODES.map((one) => (
              <div className="usa-checkbox" key={one}>
                <input
                  className="usa-checkbox__input"
                  type="checkbox"
                  id={`mode-${one}`}
                  value={one}
                  {...register('modes')}
                />
                <label className="usa-checkbox__label" htmlFor={`mode-${one}`}>
                  {sayStatus(modeWord(one))}
                </label>
              </div>
            ))}
          </fieldset>
          <Controller
            control={control}
            name="ports"
            render={({ field }) => (
              <PortChoice chosen={field.value} onChange={field.onChange} legend={say('whichPorts')} />
            )}
          />
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say('whichGates')}</legend>
            <p className="usa-hint">{say('whichGatesHint')}</p>
            {GATES.map(({ module, direction }) => (
              <div className="usa-checkbox" key={`${module}_${direction}`}>
                <input
                  className="usa-checkbox__input"
                  type="checkbox"
                  id={`gate-${module}-${direction}`}
                  value={`${module}_${direction}`}
                  {...register('gates')}
                />
                <label className="usa-checkbox__label" htmlFor={`gate-${module}-${direction}`}>
                  {say(`gate_${module}_${direction}`)}
                </label>
              </div>
            ))}
          </fieldset>
          <label className="usa-label" htmlFor="hours">
            {say('hoursFromNow')}
          </label>
          <p className="usa-hint" id="hours-hint">
            {say('hoursHint')}
          </p>
          <input
            className="usa-input"
            id="hours"
            type="number"
            min="1"
            max="240"
            aria-describedby="hours-hint"
            {...register('hours')}
          />
          <label className="usa-label" htmlFor="payment-days">
            {say('paymentDays')}
          </label>
          <input className="usa-input" id="payment-days" type="number" min="0" max="30" {...register('paymentDays')} />
          <label className="usa-label" htmlFor="other-days">
            {say('otherDays')}
          </label>
          <input className="usa-input" id="other-days" type="number" min="0" max="30" {...register('otherDays')} />
          <label className="usa-label" htmlFor="reason">
            {say('why')}
          </label>
          <p className="usa-hint" id="reason-hint">
            {say('declareWhyHint')}
          </p>
          {errors.reason && (
            <p className="usa-error-message" id="reason-error">
              {errors.reason.message}
            </p>
          )}
          <input
            className="usa-input"
            id="reason"
            maxLength={500}
            autoComplete="off"
            aria-invalid={Boolean(errors.reason)}
            aria-describedby={errors.reason ? 'reason-hint reason-error' : 'reason-hint'}
            {...register('reason', { validate: (text) => text.trim().length >= 3 || say('needWhy') })}
          />
          <label className="usa-label" htmlFor="early">
            {say('earlyWhy')}
          </label>
          <p className="usa-hint" id="early-hint">
            {say('earlyHint')}
          </p>
          <input
            className="usa-input"
            id="early"
            maxLength={500}
            autoComplete="off"
            aria-describedby="early-hint"
            {...register('earlyReason')}
          />
          <div className="usa-checkbox">
            <input className="usa-checkbox__input" type="checkbox" id="drill" {...register('drill')} />
            <label className="usa-checkbox__label" htmlFor="drill">
              {say('isDrill')}
            </label>
          </div>
        </div>
        <div className="pw-declare__send">
          <Notice kind={drill ? 'info' : 'warning'} title={say('willHappen')}>
            <p>{scopeText({ modules, modes, ports }, ports.length === 0)}</p>
            <p>{say(drill ? 'willDrill' : ports.length === 0 ? 'willNational' : 'willPorts')}</p>
            {gates.length > 0 && !drill && <p>{say('willStop')}</p>}
          </Notice>
          {failure && <Failure failure={failure} />}
          <button type="submit" className="usa-button usa-button--secondary" disabled={isSubmitting}>
            {isSubmitting ? say('sending') : say(drill ? 'declareDrill' : 'declare')}
          </button>
        </div>
      </form>
    </Frame>
  );
}
