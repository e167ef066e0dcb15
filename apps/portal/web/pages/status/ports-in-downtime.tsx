import { geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import { useId, useMemo, useState } from 'react';
import atlas from 'us-atlas/states-albers-10m.json';
import type { PublicDowntime } from '../../api/status';
import { useWords } from '../../words/language';
import { portOf, portsLike, portText } from './ports';
import { statusWords } from './words';

const FOUND_AT_MOST = 12;
const POSTAL: Readonly<Record<string, string>> = Object.fromEntries(
  `Alabama AL,Alaska AK,Arizona AZ,Arkansas AR,California CA,Colorado CO,Connecticut CT,Delaware DE,District of Columbia DC,Florida FL,Georgia GA,Hawaii HI,Idaho ID,Illinois IL,Indiana IN,Iowa IA,Kansas KS,Kentucky KY,Louisiana LA,Maine ME,Maryland MD,Massachusetts MA,Michigan MI,Minnesota MN,Mississippi MS,Missouri MO,Montana MT,Nebraska NE,Nevada NV,New Hampshire NH,New Jersey NJ,New Mexico NM,New York NY,North Carolina NC,North Dakota ND,Ohio OH,Oklahoma OK,Oregon OR,Pennsylvania PA,Rhode Island RI,South Carolina SC,South Dakota SD,Tennessee TN,Texas TX,Utah UT,Vermont VT,Virginia VA,Washington WA,West Virginia WV,Wisconsin WI,Wyoming WY`
    .split(',')
    .map((one) => [one.slice(0, -3), one.slice(-2)]),
);

/** The states as they are drawn: already projected, 975 by 610. */
const STATES = (() => {
  const path = geoPath();
  const topology = atlas as unknown as Parameters<typeof feature>[0];
  const { features } = feature(topology, topology.objects['states']!) as unknown as {
    readonly features: readonly (Parameters<typeof path>[0] & { readonly properties: { readonly name: string } })[];
  };
  return features.map((one) => ({
    name: one.properties.name,
    postal: POSTAL[one.properties.name] ?? '',
    path: path(one) ?? '',
  }));
})();

const inForce = ({ state }: PublicDowntime): boolean => state === 'in force';

/** Ports in downtime: on a map by state, and the same as a list. */
export default function PortsInDowntime({ downtimes }: { downtimes: readonly PublicDowntime[] }) {
  const say = useWords(statusWords);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = downtimes.filter(inForce);
  const everywhere = now.filter(({ scope }) => scope.ports.length === 0).map(({ number }) => number);
  const isEverywhere = everywhere.length > 0;
  const numbers = useMemo(() => {
    const found = new Map<string, string[]>();
    for (const { scope, number } of now)
      for (const code of scope.ports) found.set(code, [...(found.get(code) ?? []), number]);
    return found;
  }, [now]);
  const byState = new Map<string, string[]>();
  for (const code of numbers.keys()) {
    const state = portOf(code)?.state ?? '';
    byState.set(state, [...(byState.get(state) ?? []), code]);
  }
  const shown = [...numbers.keys()].filter((code) => chosen === null || portOf(code)?.state === chosen).sort();
  const choose = (state: string | null): void => setChosen(state === chosen ? null : state);
  return (
    <>
      <p>
        {isEverywhere
          ? say('portsAll')
          : numbers.size === 0
            ? say('portsNone')
            : say('portsSome', { count: numbers.size })}
      </p>
      <FindPort numbers={numbers} everywhere={everywhere} />
      <div className="pw-ports">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in */}
        <svg viewBox="0 0 975 610" className="pw-map" role="group" aria-label={say('mapLabel')}>
          {STATES.map(({ name, postal, path }) => {
            const count = byState.get(postal)?.length ?? 0;
            if (count === 0)
              return (
                <path
                  key={name}
                  d={path}
                  className={isEverywhere ? 'pw-map__state pw-map__state--all' : 'pw-map__state'}
                />
              );
            const label = say('stateHas', { state: name, count });
            return (
              // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a picture
              <g
                key={name}
                role="button"
                tabIndex={0}
                aria-pressed={chosen === postal}
                aria-label={label}
                className="pw-map__choice"
                onClick={() => choose(postal)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  choose(postal);
                }}
              >
                <title>{label}</title>
                <path d={path} className="pw-map__state pw-map__state--some" />
              </g>
            );
          })}
        </svg>
        {shown.length > 0 && (
          <div>
            {chosen !== null && (
              <button type="button" className="usa-button usa-button--outline" onClick={() => setChosen(null)}>
                {say('showAll')}
              </button>
            )}
            <ul className="pw-port-list">
              {shown.map((code) => (
                <li key={code}>
                  <strong>{portText(code)}</strong>: {numbers.get(code)!.join(', ')}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  );
}

function FindPort({
  numbers,
  everywhere,
}: {
  numbers: ReadonlyMap<string, readonly string[]>;
  /** Downtimes of every port. */
  everywhere: readonly string[];
}) {
  const say = useWords(statusWords);
  const [typed, setTyped] = useState('');
  const id = useId();
  const found = portsLike(typed, FOUND_AT_MOST);
  return (
    <div className="pw-find">
      <label className="usa-label" htmlFor={id}>
        {say('findPort')}
      </label>
      <input
        id={id}
        type="text"
        enterKeyHint="search"
        className="usa-input"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div role="status">
        {typed.trim() !== '' && (
          <>
            <p className="usa-sr-only">{say('portMatches', { count: found.length })}</p>
            <ul className="pw-port-list">
              {found.map(({ code }) => {
                const at = [...everywhere, ...(numbers.get(code) ?? [])];
                return (
                  <li key={code}>
                    <strong>{portText(code)}</strong>:{' '}
                    {at.length > 0 ? say('portState_in', { number: at.join(', ') }) : say('portState_out')}
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
