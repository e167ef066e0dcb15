import { useState } from 'react';
import { addressOf } from '../../api/call';
import { dayText } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { useLanguage, useWords } from '../../words/language';
import { type AtDesk, Desk, leadsPort, portName, zoneOf } from './desk-frame';
import { ModeChoice } from './mode-choice';
import { type Mode, type Playbook, usePlaybooks } from './picture';
import { playbookWords } from './playbook-words';
import { Steps } from './steps';
import { deskWords } from './words';

const ROLES = [
  'primary-officer',
  'secondary-officer',
  'supervisor',
  'port-director',
  'carrier',
  'broker',
  'terminal-operator',
] as const;
type Role = (typeof ROLES)[number];

export default function PlaybookPage() {
  const say = useWords(deskWords);
  return <Desk title={say('playbookTitle')}>{(desk) => <Book desk={desk} />}</Desk>;
}

function Book({ desk: { port, officer } }: { desk: AtDesk }) {
  const say = useWords(deskWords);
  const sayChanges = useWords(playbookWords);
  const playbooks = usePlaybooks(port);
  const [mode, setMode] = useState<Mode>('vessel');
  const [role, setRole] = useState<Role | ''>('primary-officer');
  return (
    <>
      <ModeChoice mode={mode} onChange={setMode} />
      <div className="pw-noprint">
        <label className="usa-label" htmlFor="role">
          {say('stepsOf')}
        </label>
        <select id="role" className="usa-select" value={role} onChange={({ target }) => setRole(target.value as Role)}>
          <option value="">{say('everybody')}</option>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {say(`role_${one}`)}
            </option>
          ))}
        </select>
        <p className="pw-actions">
          {role && (
            <a
              className="usa-button"
              target="_blank"
              rel="noreferrer"
              href={addressOf('port', 'GET /desk/sheets/{port}/{mode}/{role}', { path: { port, mode, role } })}
            >
              {say('printSheet', { role: say(`role_${role}`) })}
            </a>
          )}
          <button type="button" className="usa-button usa-button--outline" onClick={() => window.print()}>
            {say('printPage')}
          </button>
          {leadsPort(officer) && <Link to={`/desk/playbook/changes?mode=${mode}`}>{sayChanges('changesTitle')}</Link>}
        </p>
      </div>
      <Known of={playbooks} rows={10} zone={zoneOf(port)}>
        {(all) => <Procedure playbook={all[mode]} mode={mode} role={role} port={port} />}
      </Known>
    </>
  );
}

function Procedure({ playbook, mode, role, port }: { playbook: Playbook; mode: Mode; role: Role | ''; port: string }) {
  const say = useWords(deskWords);
  const { language } = useLanguage();
  const { procedure, national, overlay } = playbook;
  const own = procedure.steps.filter(({ who }) => role === '' || who.includes(role));
  const wanted = new Set(own.flatMap(({ documents }) => documents));
  return (
    <article className="pw-book">
      <h2>{say('procedureFor', { mode: say(`mode_${mode}`), port: portName(port) })}</h2>
      <p className="pw-quiet">
        {say('versions', {
          national: national.version,
          port: overlay?.version ?? 0,
          day: dayText(procedure.effectiveFrom, language),
        })}
      </p>
      <p>
        <strong lang="en">{procedure.principle}</strong>
      </p>
      <Steps steps={own} documents={procedure.documents} conditions={procedure.conditions} />
      <h3>{say('papersTitle')}</h3>
      <ul>
        {procedure.documents
          .filter(({ id }) => wanted.has(id))
          .map(({ id, name, contents }) => (
            <li key={id} lang="en">
              <strong>{name}</strong>
              {contents.length > 0 && `: ${contents.join(', ')}`}
            </li>
          ))}
      </ul>
      <h3>{say('neverByHand')}</h3>
      <ul>
        {procedure.excludedGoods.map(({ id, text }) => (
          <li key={id} lang="en">
            {text}
          </li>
        ))}
      </ul>
      {procedure.contacts.length > 0 && (
        <>
          <h3>{say('whomToCall')}</h3>
          <ul>
            {procedure.contacts.map(({ what, how }) => (
              <li key={what} lang="en">
                {what}: {how}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{say('afterwards')}</h3>
      <p>{say('foundBy', { keys: procedure.catchUpKeys.map(({ text }) => text).join('; ') })}</p>
    </article>
  );
}
