import { createContext, useContext, useId, useState } from 'react';
import { type FieldValues, useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { Said } from '../../ui/said';
import { useWords } from '../../words/language';
import { remedyWords } from '../../words/remedies';
import { isPortField, PORT_CODES, portName } from './checks';
import type { Remark } from './drafts';
import { fieldWords, type FieldName, isNamed } from './field-words';
import { firstBelow, placeOf } from './kinds';
import { faultOf, isLeaf, isMoney, type Schema, type Typed } from './schema';
import { filingWords } from './words';

interface FormShape {
  readonly first: readonly string[];
  /** What was said of places when it was sent, by path. */
  readonly remarks: ReadonlyMap<string, Remark>;
}
export const FormOf = createContext<FormShape>({ first: [], remarks: new Map() });

/** The fields of one object: those asked first, those that have a value, and all others on demand. */
export function ObjectFields({ schema, path }: { schema: Schema; path: string }) {
  const say = useWords(filingWords);
  const { first, remarks } = useContext(FormOf);
  const { getValues } = useFormContext<FieldValues>();
  const [added, setAdded] = useState<readonly string[]>([]);
  const label = useLabel();
  const id = useId();
  const properties = schema.properties ?? {};
  const asked = firstBelow(first, placeOf(path)).filter((name) => properties[name]);
  const values = (path === '' ? getValues() : getValues(path)) as Readonly<Record<string, Typed>> | undefined;
  const given = Object.keys(properties).filter(
    (name) =>
      !asked.includes(name) &&
      (hasValue(values?.[name]) ||
        [...remarks.keys()].some((one) => one === join(path, name) || one.startsWith(`${join(path, name)}.`))),
  );
  const shown = [...new Set([...asked, ...given, ...added])];
  const rest = Object.keys(properties).filter((name) => !shown.includes(name));
  return (
    <>
      <div className="pw-fields">
        {shown.map((name) => (
          <Field
            key={name}
            name={name}
            schema={properties[name]!}
            path={join(path, name)}
            isRequired={schema.required?.includes(name) ?? false}
          />
        ))}
      </div>
      {rest.length > 0 && (
        <div className="pw-more-fields">
          <label className="usa-label" htmlFor={id}>
            {say('more')}
          </label>
          <select
            id={id}
            className="usa-select"
            value=""
            onChange={({ target }) => target.value && setAdded([...added, target.value])}
          >
            <option value="">{say('moreChoose', { count: rest.length })}</option>
            {rest.map((name) => (
              <option key={name} value={name} lang={langOf(name)}>
                {label(name, properties[name]!)}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
const hasValue = (typed: Typed | undefined): boolean =>
  typed !== undefined &&
  typed !== '' &&
  typed !== false &&
  (typeof typed !== 'object' || Object.values(typed).some(hasValue));

/** What a field is called: in the language of the page where it is one of the common ones, else as the interface describes it. */
const useLabel = () => {
  const say = useWords(fieldWords);
  return (name: string, { description }: Schema): string =>
    isNamed(name) ? say(name as FieldName) : (description ?? name.replace(/([A-Z])/g, ' $1').toLowerCase());
};

/** Descriptions of the interface are in English. */
const langOf = (name: string): 'en' | undefined => (isNamed(name) ? undefined : 'en');

function Field({
  name,
  schema,
  path,
  isRequired,
}: {
  name: string;
  schema: Schema;
  path: string;
  isRequired: boolean;
}) {
  if (isLeaf(schema)) return <Leaf name={name} schema={schema} path={path} isRequired={isRequired} />;
  if (schema.type === 'array') return <List name={name} schema={schema} path={path} />;
  return <Group name={name} schema={schema} path={path} />;
}

function Group({ name, schema, path }: { name: string; schema: Schema; path: string }) {
  const label = useLabel();
  return (
    <fieldset className="usa-fieldset pw-group">
      <legend className="usa-legend" lang={langOf(name)}>
        {label(name, schema)}
      </legend>
      <ObjectFields schema={schema} path={path} />
    </fieldset>
  );
}

/** What was found at a place, and what to do about it. */
export function Remarked({ text, remedy }: Remark) {
  return (
    <>
      <span lang="en">{text}</span>
      {remedy && (
        <>
          {' '}
          <Said text={remedy} words={remedyWords} />
        </>
      )}
    </>
  );
}

/** Bills, lines, numbers: as many as there are. */
function List({ name, schema, path }: { name: string; schema: Schema; path: string }) {
  const say = useWords(filingWords);
  const label = useLabel();
  const { control, setFocus } = useFormContext<FieldValues>();
  const { fields, append, remove } = useFieldArray({ control, name: path });
  const title = label(name, schema);
  const { remarks } = useContext(FormOf);
  const remark = remarks.get(path);
  return (
    <fieldset className="usa-fieldset pw-group">
      <legend className="usa-legend" lang={langOf(name)}>
        {title}
      </legend>
      {remark && (
        <p className="usa-error-message">
          <Remarked {...remark} />
        </p>
      )}
      {fields.map(({ id }, at) => (
        <fieldset key={id} className="usa-fieldset pw-item">
          <legend className="usa-legend">{say('item', { title, count: at + 1 })}</legend>
          <ObjectFields schema={schema.items!} path={`${path}.${at}`} />
          <button type="button" className="usa-button usa-button--unstyled" onClick={() => remove(at)}>
            {say('remove', { title, count: at + 1 })}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="usa-button usa-button--outline pw-add"
        disabled={schema.maxItems !== undefined && fields.length >= schema.maxItems}
        onClick={() => {
          const next = schema.items?.properties?.['number'];
          append((next && name === 'lines' ? { number: String(fields.length + 1) } : {}) as never, {
            shouldFocus: false,
          });
          const [focus] = Object.entries(schema.items?.properties ?? {}).find(([, one]) => isLeaf(one)) ?? [];
          if (focus) setTimeout(() => setFocus(`${path}.${fields.length}.${focus}`));
        }}
      >
        {say('add', { title })}
      </button>
    </fieldset>
  );
}

const CODES: Readonly<Record<string, readonly (readonly [string, FieldName])[]>> = {
  modeOfTransport: [
    ['10', 'mode10'],
    ['11', 'mode11'],
    ['20', 'mode20'],
    ['30', 'mode30'],
    ['31', 'mode31'],
    ['40', 'mode40'],
  ],
  entryType: [
    ['01', 'type01'],
    ['03', 'type03'],
    ['06', 'type06'],
    ['11', 'type11'],
    ['21', 'type21'],
  ],
  bondType: [
    ['8', 'bond8'],
    ['9', 'bond9'],
    ['0', 'bond0'],
  ],
  role: [
    ['MF', 'roleMF'],
    ['SE', 'roleSE'],
    ['BY', 'roleBY'],
    ['CN', 'roleCN'],
    ['ST', 'roleST'],
    ['SH', 'roleSH'],
  ],
  paymentType: [
    ['1', 'pay1'],
    ['2', 'pay2'],
    ['3', 'pay3'],
    ['6', 'pay6'],
    ['7', 'pay7'],
    ['8', 'pay8'],
  ],
};

function Leaf({ name, schema, path, isRequired }: { name: string; schema: Schema; path: string; isRequired: boolean }) {
  const say = useWords(filingWords);
  const sayField = useWords(fieldWords);
  const label = useLabel();
  const id = `f-${path.replaceAll('.', '-')}`;
  const { first, remarks } = useContext(FormOf);
  const isFirst = first.includes(placeOf(path));
  const { register, formState, control, getFieldState } = useFormContext<FieldValues>();
  const { error, isDirty } = getFieldState(path, formState);
  const typed = useWatch({ control, name: path });
  const remark = isDirty ? undefined : remarks.get(path);
  const wrong = error?.message ?? (remark && <Remarked {...remark} />);
  const title = label(name, schema);
  const codes = CODES[name] ?? [];
  const options = isPortField(name) ? PORT_CODES : codes.map(([code, word]) => [code, sayField(word)] as const);
  const meaning =
    typeof typed === 'string'
      ? isPortField(name)
        ? portName(typed.trim())
        : options.find(([code]) => code === typed.trim())?.[1]
      : undefined;
  const choices = schema.anyOf?.flatMap((one) => one.const ?? []) ?? [];
  const attributes = {
    id,
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': `${id}-about`,
    'aria-required': isRequired || undefined,
    ...register(path, {
      validate: (value, values) => {
        // An item that nobody has begun is left out.
        const around = path.split('.').slice(0, -1);
        const isBegun =
          around.length === 0 ||
          hasValue(
            around.reduce<Typed | undefined>(
              (at, one) => (at as Readonly<Record<string, Typed>> | undefined)?.[one],
              values,
            ),
          );
        const fault = faultOf(name, schema, value, isRequired && isBegun);
        return fault === null || say(fault.says, fault.fill);
      },
    }),
  };
  if (schema.type === 'boolean')
    return (
      <div className="usa-checkbox pw-field">
        <input type="checkbox" className="usa-checkbox__input" {...attributes} />
        <label className="usa-checkbox__label" htmlFor={id} lang={langOf(name)}>
          {title}
        </label>
        <span id={`${id}-about`} className="usa-error-message">
          {wrong}
        </span>
      </div>
    );
  return (
    <div className={`pw-field${wrong ? ' usa-form-group--error pw-field--wrong' : ''}`}>
      <label className="usa-label" htmlFor={id}>
        <span lang={langOf(name)}>{title}</span>
        {!isRequired && !isFirst && <span className="usa-hint"> {say('optional')}</span>}
      </label>
      {choices.length > 0 ? (
        <select className="usa-select" {...attributes}>
          {!isRequired && <option value="" />}
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice in ACTIONS ? sayField(ACTIONS[choice as keyof typeof ACTIONS]) : choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          className={`usa-input${wrong ? ' usa-input--error' : ''}`}
          type={schema.format === 'date' ? 'date' : 'text'}
          inputMode={schema.type === 'integer' ? 'decimal' : undefined}
          list={options.length > 0 ? `${id}-codes` : undefined}
          autoComplete="off"
          {...attributes}
        />
      )}
      {options.length > 0 && (
        <datalist id={`${id}-codes`}>
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </datalist>
      )}
      <span id={`${id}-about`} className="pw-about">
        {wrong && <span className="usa-error-message">{wrong}</span>}
        {!wrong && meaning && <span className="usa-hint">{meaning}</span>}
        {!wrong && !meaning && isMoney(name, schema) && <span className="usa-hint">{say('inDollars')}</span>}
      </span>
    </div>
  );
}

const ACTIONS = {
  add: 'actionAdd',
  replace: 'actionReplace',
  update: 'actionUpdate',
  cancel: 'actionCancel',
  delete: 'actionDelete',
} as const;
