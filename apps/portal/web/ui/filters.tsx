import { type ReactNode, useId } from 'react';

/** What narrows the list below it, beside each other; each takes effect as it is filled in. */
export function Filters({ children }: { children: ReactNode }) {
  return <search className="pw-filters">{children}</search>;
}

interface Filter {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Words or a number by which the list is searched. */
export function TypedFilter({
  label,
  hint,
  value,
  onChange,
  isNumber = false,
  longest,
}: Filter & { readonly hint?: string; readonly isNumber?: boolean; readonly longest?: number }) {
  const id = useId();
  return (
    <div>
      <label className="usa-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className="usa-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        className="usa-input"
        type="text"
        inputMode={isNumber ? 'numeric' : undefined}
        enterKeyHint="search"
        autoComplete="off"
        maxLength={longest}
        aria-describedby={hint && `${id}-hint`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

/** One of several kinds of things, or all. */
export function ChosenFilter({
  label,
  all,
  options,
  value,
  onChange,
}: Filter & {
  /** What stands where nothing is chosen. */
  readonly all: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}) {
  const id = useId();
  return (
    <div>
      <label className="usa-label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="usa-select" value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{all}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.text}
          </option>
        ))}
      </select>
    </div>
  );
}
