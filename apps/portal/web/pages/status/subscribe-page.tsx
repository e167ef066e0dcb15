import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { call, CallFailed } from '../../api/call';
import type { AskedSubscription } from '../../api/status';
import { Failure } from '../../ui/known';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { FUNCTIONS, MODES, modeWord } from './names';
import { PortChoice } from './port-choice';
import { statusWords } from './words';
import './status.scss';

interface Wish {
  kind: 'e-mail' | 'webhook';
  address: string;
  url: string;
  modules: (typeof FUNCTIONS)[number][];
  modes: (typeof MODES)[number][];
  ports: string[];
  drills: boolean;
}

/** Asks to be told of changes, by e-mail or webhook: of what, how and where. */
export default function SubscribePage() {
  const say = useWords(statusWords);
  const name = usePartNames();
  const [asked, setAsked] = useState<AskedSubscription | null>(null);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const { register, control, handleSubmit, watch, formState } = useForm<Wish>({
    defaultValues: { kind: 'e-mail', address: '', url: '', modules: [], modes: [], ports: [], drills: false },
  });
  const kind = watch('kind');
  const { errors, isSubmitting } = formState;
  const send = async ({ address, url, ...wish }: Wish): Promise<void> => {
    setFailure(null);
    const to = wish.kind === 'e-mail' ? { address: address.trim() } : { url: url.trim() };
    try {
      setAsked(await call('status', 'POST /status/subscriptions', { body: { ...wish, ...to } }));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    }
  };
  if (asked) return <Asked asked={asked} />;
  return (
    <>
      <PageTitle lead={say('subscribeLead')}>{say('subscribeTitle')}</PageTitle>
      <p>
        <Link to="/status">{say('back')}</Link>
      </p>
      {failure && <Failure failure={failure} />}
      <form className="usa-form" noValidate onSubmit={handleSubmit(send)}>
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{say('how')}</legend>
          {(['e-mail', 'webhook'] as const).map((one) => (
            <div className="usa-radio" key={one}>
              <input className="usa-radio__input" type="radio" id={`kind-${one}`} value={one} {...register('kind')} />
              <label className="usa-radio__label" htmlFor={`kind-${one}`}>
                {say(one === 'e-mail' ? 'byEmail' : 'byWebhook')}
              </label>
            </div>
          ))}
        </fieldset>
        {kind === 'e-mail' ? (
          <div className="usa-form-group">
            <label className="usa-label" htmlFor="address">
              {say('address')}
            </label>
            {errors.address && (
              <p className="usa-error-message" id="address-error">
                {errors.address.message}
              </p>
            )}
            <input
              className="usa-input"
              id="address"
              type="email"
              autoComplete="email"
              aria-invalid={Boolean(errors.address)}
              aria-describedby={errors.address ? 'address-error' : undefined}
              {...register('address', {
                pattern: { value: /^\S+@\S+$/, message: say('needAddress') },
                required: say('needAddress'),
              })}
            />
          </div>
        ) : (
          <div className="usa-form-group">
            <label className="usa-label" htmlFor="url">
              {say('url')}
            </label>
            <p className="usa-hint" id="url-hint">
              {say('urlHint')}
            </p>
            {errors.url && (
              <p className="usa-error-message" id="url-error">
                {errors.url.message}
              </p>
            )}
            <input
              className="usa-input"
              id="url"
              type="url"
              aria-invalid={Boolean(errors.url)}
              aria-describedby={errors.url ? 'url-hint url-error' : 'url-hint'}
              {...register('url', {
                pattern: { value: /^https?:\/\/\S+$/, message: say('needUrl') },
                required: say('needUrl'),
              })}
            />
          </div>
        )}
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{say('aboutFunctions')}</legend>
          {FUNCTIONS.map((one) => (
            <div className="usa-checkbox" key={one}>
              <input
                className="usa-checkbox__input"
                type="checkbox"
                id={`function-${one}`}
                value={one}
                {...register('modules')}
              />
              <label className="usa-checkbox__label" htmlFor={`function-${one}`}>
                {name(one)}
              </label>
            </div>
          ))}
        </fieldset>
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{say('aboutModes')}</legend>
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
                {say(modeWord(one))}
              </label>
            </div>
          ))}
        </fieldset>
        <Controller
          control={control}
          name="ports"
          render={({ field }) => <PortChoice chosen={field.value} onChange={field.onChange} />}
        />
        <div className="usa-checkbox">
          <input className="usa-checkbox__input" type="checkbox" id="drills" {...register('drills')} />
          <label className="usa-checkbox__label" htmlFor="drills">
            {say('drills')}
          </label>
        </div>
        <button type="submit" className="usa-button" disabled={isSubmitting}>
          {say(isSubmitting ? 'sending' : 'send')}
        </button>
      </form>
    </>
  );
}

function Asked({ asked }: { asked: AskedSubscription }) {
  const say = useWords(statusWords);
  const { kind, address = '', secret, token } = asked;
  return (
    <>
      <PageTitle>{say('subscribeTitle')}</PageTitle>
      <Notice kind="success" title={kind === 'e-mail' ? say('askedEmail', { address }) : say('askedWebhook')}>
        {secret && (
          <dl className="pw-facts">
            <dt>{say('secret')}</dt>
            <dd>
              <code>{secret}</code>
            </dd>
            {token && (
              <>
                <dt>{say('token')}</dt>
                <dd>
                  <code>{token}</code>
                </dd>
              </>
            )}
          </dl>
        )}
      </Notice>
      <p>
        <Link to="/status">{say('back')}</Link>
      </p>
    </>
  );
}
