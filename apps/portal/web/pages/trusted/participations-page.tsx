import { useState } from 'react';
import { useKnown } from '../../api/known';
import { useKnownList } from '../../api/known-list';
import { CardList } from '../../ui/card-list';
import { ChosenFilter, Filters, TypedFilter } from '../../ui/filters';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { useWords } from '../../words/language';
import { DeskFrame } from './desk-frame';
import { type Program, PROGRAMS, useNames, useOptions } from './names';
import { StateLine } from './parts';
import { trustedWords } from './words';

const STATES = [
  ...(['submitted', 'improving', 'in force', 'suspended', 'removed', 'preparing', 'refused', 'withdrawn'] as const),
];
const PAGE = 100;
const LONGEST = 60;

/** Who applied, who is in a program of trusted traders, and who was: found by program, state, Center and words. */
export default function ParticipationsPage() {
  const say = useWords(trustedWords);
  return (
    <DeskFrame lead={say('centerLead')}>
      <Participations />
    </DeskFrame>
  );
}

function Participations() {
  const say = useWords(trustedWords);
  const name = useNames();
  const options = useOptions();
  const [words, setWords] = useState('');
  const [program, setProgram] = useState('');
  const [state, setState] = useState('');
  const [center, setCenter] = useState('');
  const query = {
    limit: PAGE,
    ...(words.trim() && { words: words.trim() }),
    ...(program && { program: program as Program }),
    ...(state && { state: state as 'submitted' }),
    ...(center && { center }),
  };
  const read = useKnownList('cee', 'GET /trusted-participations', { query }, (told) => told.participations, {
    isSealed: true,
  });
  return (
    <>
      <Filters>
        <TypedFilter label={say('find')} value={words} onChange={setWords} longest={LONGEST} />
        <ChosenFilter
          label={say('program')}
          all={say('allPrograms')}
          options={options('program', PROGRAMS)}
          value={program}
          onChange={setProgram}
        />
        <ChosenFilter
          label={say('state')}
          all={say('allStates')}
          options={options('state', STATES)}
          value={state}
          onChange={setState}
        />
        <CenterFilter value={center} onChange={setCenter} />
      </Filters>
      <Known of={read} rows={6} isEmpty={(items) => items.length === 0} empty={say('participationsNone')}>
        {(items) => (
          <CardList label={say('centerTitle')} items={items} keyOf={({ id }) => id} height={120} more={read.more}>
            {(one) => (
              <>
                <h2>
                  <Link to={`/center/trusted/${one.id}`}>{one.accountName ?? one.number}</Link>
                </h2>
                <StateLine of={one} />
                <p className="pw-quiet">
                  {name('program', one.program)}, {one.number}
                </p>
              </>
            )}
          </CardList>
        )}
      </Known>
    </>
  );
}

/** One Center, or all. */
export function CenterFilter({ value, onChange }: { value: string; onChange: (center: string) => void }) {
  const say = useWords(trustedWords);
  const { data } = useKnown('cee', 'GET /center-pages', {});
  return (
    <ChosenFilter
      label={say('center')}
      all={say('allCenters')}
      options={(data?.centers ?? []).map((one) => ({ value: one.id, text: `${one.name} (${one.id})` }))}
      value={value}
      onChange={onChange}
    />
  );
}
