import { Day } from '../../ui/due';
import { Link } from '../../ui/link';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { Mark } from './marks';
import type { Cargo } from './picture';
import { deskWords } from './words';

export const isReleased = ({ entries }: Cargo): boolean => entries.some(({ releasedBy }) => releasedBy !== null);

/** A bill of the port in short: held first, then what else is known. */
export function CargoCard({ cargo, zone }: { cargo: Cargo; zone: string | undefined }) {
  const say = useWords(deskWords);
  const { billKey, conveyance, mode, quantity, unit, arrivedAt, inBond, holds, entries } = cargo;
  return (
    <>
      <Link to={`/desk/case/${encodeURIComponent(billKey)}`} className="pw-card__link">
        {billKey}
      </Link>
      <span className="pw-card__marks">
        {holds.map(({ code, reason }) => (
          <Mark key={`${code} ${reason}`} kind="stop">
            {say('held')} {code}: {reason}
          </Mark>
        ))}
        {holds.length === 0 && !isReleased(cargo) && <Mark kind="plain">{say('noHold')}</Mark>}
        {entries.map(({ entry, state, releasedBy }) => (
          <Mark key={entry} kind={releasedBy ? 'go' : 'plain'}>
            {say('entry')} {entry}: {state}
          </Mark>
        ))}
      </span>
      <span>
        {mode && `${say(`mode_${mode}`)}, `}
        {conveyance}, {quantity} {unit ?? ''}
        {arrivedAt && (
          <>
            , {say('arrived')} <When at={arrivedAt} zone={zone} />
          </>
        )}
        {inBond?.destinationPort && (
          <>
            , {say('inBondTo')} {inBond.destinationPort}
            {inBond.arrivedOn && (
              <>
                , {say('arrived')} <Day of={inBond.arrivedOn} />
              </>
            )}
          </>
        )}
      </span>
    </>
  );
}
