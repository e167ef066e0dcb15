import type { PlannedMaintenance, PublicDowntime, PublicIncident } from '../../api/status';
import { Link } from '../../ui/link';
import { Said } from '../../ui/said';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { statusWords } from './words';

/** What is the matter: incidents with their downtimes, then downtimes that belong to none of them. */
export function Matters({
  incidents,
  downtimes,
}: {
  incidents: readonly PublicIncident[];
  downtimes: readonly PublicDowntime[];
}) {
  const alone = downtimes.filter(({ incidentNumber }) => incidents.every(({ number }) => number !== incidentNumber));
  return (
    <ul className="pw-matters">
      {incidents.map((incident) => (
        <li key={incident.number}>
          <IncidentCard
            incident={incident}
            downtimes={downtimes.filter(({ incidentNumber }) => incidentNumber === incident.number)}
          />
        </li>
      ))}
      {alone.map((downtime) => (
        <li key={downtime.number}>
          <DowntimeCard downtime={downtime} />
        </li>
      ))}
    </ul>
  );
}

function IncidentCard({ incident, downtimes }: { incident: PublicIncident; downtimes: readonly PublicDowntime[] }) {
  const say = useWords(statusWords);
  return (
    <article className="pw-matter">
      <h3 className="pw-matter__title">
        <Link to={`/status/incidents/${incident.number}`}>
          <span lang="en">{incident.title}</span>
        </Link>
      </h3>
      <p className="pw-tag-line">
        <span className="usa-tag">{say(`incident_${incident.state}`)}</span>{' '}
        <span className="pw-quiet">{incident.number}</span>
      </p>
      <IncidentFacts incident={incident} />
      {downtimes.map((downtime) => (
        <DowntimeCard key={downtime.number} downtime={downtime} inside />
      ))}
    </article>
  );
}

/** What is told of an incident: where, since when, what still works, what becomes of filings, what to do. */
export function IncidentFacts({ incident }: { incident: PublicIncident }) {
  const say = useWords(statusWords);
  return (
    <>
      <dl className="pw-facts">
        {incident.whatToDoNext.length > 0 && (
          <>
            <dt>{say('doNext')}</dt>
            <dd>
              <ul>
                {incident.whatToDoNext.map((text) => (
                  <li key={text} lang="en">
                    {text}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {incident.whatHappensToYourTransactions.length > 0 && (
          <>
            <dt>{say('yourFilings')}</dt>
            <dd>
              <ul>
                {incident.whatHappensToYourTransactions.map(({ transactions, what }) => (
                  <li key={transactions + what} lang="en">
                    <strong>{transactions}</strong>: {what}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>{say('where')}</dt>
        <dd lang="en">{incident.where}</dd>
        <dt>{say('knownSince')}</dt>
        <dd lang="en">{incident.knownIssuesSince}</dd>
        {incident.whatStillWorks.length > 0 && (
          <>
            <dt>{say('stillWorks')}</dt>
            <dd lang="en">{incident.whatStillWorks.join(', ')}</dd>
          </>
        )}
      </dl>
      {incident.nextUpdateAt && (
        <p className="pw-quiet">
          <Told text={say('nextUpdate', { time: '\u0000' })} at={incident.nextUpdateAt} />
        </p>
      )}
    </>
  );
}

function DowntimeCard({ downtime, inside = false }: { downtime: PublicDowntime; inside?: boolean }) {
  const say = useWords(statusWords);
  const { number, where, from, expectedEnd, treatments, relief, procedure } = downtime;
  return (
    <article className={inside ? 'pw-matter pw-matter--inside' : 'pw-matter'}>
      <h3 className="pw-matter__title">{say('downtime', { number })}</h3>
      <p>
        <Told text={say('inForceSince', { time: '\u0000' })} at={from} />{' '}
        {expectedEnd && <Told text={say('expectedEnd', { time: '\u0000' })} at={expectedEnd} />}
      </p>
      <dl className="pw-facts">
        <dt>{say('where')}</dt>
        <dd lang="en">
          {where}
          {procedure && <> ({procedure})</>}
        </dd>
        {treatments.length > 0 && (
          <>
            <dt>{say('yourFilings')}</dt>
            <dd>
              <ul>
                {treatments.map(({ kind, disposition }) => (
                  <li key={kind}>
                    <strong>
                      <Said text={kind} />
                    </strong>
                    : <Said text={disposition} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {relief.paymentBusinessDays + relief.otherBusinessDays > 0 && (
        <p className="pw-quiet">
          {say('reliefDays', { payment: relief.paymentBusinessDays, other: relief.otherBusinessDays })}
        </p>
      )}
    </article>
  );
}

/** A sentence with an instant in it, where its gap is. */
export function Told({ text, at }: { text: string; at: string }) {
  const [before, after] = text.split('\u0000');
  return (
    <>
      {before}
      <When at={at} />
      {after}
    </>
  );
}

export function PlannedWork({ planned }: { planned: readonly PlannedMaintenance[] }) {
  const say = useWords(statusWords);
  if (planned.length === 0) return null;
  return (
    <section aria-labelledby="planned">
      <h2 id="planned">{say('maintenanceTitle')}</h2>
      <ul className="pw-matters">
        {planned.map(({ reference, title, where, from, to, whatToDoNext }) => (
          <li key={reference} className="pw-matter">
            <h3 className="pw-matter__title" lang="en">
              {title}
            </h3>
            <p>
              <When at={from} /> – <When at={to} />. <span lang="en">{where}.</span>
            </p>
            {whatToDoNext.map((text) => (
              <p key={text} lang="en">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
