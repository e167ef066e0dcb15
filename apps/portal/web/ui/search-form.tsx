import { type FormEvent, type ReactNode, useId } from 'react';
import { ordering } from '../words/ordering';
import { useWords } from '../words/language';

/** A form by which something is looked for. */
export function SearchForm({
  className,
  onSubmit,
  children,
}: {
  className: string;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
}) {
  return (
    <search>
      <form className={className} onSubmit={onSubmit}>
        {children}
      </form>
    </search>
  );
}

/** What may be said of the thing that is looked for. */
export function SearchField({
  label,
  hint,
  name,
  type = 'text',
  options,
  first,
}: {
  label: string;
  name: string;
  hint?: string;
  type?: 'text' | 'date' | 'choice';
  /** Of a choice. */
  options?: readonly { readonly value: string; readonly text: string }[];
  first?: string;
}) {
  const say = useWords(ordering);
  const id = useId();
  const shared = { id, name, defaultValue: first, 'aria-describedby': hint ? `${id}-hint` : undefined };
  return (
    <div className="usa-form-group">
      <label className="usa-label" htmlFor={id}>
        {label} <span className="usa-hint">{say('optional')}</span>
      </label>
      {hint && (
        <p className="usa-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {options ? (
        <select className="usa-select" {...shared}>
          {options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input className="usa-input" type={type} enterKeyHint="search" autoComplete="off" {...shared} />
      )}
    </div>
  );
}
