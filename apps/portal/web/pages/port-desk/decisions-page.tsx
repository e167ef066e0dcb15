import { useState } from 'react';
import { CardList } from '../../ui/card-list';
import { Link } from '../../ui/link';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { Desk, OfPort, zoneOf } from './desk-frame';
import { Mark } from './marks';
import type { PortPicture } from './picture';
import { deskWords } from './words';

type Decision = PortPicture['decisions'][number];

export default function DecisionsPage() {
  const say = useWords(deskWords);
  return (
    <Desk title={say('registerTitle')}>
      {({ picture }) => <OfPort picture={picture}>{({ decisions }) => <Register decisions={decisions} />}</OfPort>}
    </Desk>
  );
}

const textOf = ({ controlNumber, paper }: Decision): string =>
  [
    controlNumber,
    paper.officer,
    paper.conveyance.scac,
    paper.conveyance.trip,
    paper.entry && paper.entry.filerCode + paper.entry.entryNumber,
    ...paper.bills.map(({ billKey }) => billKey),
  ]
    .join(' ')
    .toUpperCase();

function Register({ decisions }: { decisions: readonly Decision[] }) {
  const say = useWords(deskWords);
  const [wanted, setWanted] = useState('');
  const shown = decisions.filter((one) =>
    textOf(one).includes(
      wanted
        .trim()
        .toUpperCase()
        .replace(/-(?=\d)/g, '-'),
    ),
  );
  const waiting = shown.filter(({ state }) => state === 'awaiting second officer');
  const others = shown.filter(({ state }) => state !== 'awaiting second officer');
  return (
    <>
      <label className="usa-label" htmlFor="narrow">
        {say('narrowList')}
      </label>
      <input
        id="narrow"
        className="usa-input"
        type="search"
        value={wanted}
        onChange={({ target }) => setWanted(target.value)}
      />
      <p className="pw-quiet" role="status">
        {say('decisionsCount', { count: shown.length })}
      </p>
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{say('waitsForSecond')}</h2>
          <CardList label={say('waitsForSecond')} items={waiting} keyOf={({ id }) => id}>
            {(one) => <Card decision={one} />}
          </CardList>
        </section>
      )}
      {others.length > 0 ? (
        <section aria-labelledby="register">
          <h2 id="register">{say('allDecisions')}</h2>
          <CardList label={say('allDecisions')} items={others} keyOf={({ id }) => id}>
            {(one) => <Card decision={one} />}
          </CardList>
        </section>
      ) : (
        waiting.length === 0 && <p className="pw-empty">{say(decisions.length > 0 ? 'noneLike' : 'noDecisions')}</p>
      )}
    </>
  );
}

function Card({ decision: { controlNumber, drill, state, paper, match, expiresAt } }: { decision: Decision }) {
  const say = useWords(deskWords);
  const zone = zoneOf(paper.port);
  return (
    <>
      <Link to={`/desk/decisions/${controlNumber}`} className="pw-card__link">
        {controlNumber}
      </Link>
      <span className="pw-card__marks">
        {drill && <Mark kind="plain">{say('drill')}</Mark>}
        <Mark kind={state !== 'in effect' ? 'plain' : paper.decision === 'release' ? 'go' : 'stop'}>
          {say(`decision_${paper.decision}`)}
        </Mark>
        <Mark kind={state === 'awaiting second officer' ? 'wait' : 'plain'}>{say(`state_${state}`)}</Mark>
        {match && <Mark kind={match.state === 'conflict' ? 'stop' : 'plain'}>{say(`match_${match.state}`)}</Mark>}
      </span>
      <span>
        {paper.bills.map(({ billKey }) => billKey).join(', ') ||
          (paper.entry && `${paper.entry.filerCode}-${paper.entry.entryNumber}`)}
        , {paper.officer}, <When at={paper.decidedAt} zone={zone} />
      </span>
      {state === 'awaiting second officer' && expiresAt && (
        <span>
          {say('waitsUntil')} <When at={expiresAt} zone={zone} />
        </span>
      )}
    </>
  );
}
