import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { call, CallFailed } from '../../api/call';
import { useKnown, useKnownBy } from '../../api/known';
import type { AnswerOf, Asked } from '../../api/modules';
import { Failure, Known } from '../../ui/known';
import { Result } from '../../ui/order-form';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { usePartNames } from '../../words/part-names';
import { PortChoice } from '../status/port-choice';
import { Frame } from './frame';
import { MODULES } from './scope-text';
import { operationsWords } from './words';

type Announcement = Asked<'port', 'POST /downtime/notices'>['body'];
type Kind = Announcement['statement']['kind'];

const KINDS = [
  ['planned maintenance', 'kind_planned'],
  ['emergency maintenance', 'kind_emergency'],
  ['planned deployment', 'kind_deployment'],
  ['edit change', 'kind_edit'],
  ['documents', 'kind_documents'],
  ['deadline relief', 'kind_relief'],
] as const satisfies readonly (readonly [Kind, string])[];
const AUDIENCE = [
  ['ABI', 'to_abi'],
  ['portal accounts', 'to_accounts'],
  ['truck carriers', 'to_truck'],
  ['rail carriers', 'to_rail'],
  ['ocean carriers', 'to_ocean'],
  ['air carriers', 'to_air'],
  ['ports', 'to_ports'],
  ['partner agencies', 'to_agencies'],
] as const satisfies readonly (readonly [Announcement['audience'][number], string])[];
const SHOWN = 20;
/** Nobody who types waits for the preview. */
const AFTER_TYPING_MS = 400;

/** Notices: one is written beside the text that everybody will get, and then issued. */
export default function NoticesPage() {
  const say = useWords(operationsWords);
  const [result, setResult] = useState('');
  const notices = useKnown('port', 'GET /downtime/notices', { query: { limit: SHOWN, drills: 'true' } });
  return (
    <Frame title={say('noticesTitle')} lead={say('noticesLead')}>
      {result && <Result>{result}</Result>}
      <Composer
        issued={(number) => {
          setResult(say('issued', { number }));
          notices.again();
        }}
      />
      <section aria-labelledby="issued">
        <h2 id="issued">{say('issuedTitle')}</h2>
        <Known of={notices} isEmpty={(told) => told.notices.length === 0} empty={say('noNotices')}>
          {(told) => (
            <ul className="pw-past">
              {told.notices.map(({ number, title, issuedAt, issuedBy }) => (
                <li key={number}>
                  <a className="usa-link" href={`/api/status/status/notices/${encodeURIComponent(number)}`} lang="en">
                    {title}
                  </a>{' '}
                  ({number}), <When at={issuedAt} />, {issuedBy.officer}
                </li>
              ))}
            </ul>
          )}
        </Known>
      </section>
    </Frame>
  );
}

function Composer({ issued }: { issued: (number: string) => void }) {
  const say = useWords(operationsWords);
  const name = usePartNames();
  const id = useId();
  const key = useRef(crypto.randomUUID());
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<Kind>('planned maintenance');
  const [audience, setAudience] = useState<Announcement['audience'][number][]>([]);
  const [ports, setPorts] = useState<string[]>([]);
  const [modules, setModules] = useState<string[]>([]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [drill, setDrill] = useState(false);
  const [isShort, setShort] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  // The port service fills in what is left out.
  const body = {
    drill,
    title: title.trim(),
    audience,
    statement: {
      kind,
      stage: kind === 'edit change' ? 'in force' : 'expected',
      confirmed: { modules, ports },
      windows: from === '' && to === '' ? [] : [{ from: eastern(from), to: eastern(to) }],
    },
  } as unknown as Announcement;
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFailure(null);
    setShort(body.title === '');
    if (body.title === '') return document.getElementById(`${id}-title`)?.focus();
    setSending(true);
    try {
      const { number } = await call('port', 'POST /downtime/notices', { body, idempotencyKey: key.current });
      setTitle('');
      issued(number);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      key.current = crypto.randomUUID();
      setSending(false);
    }
  };
  return (
    <section aria-labelledby="compose">
      <h2 id="compose">{say('composeTitle')}</h2>
      <div className="pw-two">
        <form className="usa-form" noValidate onSubmit={(event) => void send(event)}>
          <label className="usa-label" htmlFor={`${id}-title`}>
            {say('noticeTitle')}
          </label>
          <p className="usa-hint" id={`${id}-hint`}>
            {say('noticeTitleHint')}
          </p>
          {isShort && (
            <p className="usa-error-message" id={`${id}-error`}>
              {say('needTitle')}
            </p>
          )}
          <input
            className="usa-input"
            id={`${id}-title`}
            maxLength={150}
            autoComplete="off"
            aria-invalid={isShort}
            aria-describedby={isShort ? `${id}-hint ${id}-error` : `${id}-hint`}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
          <label className="usa-label" htmlFor={`${id}-kind`}>
            {say('noticeKind')}
          </label>
          <select
            className="usa-select"
            id={`${id}-kind`}
            value={kind}
            onChange={({ target }) => setKind(target.value as Kind)}
          >
            {KINDS.map(([one, name]) => (
              <option key={one} value={one}>
                {say(name)}
              </option>
            ))}
          </select>
          {(
            [
              ['from', from, setFrom],
              ['to', to, setTo],
            ] as const
          ).map(([which, value, set]) => (
            <div key={which}>
              <label className="usa-label" htmlFor={`${id}-${which}`}>
                {say(which === 'from' ? 'noticeFrom' : 'noticeUntil')}
              </label>
              <input
                className="usa-input"
                id={`${id}-${which}`}
                type="datetime-local"
                value={value}
                onChange={({ target }) => set(target.value)}
              />
            </div>
          ))}
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say('noticeFunctions')}</legend>
            {MODULES.map((one) => (
              <div className="usa-checkbox" key={one}>
                <input
                  className="usa-checkbox__input"
                  type="checkbox"
                  id={`${id}-${one}`}
                  checked={modules.includes(one)}
                  onChange={({ target }) =>
                    setModules(target.checked ? [...modules, one] : modules.filter((other) => other !== one))
                  }
                />
                <label className="usa-checkbox__label" htmlFor={`${id}-${one}`}>
                  {name(one)}
                </label>
              </div>
            ))}
          </fieldset>
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say('noticeTo')}</legend>
            <p className="usa-hint">{say('noneIsEverybody')}</p>
            {AUDIENCE.map(([one, word]) => (
              <div className="usa-checkbox" key={one}>
                <input
                  className="usa-checkbox__input"
                  type="checkbox"
                  id={`${id}-${word}`}
                  checked={audience.includes(one)}
                  onChange={({ target }) =>
                    setAudience(target.checked ? [...audience, one] : audience.filter((other) => other !== one))
                  }
                />
                <label className="usa-checkbox__label" htmlFor={`${id}-${word}`}>
                  {say(word)}
                </label>
              </div>
            ))}
          </fieldset>
          <PortChoice chosen={ports} onChange={setPorts} legend={say('whichPorts')} />
          <div className="usa-checkbox">
            <input
              className="usa-checkbox__input"
              type="checkbox"
              id={`${id}-drill`}
              checked={drill}
              onChange={({ target }) => setDrill(target.checked)}
            />
            <label className="usa-checkbox__label" htmlFor={`${id}-drill`}>
              {say('isDrill')}
            </label>
          </div>
          <p>{say('issueSays')}</p>
          {failure && <Failure failure={failure} />}
          <button type="submit" className="usa-button usa-button--secondary" disabled={isSending}>
            {say(isSending ? 'sending' : 'issue')}
          </button>
        </form>
        <Preview body={body} />
      </div>
    </section>
  );
}

function Preview({ body }: { body: Announcement }) {
  const say = useWords(operationsWords);
  const wanted = useLater(body.title === '' ? '' : JSON.stringify(body));
  const preview = useKnownBy(
    ['notice preview', wanted],
    (signal) =>
      call('port', 'POST /downtime/notices/preview', { body: JSON.parse(wanted), signal }) as Promise<
        AnswerOf<'port', 'POST /downtime/notices/preview'>
      >,
    { when: wanted !== '', every: 0 },
  );
  return (
    <section aria-labelledby="preview">
      <h3 id="preview">{say('previewTitle')}</h3>
      {wanted === '' ? (
        <p className="pw-empty">{say('previewEmpty')}</p>
      ) : (
        <Known of={preview} rows={6}>
          {({ text }) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long notice is scrolled by keyboard
            <pre className="pw-preview" lang="en" tabIndex={0}>
              {text}
            </pre>
          )}
        </Known>
      )}
    </section>
  );
}

/** A value once it has not changed for a moment. */
function useLater(value: string): string {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), AFTER_TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}

const MINUTE_OF = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;

/** A day and a minute as they were typed, on the Eastern clock. */
const eastern = (typed: string): object | null => {
  const [, date, clock] = MINUTE_OF.exec(typed) ?? [];
  return date && clock ? { date, clock, zone: 'ET' } : null;
};
