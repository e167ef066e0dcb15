import { useKnown } from '../../api/known';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { Absences } from './absences';
import { CenterFrame } from './center-frame';
import { centerWords } from './words';

/** Workload of each team, and what will be late at its pace. */
export default function TeamsPage() {
  const say = useWords(centerWords);
  return (
    <CenterFrame title={say('teamsTitle')} lead={say('teamsLead')}>
      {(center) => (
        <>
          <Teams center={center} />
          <Absences center={center} />
        </>
      )}
    </CenterFrame>
  );
}

function Teams({ center }: { center: string | undefined }) {
  const say = useWords(centerWords);
  const load = useKnown('cee', 'GET /workload', { query: { center } });
  const columns = [
    ['open', say('open')],
    ['taken', say('takenNow')],
    ['withTheImporter', say('withImporter')],
    ['withTheFiler', say('withFiler')],
    ['late', say('late')],
    ['finishedPerWorkingDay', say('pace')],
  ] as const;
  return (
    <Known of={load} rows={6} isEmpty={({ teams }) => teams.length === 0} empty={say('teamsNone')}>
      {({ teams, center: of }) => {
        const willBeLate = teams.flatMap(({ foreseen }) => foreseen).reduce((sum, one) => sum + one.willBeLate, 0);
        return (
          <>
            <p className="pw-headline">
              {willBeLate > 0
                ? say('willBeLate', { count: willBeLate, center: of })
                : say('noneWillBeLate', { center: of })}
            </p>
            <table className="usa-table usa-table--stacked pw-table">
              <caption className="usa-sr-only">{say('teamsTitle')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('team')}</th>
                  {columns.map(([key, text]) => (
                    <th key={key} scope="col">
                      {text}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {teams.map((team) => (
                  <tr key={team.teamNumber}>
                    <th scope="row" data-label={say('team')}>
                      {team.teamNumber}
                    </th>
                    {columns.map(([key, text]) => (
                      <td key={key} data-label={text}>
                        {team[key]}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <section aria-labelledby="foreseen">
              <h2 id="foreseen">{say('foreseenTitle')}</h2>
              {willBeLate === 0 ? (
                <p className="pw-empty">{say('foreseenNone')}</p>
              ) : (
                <ul>
                  {teams.flatMap(({ teamNumber, foreseen }) =>
                    foreseen
                      .filter((one) => one.willBeLate > 0)
                      .map((one) => (
                        <li key={teamNumber + one.due}>
                          {say('foreseen', { team: teamNumber, items: one.items, late: one.willBeLate })}{' '}
                          <Day of={one.due} />
                        </li>
                      )),
                  )}
                </ul>
              )}
            </section>
            <section aria-labelledby="people">
              <h2 id="people">{say('peopleTitle')}</h2>
              {teams.every(({ specialists }) => specialists.length === 0) ? (
                <p className="pw-empty">{say('peopleNone')}</p>
              ) : (
                <ul className="pw-cards">
                  {teams.flatMap(({ teamNumber, specialists }) =>
                    specialists.map((one) => (
                      <li key={teamNumber + one.personId} className="pw-card">
                        <strong>{one.name}</strong>: {say('has', { count: one.taken, team: teamNumber })} {say('until')}{' '}
                        <When at={one.firstLeaseUntil} />
                      </li>
                    )),
                  )}
                </ul>
              )}
            </section>
          </>
        );
      }}
    </Known>
  );
}
