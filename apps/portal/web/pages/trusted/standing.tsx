import type { ContactView } from '../../api/cee';
import type { AnswerOf } from '../../api/modules';
import { Day } from '../../ui/due';
import { useWords } from '../../words/language';
import { portText, useFigures } from '../account/figures';
import { useNames } from './names';
import { trustedWords } from './words';

type StandingTold = AnswerOf<'cee', 'GET /accounts/{accountId}/trusted-standing'>;

/** More ports than these are counted, and named where somebody asks. */
const PORTS_NAMED = 6;

/** In which programs an account is, from which day on. */
export function Stands({ of: { on, programs } }: { of: StandingTold }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const isIn = programs.some(({ from }) => from <= on);
  return (
    <div className={isIn ? 'pw-standing pw-standing--in' : 'pw-standing'}>
      {programs.length === 0 && <p className="pw-headline">{say('standsNone')}</p>}
      {programs.map(({ program, tier, from, to }) => (
        <p key={`${program} ${from} ${tier}`}>
          <strong className="pw-headline">
            {tier === null ? name('program', program) : say('standsTier', { program: name('program', program), tier })}
          </strong>{' '}
          {say(from <= on ? 'since' : 'from')} <Day of={from} />
          {to && (
            <>
              {' '}
              {say('until')} <Day of={to} />
            </>
          )}
        </p>
      ))}
    </div>
  );
}

/** What that brings: each benefit with where and when. */
export function Benefits({ of: { on, benefits } }: { of: StandingTold }) {
  const say = useWords(trustedWords);
  const name = useNames();
  const { mode } = useFigures();
  if (benefits.length === 0) return <p className="pw-empty">{say('bringsNone')}</p>;
  const kinds = [...new Set(benefits.map(({ benefit }) => benefit))];
  return (
    <ul className="pw-benefits">
      {kinds.map((kind) => (
        <li key={kind} className="pw-card">
          <h3>{name('benefit', kind)}</h3>
          <p>{name('says', kind)}</p>
          {benefits
            .filter(({ benefit }) => benefit === kind)
            .map((one) => (
              <div key={JSON.stringify(one)}>
                {one.figure !== null && <p>{say('examFigure', { count: one.figure })}</p>}
                <Ports of={one.ports} />
                {one.modes && (
                  <p className="pw-quiet">{say('inModes', { modes: [...new Set(one.modes.map(mode))].join(', ') })}</p>
                )}
                {(one.from > on || one.to) && (
                  <p className="pw-quiet">
                    {say(one.from > on ? 'from' : 'since')} <Day of={one.from} />
                    {one.to && (
                      <>
                        {' '}
                        {say('until')} <Day of={one.to} />
                      </>
                    )}
                  </p>
                )}
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}

/** Ports that something holds at; nothing is said where it holds everywhere. */
export function Ports({ of }: { of: readonly string[] | null }) {
  const say = useWords(trustedWords);
  if (of === null) return null;
  const named = of.map(portText).join('; ');
  if (of.length <= PORTS_NAMED) return <p className="pw-quiet">{say('atPorts', { ports: named })}</p>;
  return (
    <details className="pw-details">
      <summary>{say('atManyPorts', { count: of.length })}</summary>
      <p className="pw-quiet">{named}</p>
    </details>
  );
}

/** Whom the account talks to at CBP. */
export function Contacts({ of }: { of: readonly ContactView[] }) {
  const say = useWords(trustedWords);
  const name = useNames();
  if (of.length === 0) return <p className="pw-empty">{say('contactsNone')}</p>;
  return (
    <ul className="pw-cards">
      {of.map((one) => (
        <li key={one.role} className="pw-card">
          <p>
            <strong>{one.name}</strong>, {name('role', one.role)}
            {one.centerId && ` (${one.centerId})`}
          </p>
          <p className="pw-quiet">{say('contactOf', { name: one.namedBy })}</p>
          {!one.serves && <p>{say('contactEnded')}</p>}
        </li>
      ))}
    </ul>
  );
}
