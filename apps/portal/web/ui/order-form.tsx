import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react';
import { CallFailed } from '../api/call';
import { ordering } from '../words/ordering';
import { useWords } from '../words/language';
import { Failure } from './known';
import { Notice } from './notice';

/** One thing that an order asks for. */
export interface Field<N extends string = string> {
  readonly name: N;
  readonly label: string;
  /**
   * Of `several` the chosen values come as one text, a line each: `linesOf`. A `paragraph` has room for much and is one line of text to the module: where somebody begins a new line in it, a
   * blank stands at once.
   */
  readonly kind?:
    | 'text'
    | 'area'
    | 'paragraph'
    | 'date'
    | 'instant'
    | 'email'
    | 'url'
    | 'password'
    | 'money'
    | 'number'
    | 'choice'
    | 'several'
    | 'tick';
  readonly hint?: string;
  /** It may be left empty. */
  readonly optional?: boolean;
  /** Characters: at least, at most. */
  readonly least?: number;
  readonly most?: number;
  /** Of a choice, and of `several`. */
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  readonly first?: string;
  /** For the browser's memory, `current-password`; nothing where it is left out. */
  readonly autoComplete?: string;
  /** Whether it is asked for, by what was filled in until now; always where it is left out. */
  readonly when?: (filled: Readonly<Record<string, string>>) => boolean;
}

/** Values of a field of kind `several`. */
export const linesOf = (text: string): string[] => text.split('\n').filter(Boolean);
/** What was typed into one field as a list, divided by commas or blanks. */
export const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
/** Options whose texts are told by a function of their values. */
export const optionsOf = <V extends string>(values: readonly V[], text: (value: V) => string) =>
  values.map((value) => ({ value, text: text(value) }));

/**
 * An order to a module: a button that opens what it asks for, says what will happen, and shows what came of it. What was typed stays when it is refused.
 * Ids and keys that make it happen once are made when it is opened and given to `send`.
 */
export function OrderForm<N extends string, A>({
  title,
  explain,
  fields = [],
  submit,
  send,
  done,
  isSaidAbove = false,
  isGrave = false,
  isOpen: opensAtOnce = false,
  children,
}: {
  title: string;
  /** What will happen. */
  explain?: ReactNode;
  fields?: readonly Field<N>[];
  submit?: string;
  /** @throws CallFailed */
  send: (filled: Record<N, string>, once: string) => Promise<A>;
  /** Said when it was done. */
  done: string | ((answer: A) => ReactNode);
  /** Said above what the page shows (`Results`), where the form goes away with what was ordered. */
  isSaidAbove?: boolean;
  /** It cannot be taken back. */
  isGrave?: boolean;
  isOpen?: boolean;
  /** What it asks besides, before its fields. */
  children?: ReactNode;
}) {
  const say = useWords(ordering);
  const sayAbove = useContext(Above);
  const id = useId();
  const [isOpen, setOpen] = useState(opensAtOnce);
  const [once, setOnce] = useState(() => crypto.randomUUID());
  const [filled, setFilled] = useState<Record<string, string>>({});
  const [isSending, setSending] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [said, setSaid] = useState<ReactNode>(null);
  const form = useRef<HTMLFormElement>(null);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said || failure) result.current?.focus();
  }, [said, failure]);

  const textOf = ({ name, first = '' }: Field<N>): string => filled[name] ?? first;
  const values = Object.fromEntries(fields.map((field) => [field.name, textOf(field)])) as Record<N, string>;
  const asked = fields.filter(({ when }) => !when || when(values));
  const open = (): void => {
    setOpen(!isOpen);
    setSaid(null);
    setOnce(crypto.randomUUID());
    if (!isOpen)
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('input,select,textarea,button')?.focus());
  };
  const faultOf = ({ name, kind, optional, least = 1 }: Field<N>, text: string): string | null => {
    if (kind === 'tick' || kind === 'several') return null;
    const typed = document.getElementById(`${id}-${name}`) as HTMLInputElement | null;
    if (typed?.validity.badInput || typed?.validity.typeMismatch) return say('mistyped');
    if (text === '') return optional ? null : say('missing');
    return text.length < least ? say('tooShort', { count: least }) : null;
  };
  const order = async (): Promise<void> => {
    if (isSending) return;
    const told = Object.fromEntries(
      fields.map((field) => [field.name, asked.includes(field) ? textOf(field).trim() : '']),
    ) as Record<N, string>;
    const wrong = asked.flatMap((field) => {
      const fault = faultOf(field, told[field.name]);
      return fault === null ? [] : [[field.name, fault] as const];
    });
    setFaults(Object.fromEntries(wrong));
    if (wrong[0]) {
      document.getElementById(`${id}-${wrong[0][0]}`)?.focus();
      return;
    }
    setSending(true);
    setFailure(null);
    setSaid(null);
    try {
      const answer = await send(told, once);
      setFilled({});
      setOnce(crypto.randomUUID());
      setOpen(opensAtOnce);
      (isSaidAbove ? sayAbove : setSaid)(typeof done === 'string' ? done : done(answer));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <div className="pw-order">
      {!opensAtOnce && (
        <button
          type="button"
          className="usa-button usa-button--outline"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={open}
        >
          {title}
        </button>
      )}
      <div ref={result} tabIndex={-1} className="pw-order__result">
        {said && <Success>{said}</Success>}
        {failure && isOpen && <Failure failure={failure} />}
      </div>
      {isOpen && (
        <form
          id={id}
          ref={form}
          className="usa-form pw-order__form"
          noValidate
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault();
            void order();
          }}
        >
          {explain && <div className={isGrave ? 'pw-order__grave' : 'pw-order__explain'}>{explain}</div>}
          {children}
          {asked.map((field) => (
            <OneField
              key={field.name}
              field={field}
              id={`${id}-${field.name}`}
              value={textOf(field)}
              fault={faults[field.name] ?? null}
              onChange={(value) => {
                setFilled((before) => ({ ...before, [field.name]: value }));
                setFaults(({ [field.name]: _mended, ...left }) => left);
              }}
            />
          ))}
          <p className="pw-order__buttons">
            <button
              type="submit"
              className={isGrave ? 'usa-button usa-button--secondary' : 'usa-button'}
              aria-disabled={isSending}
            >
              {isSending ? say('sending') : (submit ?? title)}
            </button>
            {!opensAtOnce && (
              <button type="button" className="usa-button usa-button--unstyled" onClick={() => setOpen(false)}>
                {say('notNow')}
              </button>
            )}
          </p>
        </form>
      )}
    </div>
  );
}

/** An order that asks for nothing: one press, and what came of it. */
export function OrderButton({ title, done, send }: { title: string; done: string; send: () => Promise<unknown> }) {
  const say = useWords(ordering);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [isDone, setDone] = useState(false);
  const order = async (): Promise<void> => {
    setSending(true);
    setFailure(null);
    setDone(false);
    try {
      await send();
      setDone(true);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="pw-order">
      <button type="button" className="usa-button" disabled={isSending} onClick={() => void order()}>
        {isSending ? say('sending') : title}
      </button>
      {isDone && <Notice kind="success" title={done} />}
      {failure && <Failure failure={failure} />}
    </div>
  );
}

function Success({ children }: { children: ReactNode }) {
  const say = useWords(ordering);
  return typeof children === 'string' ? (
    <Notice kind="success" title={children} />
  ) : (
    <Notice kind="success" title={say('done')}>
      {children}
    </Notice>
  );
}

/** What came of an order whose form is gone; takes the focus, so that who works by ear or by keyboard is there. */
export function Result({ children }: { children: ReactNode }) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (children) at.current?.focus();
  }, [children]);
  return (
    <div ref={at} tabIndex={-1} className="pw-order__result">
      <Success>{children}</Success>
    </div>
  );
}

const Above = createContext<(said: ReactNode) => void>(() => undefined);

/** What a page shows, with the place above it where the results of orders are said whose forms go away. */
export function Results({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<ReactNode>(null);
  return (
    <Above value={setSaid}>
      {said && <Result>{said}</Result>}
      {children}
    </Above>
  );
}

const TYPES = { date: 'date', instant: 'datetime-local', email: 'email', url: 'url', password: 'password' } as const;
const KEYS = { money: 'decimal', number: 'numeric' } as const;

function OneField({ field, id, value, fault, onChange }: OneFieldOf) {
  const { kind = 'text', label, hint, optional, most, options = [], first, autoComplete = 'off' } = field;
  const say = useWords(ordering);
  if (kind === 'tick')
    return <Tick id={id} label={label} isTicked={value === 'yes'} onChange={(is) => onChange(is ? 'yes' : '')} />;
  if (kind === 'several') return <Several field={field} id={id} value={value} onChange={onChange} />;
  const told = [hint && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    value,
    maxLength: most,
    'aria-describedby': told,
    'aria-invalid': fault !== null,
    'aria-required': !optional,
    onChange: ({ target }: { target: { value: string } }) =>
      onChange(kind === 'paragraph' ? target.value.replace(/[\r\n\t]+/g, ' ') : target.value),
  };
  return (
    <div className={fault ? 'usa-form-group usa-form-group--error' : 'usa-form-group'}>
      <label className="usa-label" htmlFor={id}>
        {label} {optional && <span className="usa-hint">{say('optional')}</span>}
      </label>
      {hint && (
        <p className="usa-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="usa-error-message" id={`${id}-error`}>
          {fault}
        </p>
      )}
      {kind === 'area' || kind === 'paragraph' ? (
        <textarea className="usa-textarea" rows={4} {...common} />
      ) : kind === 'choice' ? (
        <select className="usa-select" {...common}>
          {!first && <option value="">{say('choose')}</option>}
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.text}
            </option>
          ))}
        </select>
      ) : (
        <input
          className="usa-input"
          type={TYPES[kind as keyof typeof TYPES] ?? 'text'}
          inputMode={KEYS[kind as keyof typeof KEYS]}
          autoComplete={autoComplete}
          {...common}
        />
      )}
    </div>
  );
}

interface OneFieldOf {
  readonly field: Field;
  readonly id: string;
  readonly value: string;
  readonly fault: string | null;
  readonly onChange: (value: string) => void;
}

function Several({ field: { label, hint, options = [] }, id, value, onChange }: Omit<OneFieldOf, 'fault'>) {
  const chosen = linesOf(value);
  return (
    <fieldset className="usa-fieldset usa-form-group" aria-describedby={hint && `${id}-hint`}>
      <legend className="usa-legend">{label}</legend>
      {hint && (
        <p className="usa-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="pw-order__several">
        {options.map((one) => (
          <Tick
            key={one.value}
            id={`${id}-${one.value}`}
            label={one.text}
            isTicked={chosen.includes(one.value)}
            onChange={(is) =>
              onChange((is ? [...chosen, one.value] : chosen.filter((other) => other !== one.value)).join('\n'))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function Tick({
  id,
  label,
  isTicked,
  onChange,
}: {
  id: string;
  label: string;
  isTicked: boolean;
  onChange: (is: boolean) => void;
}) {
  return (
    <div className="usa-checkbox">
      <input
        className="usa-checkbox__input"
        type="checkbox"
        id={id}
        checked={isTicked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label className="usa-checkbox__label" htmlFor={id}>
        {label}
      </label>
    </div>
  );
}
