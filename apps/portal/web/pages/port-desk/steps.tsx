import { useWords } from '../../words/language';
import type { Playbook } from './picture';
import { deskWords } from './words';

type Procedure = Playbook['procedure'];
const PHASES = ['security', 'enforcement', 'facilitation'] as const;

/** The steps of a procedure in their order: nothing is made easier before it is safe and lawful. */
export function Steps({
  steps,
  documents,
  conditions = [],
}: {
  steps: Procedure['steps'];
  documents: readonly { readonly id: string; readonly short: string }[];
  conditions?: Procedure['conditions'];
}) {
  const say = useWords(deskWords);
  const short = new Map(documents.map((one) => [one.id, one.short]));
  const onlyFor = new Map(conditions.map(({ id, text }) => [id, text]));
  return (
    <>
      {PHASES.map((phase) => {
        const own = steps.filter((step) => step.phase === phase);
        return own.length === 0 ? null : (
          <section key={phase}>
            <h3>{say(`phase_${phase}`)}</h3>
            <ol className="pw-steps">
              {own.map(({ id, what, when, documents: papers, note, ofPort, stage }) => (
                <li key={id}>
                  <span className="pw-steps__stage">{say(`stage_${stage}`)}</span>
                  {when.length > 0 && onlyFor.size > 0 && (
                    <em>{say('onlyFor', { what: when.map((one) => onlyFor.get(one) ?? one).join('; ') })} </em>
                  )}
                  <span lang="en">{what}</span>
                  {papers.length > 0 && (
                    <span className="pw-quiet">
                      {' '}
                      {say('papersOf', { names: papers.map((one) => short.get(one) ?? one).join(', ') })}
                    </span>
                  )}
                  {(note || ofPort) && (
                    <strong className="pw-steps__note">
                      {' '}
                      {say('atThisPort')} <span lang="en">{note}</span>
                    </strong>
                  )}
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </>
  );
}
