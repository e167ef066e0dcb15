import { useRouterState } from '@tanstack/react-router';
import { Link } from './link';
import { useIsWide } from './wide';

/** The ways between the pages of an area: beside each other, and on a phone in a list that opens and says which page this is. */
export function Places({
  label,
  places,
}: {
  label: string;
  /** Address and name of each. */
  places: readonly (readonly [to: string, name: string])[];
}) {
  const isWide = useIsWide();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const here = places.find(([to]) => to === path);
  const links = (
    <ul className="pw-tabs">
      {places.map(([to, name]) => (
        <li key={to}>
          <Link to={to} className="pw-tabs__link" isExact current="pw-tabs__link--current">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
  return (
    <nav aria-label={label}>
      {isWide ? (
        links
      ) : (
        <details key={path} className="pw-places-list">
          <summary>{here ? `${label}: ${here[1]}` : label}</summary>
          {links}
        </details>
      )}
    </nav>
  );
}
