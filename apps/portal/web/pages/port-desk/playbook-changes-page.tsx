import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Link } from '../../ui/link';
import { Notice } from '../../ui/notice';
import { Results } from '../../ui/order-form';
import { useWords } from '../../words/language';
import { type AtDesk, Desk, leadsPort } from './desk-frame';
import { ModeChoice } from './mode-choice';
import { isMode, type Mode } from './picture';
import { PlaybookChanges } from './playbook-changes';
import { playbookWords } from './playbook-words';

/** The playbook of the port, for who may change it. */
export default function PlaybookChangesPage() {
  const say = useWords(playbookWords);
  return <Desk title={say('changesTitle')}>{(desk) => <Changes desk={desk} />}</Desk>;
}

function Changes({ desk: { port, officer } }: { desk: AtDesk }) {
  const say = useWords(playbookWords);
  const { mode: asked = '' } = useSearch({ strict: false }) as { mode?: string };
  const [mode, setMode] = useState<Mode>(isMode(asked) ? asked : 'vessel');
  const back = (
    <p>
      <Link to="/desk/playbook">{say('back')}</Link>
    </p>
  );
  if (!leadsPort(officer))
    return (
      <>
        <Notice kind="info" title={say('onlyDirector')} />
        {back}
      </>
    );
  return (
    <>
      <p>{say('changesLead')}</p>
      {back}
      <ModeChoice mode={mode} onChange={setMode} />
      <Results>
        <PlaybookChanges key={`${port} ${mode}`} port={port} mode={mode} />
      </Results>
    </>
  );
}
